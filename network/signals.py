"""What follows from a change: said by each slice, wired when the app starts."""

from network import account_signals, document_signals, glossary_signals  # noqa: F401 -- wired by being imported
