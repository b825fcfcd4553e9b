"""Keeping a mail, and having it handled: once, whatever happens in between."""

import hashlib
import logging
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail import hooks

from network.mail.inbox.outcomes import Outcome
from network.mail.inbox.parsing import LARGEST, Mail, read_mail
from network.mail.models.incoming import IncomingMail

logger = logging.getLogger(__name__)

INCOMING_HOOK = "incoming_mail"
"""``handler(mail)`` of a parsed ``Mail``: an ``Outcome``, or ``None`` when the mail is not for it. In order; the first
that answers has it. Called within a transaction: what it changes is kept or lost with the note that the mail is done."""
State = IncomingMail.State
MOST_ATTEMPTS = 5
TRY_AGAIN_AFTER = timedelta(minutes=1)


def receive(raw: bytes, *, source: str = "", size_bytes: int | None = None) -> IncomingMail:
    """Keep the bytes of one mail and have it handled; returns the ``IncomingMail``.

    The same mail delivered again is the row that is there. Once this returns, the mail may be marked as read where it
    came from: it cannot be lost any more.
    """
    mail = read_mail(raw)
    row, is_new = IncomingMail.objects.get_or_create(
        identity=identity_of(mail, raw),
        defaults={
            "source": source,
            "message_id": mail.message_id,
            "sender": mail.sender,
            "sender_name": mail.sender_name,
            "subject": mail.subject,
            "text": mail.text,
            "raw": raw if len(raw) <= LARGEST else b"",
            "size_bytes": size_bytes or len(raw),
        },
    )
    if is_new:
        handle_mail.enqueue(row.pk)
        row.refresh_from_db()
    return row


def identity_of(mail: Mail, raw: bytes) -> str:
    """Message-ID, sender and content: not what servers on the way add, which differs in each copy."""
    parts: list[str | bytes]
    parts = [mail.message_id, mail.sender, mail.subject, mail.text, *mail.calendars] if mail.message_id else [raw]
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


@task()
def handle_mail(pk: int) -> None:
    handle(pk)


def handle(pk: int) -> None:
    """Have one mail handled, unless it is already. What fails is tried again, then left to a human."""
    IncomingMail.objects.filter(pk=pk, state=State.RECEIVED).update(attempts=F("attempts") + 1)
    try:
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            row = IncomingMail.objects.select_for_update().get(pk=pk)
            if row.state == State.RECEIVED:
                settle(row, outcome_of(mail_of(row)))
    except Exception:
        logger.exception("Incoming mail %s cannot be handled.", pk)
        with translation.override(settings.LANGUAGE_CODE):
            given_up = IncomingMail.objects.filter(pk=pk, state=State.RECEIVED, attempts__gte=MOST_ATTEMPTS)
            given_up.update(state=State.FOR_HUMAN, outcome=_("The site failed to handle this mail: read it yourself."))


def mail_of(row: IncomingMail) -> Mail:
    mail = read_mail(bytes(row.raw))
    return replace(mail, problem="too_large") if row.size_bytes > LARGEST else mail


def outcome_of(mail: Mail) -> Outcome:
    for handler in hooks.get_hooks(INCOMING_HOOK):
        if outcome := handler(mail):
            return outcome
    if mail.is_automatic or mail.is_report:
        return Outcome(_("Automatic mail, of no concern to the site."))
    return Outcome(PROBLEMS.get(mail.problem, lambda: _("Not an answer that the site understands."))(), for_human=True)


PROBLEMS = {
    "too_large": lambda: _("Too large to be read by the site."),
    "too_nested": lambda: _("Made of too many parts to be read by the site."),
    "broken": lambda: _("Cannot be read by the site."),
}


def settle(row: IncomingMail, outcome: Outcome) -> None:
    row.state = State.FOR_HUMAN if outcome.for_human else State.DONE
    row.outcome = outcome.words[:500]
    row.about, row.answers = outcome.about, outcome.answers
    row.answered_at, row.person = outcome.answered_at, outcome.person
    if row.state == State.DONE:
        row.raw = b""  # the answer is recorded: whatever else the mail holds is nobody's business
    row.save()


def handle_waiting(now: datetime | None = None) -> int:
    """Have handled what a stopped worker left; called every minute. Returns how many mails."""
    before = (now or timezone.now()) - TRY_AGAIN_AFTER
    pks = list(IncomingMail.objects.filter(state=State.RECEIVED, received_at__lt=before).values_list("pk", flat=True))
    for pk in pks[:50]:
        handle_mail.enqueue(pk)
    return len(pks)
