"""Sending what is due, and trying again what could not be sent."""

import logging
import smtplib
from datetime import datetime, timedelta

from django.core.cache import caches
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task, task_backends

from network.look.text import one_line
from network.mail.kinds import Secrecy, kind_of
from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox.condemned import NO_SUCH_ADDRESS, condemn, status_in
from network.mail.outbox.connection import delivery_connection
from network.mail.outbox.limits import free_at
from network.mail.outbox.mime import message_of

logger = logging.getLogger(__name__)

BATCH = 50
"""Mails sent by one task over one connection; other tasks have their turn in between."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
GIVES_UP_AFTER = timedelta(days=4)
"""What mail servers themselves do (RFC 5321 §4.5.4.1)."""
STUCK_AFTER = timedelta(minutes=2)
"""A mail is handed over in seconds (``EMAIL_TIMEOUT``); should it take longer after all, « sent » is noted over « uncertain »."""
SERVER_REST = timedelta(minutes=1)
"""How long nothing is tried after the mail server did not answer: other tasks must not wait for its time-outs."""
SERVER_DOWN = "network.outbox.server_down"
State = OutgoingMail.State


def enqueue_delivery(moment: datetime | None = None) -> bool:
    """Have a worker send what is due at a moment (now, if none is given). Returns whether it is done already."""
    backend = task_backends[deliver_due_mails.backend]
    if not moment or moment <= timezone.now():
        deliver_due_mails.enqueue()
        return not backend.supports_defer
    if backend.supports_defer:
        deliver_due_mails.using(run_after=moment).enqueue()
    return False  # where tasks are done at once, the clock finds it (`network.running.clock`)


@task(priority=10)
def deliver_due_mails() -> int:
    """Send what is due; returns how many mails left."""
    if caches["shared"].get(SERVER_DOWN):
        return 0  # whoever found it down has asked for the next try
    pks = list(OutgoingMail.objects.due().values_list("pk", flat=True)[:BATCH])
    connection = Connection()
    try:
        sent = sum(deliver(pk, connection) for pk in pks if not connection.is_down)
    finally:
        connection.close()
    if connection.is_down and caches["shared"].add(SERVER_DOWN, True, SERVER_REST.total_seconds()):
        enqueue_delivery(timezone.now() + SERVER_REST)
    elif len(pks) == BATCH:
        enqueue_delivery()
    return sent


class Connection:
    """One connection to the mail server for several mails, opened with the first."""

    def __init__(self) -> None:
        self.backend: BaseEmailBackend | None = None
        self.is_down = False

    def ready(self, mail: OutgoingMail) -> EmailMessage:
        """The message of a mail, with nothing left to do but to hand it over."""
        if self.backend is None:
            backend = delivery_connection()
            backend.open()
            self.backend = backend
        return message_of(mail, self.backend)

    def hand_over(self, message: EmailMessage) -> None:
        assert self.backend is not None  # noqa: S101 -- ``ready`` opened it
        self.backend.send_messages([message])

    def close(self) -> None:
        backend, self.backend = self.backend, None
        if backend:
            try:
                backend.close()
            except (OSError, smtplib.SMTPException):
                logger.info("The mail server did not take leave.")


def deliver(pk: int, connection: Connection, now: datetime | None = None) -> bool:
    """Try one mail; returns whether it left. Two workers never send it both: only one can claim it.

    It is claimed last, with the connection open and the message made: « being sent » is nothing but the moment in which
    nobody could say whether it left.
    """
    now = now or timezone.now()
    mail = OutgoingMail.objects.due(now).filter(pk=pk).first()
    if mail is None:
        return False
    if (later := free_at(mail, now)) > now:
        hold_back(mail, later)
        return False
    try:
        message = connection.ready(mail)
    except Exception as error:  # noqa: BLE001 -- noted on the mail, and logged where it is nobody's server
        with transaction.atomic():
            if claim(mail, now):
                note_failure(mail, error, connection, now)
        return False
    if not claim(mail, now):
        return False
    try:
        connection.hand_over(message)
    except Exception as error:  # noqa: BLE001 -- likewise
        note_failure(mail, error, connection, now)
        return False
    # A code to sign in is nobody's business once it left, a copy of the database included.
    is_forgotten = kind_of(mail.kind).secrecy is Secrecy.FORGOTTEN
    forgotten = {"text": "", "html": ""} if is_forgotten else {}
    settle(mail, state=State.SENT, sent_at=timezone.now(), reason="", claimed_at=None, **forgotten)
    return True


def claim(mail: OutgoingMail, now: datetime) -> bool:
    """Whether the caller is the one that sends a mail, unchanged since it was read. Nothing is asked of the database
    between this and the mail server.
    """
    as_read = OutgoingMail.objects.filter(
        pk=mail.pk, state=State.QUEUED, next_attempt_at__lte=now, attempts=mail.attempts
    )
    attempts, since = mail.attempts + 1, mail.tried_since or now
    claimed = as_read.update(state=State.SENDING, claimed_at=now, tried_since=since, attempts=attempts)
    if claimed:
        mail.attempts, mail.tried_since = attempts, since
    return bool(claimed)


def note_failure(mail: OutgoingMail, error: Exception, connection: Connection, now: datetime) -> None:
    if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
        note_refusal(mail, error, now)
    elif isinstance(error, OSError | smtplib.SMTPException):  # no server, a wrong password, a connection that broke
        connection.close()
        connection.is_down = True
        try_later(mail, in_words(error), now)
    else:  # one mail that cannot be built must not hold up the others
        logger.error("Mail %s cannot be sent.", mail.pk, exc_info=error)
        fail(mail, f"{type(error).__name__}: {error}")


def note_refusal(
    mail: OutgoingMail, error: smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError, now: datetime
) -> None:
    """The server answers and does not take this mail: 4xx it may take it later, 5xx it never will (RFC 5321 §4.2.1)."""
    code: int
    said: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    else:
        code, said = error.smtp_code, error.smtp_error
    answer = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    reason = _("The mail server answered: %(code)s %(answer)s") % {"code": code, "answer": one_line(answer)}
    if 500 <= code < 600:
        if isinstance(error, smtplib.SMTPRecipientsRefused) and status_in(answer) in NO_SUCH_ADDRESS:
            condemn(mail.to, reason)
        fail(mail, reason)
    else:
        try_later(mail, reason, now)


def try_later(mail: OutgoingMail, reason: str, now: datetime) -> None:
    """Wait twice as long as before, at most some hours; give up after some days."""
    if now - mail.tried_since > GIVES_UP_AFTER:
        fail(mail, _("Given up after %(count)s attempts. %(reason)s") % {"count": mail.attempts, "reason": reason})
        return
    wait = min(FIRST_WAIT * 2 ** min(mail.attempts - 1, 12), LONGEST_WAIT)
    settle(mail, state=State.QUEUED, reason=reason[:500], next_attempt_at=now + wait, claimed_at=None)
    enqueue_delivery(now + wait)


def hold_back(mail: OutgoingMail, moment: datetime) -> None:
    reason = _("Waits: this address has received many mails within an hour.")
    OutgoingMail.objects.filter(pk=mail.pk, state=State.QUEUED).update(reason=reason, next_attempt_at=moment)
    enqueue_delivery(moment)


def fail(mail: OutgoingMail, reason: str) -> None:
    settle(mail, state=State.FAILED, reason=reason[:500], claimed_at=None)


def settle(mail: OutgoingMail, **values: object) -> None:
    OutgoingMail.objects.filter(pk=mail.pk).update(**values)


def in_words(error: Exception) -> str:
    words = one_line(error)
    return _("The mail server cannot be reached or refuses us: %(error)s") % {"error": words or type(error).__name__}


def rescue_stuck_mails(now: datetime | None = None) -> int:
    """Say « uncertain » of what a worker was handing over when it died, and have what is due sent; returns how many.

    Such a mail may have left. It is not sent again by itself: a person who knows what it says decides.
    """
    now = now or timezone.now()
    reason = _("The site stopped while this mail was handed over: it may have left or not.")
    stuck = OutgoingMail.objects.filter(state=State.SENDING, claimed_at__lt=now - STUCK_AFTER)
    count = stuck.update(state=State.UNCERTAIN, reason=reason, claimed_at=None)
    if OutgoingMail.objects.due(now).exists():
        enqueue_delivery()
    return count
