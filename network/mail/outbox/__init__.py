"""Outgoing mail: written as a row with the change it tells of, sent by the task worker, tried again until it is gone.

``post`` is the only way out. A worker that dies between « handed over » and « noted » leaves the row « uncertain »: the
mail left once, or not at all, and only a person sends it again, under the same Message-ID, by which mail servers and
programs know a double.
"""

from network.mail.outbox.backend import OutboxBackend
from network.mail.outbox.calendar_part import CalendarPart
from network.mail.outbox.delivery import deliver_due_mails, rescue_stuck_mails
from network.mail.outbox.posting import post
from network.mail.outbox.rendering import absolute, post_template, site_host
from network.mail.outbox.written import cancel_mails, send_again

__all__ = [
    "CalendarPart",
    "OutboxBackend",
    "absolute",
    "cancel_mails",
    "deliver_due_mails",
    "post",
    "post_template",
    "rescue_stuck_mails",
    "send_again",
    "site_host",
]
