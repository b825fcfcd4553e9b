"""What follows from a change: said by each slice, wired when the app starts."""

import network.accounts.signals
import network.directory.signals
import network.documents.signals  # noqa: F401 -- each is wired by being imported
