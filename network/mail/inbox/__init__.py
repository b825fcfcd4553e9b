"""Incoming mail: read from a mailbox (IMAP) or handed over by a mail service (webhook), kept, and handled once.

An app that understands some of it registers a handler under ``INCOMING_HOOK``. What nobody understands waits for a
human in the desk.
"""

from network.mail.inbox.bounces import note_bounce
from network.mail.inbox.outcomes import Outcome
from network.mail.inbox.parsing import LARGEST, Mail, line_received, read_mail
from network.mail.inbox.receiving import INCOMING_HOOK, handle, handle_waiting, receive

__all__ = [
    "INCOMING_HOOK",
    "LARGEST",
    "Mail",
    "Outcome",
    "handle",
    "handle_waiting",
    "line_received",
    "note_bounce",
    "read_mail",
    "receive",
]
