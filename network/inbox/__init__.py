"""Incoming mail: read from a mailbox (IMAP) or handed over by a mail service (webhook), kept, and handled once.

An app that understands some of it registers a handler under ``INCOMING_HOOK``. What nobody understands waits for a
human in the desk.
"""

from network.inbox.bounces import note_bounce
from network.inbox.parsing import LARGEST, Mail, one_line, read_mail
from network.inbox.receiving import INCOMING_HOOK, Outcome, handle, handle_waiting, receive

__all__ = [
    "INCOMING_HOOK",
    "LARGEST",
    "Mail",
    "Outcome",
    "handle",
    "handle_waiting",
    "note_bounce",
    "one_line",
    "read_mail",
    "receive",
]
