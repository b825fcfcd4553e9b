"""Outgoing mail: written as a row with the change it tells of, sent by the task worker, tried again until it is gone.

``post`` is the only way out. A worker that dies between « handed over » and « noted » leaves the row « uncertain »: the
mail left once, or not at all, and only a person sends it again, under the same Message-ID, by which mail servers and
programs know a double.
"""

from network.outbox.delivery import deliver_due_mails, rescue_stuck_mails
from network.outbox.desk import cancel_mails, send_again
from network.outbox.parts import CalendarPart
from network.outbox.posting import post
from network.outbox.rendering import absolute, post_template, site_host

__all__ = [
    "CalendarPart",
    "absolute",
    "cancel_mails",
    "deliver_due_mails",
    "post",
    "post_template",
    "rescue_stuck_mails",
    "send_again",
    "site_host",
]
