"""What follows from a change: said by each slice, wired when the app starts."""

from network.accounts import signals as account_signals  # noqa: F401 -- wired by being imported
from network.directory import signals as glossary_signals  # noqa: F401 -- wired by being imported
from network.documents import signals as document_signals  # noqa: F401 -- wired by being imported
