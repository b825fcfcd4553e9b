"""Writing a mail: a row in the transaction of the change that it tells of."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import normalize_newlines
from django.utils.translation import gettext as _

from network.directory.models.people import Person
from network.mail.kinds import MailKind, refuse_undeclared
from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox.calendar_part import CalendarPart
from network.mail.outbox.condemned import is_condemned
from network.mail.outbox.delivery import enqueue_delivery
from network.mail.outbox.headers import address_line, fit_for_header, header_lines, new_message_id, subject_line

TOKEN_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"  # noqa: S105 -- survives servers that fold letters


def post(
    *,
    to: str,
    subject: str | Promise,
    text: str | Promise,
    html: str = "",
    kind: MailKind,
    key: str = "",
    about: str = "",
    person: Person | None = None,
    headers: Mapping[str, object] | None = None,
    reply_to: str = "",
    sender: str = "",
    calendar: CalendarPart | None = None,
    send_after: datetime | None = None,
) -> OutgoingMail:
    """Write a mail now; it is sent once the caller's transaction is kept, and lost with it.

    ``kind`` is one that a room has declared (``network.mail.kinds``), ``about`` what the mail is of (« meeting:12 »:
    ``network.mail.about``), ``person`` the ``Person`` it is for, ``calendar`` a ``CalendarPart``, ``send_after`` the moment
    before which it waits. ``key`` makes the post idempotent: posted again, the row that is there is returned and
    nothing is sent twice. ``sender`` and ``reply_to`` may hold a name: « Nom <adresse> ».

    Returns the ``OutgoingMail``. An address that is none does not stop the caller: the mail is kept as failed, with
    the reason. Raises ``UndeclaredKind``, and ``ValueError`` for a mail without text, since whoever reads no HTML must
    have something to read, and for news that does not say how to stop it.
    """
    refuse_undeclared(kind)
    text = clean_text(text)
    if not text.strip():
        raise ValueError(f"The mail “{subject}” has no text.")
    headers = header_lines(headers)
    if kind.is_news and "List-Unsubscribe" not in headers:
        raise ValueError(f"The mail “{subject}” is news: it needs a List-Unsubscribe header.")
    now = timezone.now()
    address = parseaddr(fit_for_header(to))[1]
    values = {
        "to": address[:254],
        "person": person,
        "sender": address_line(sender),
        "reply_to": address_line(reply_to),
        "subject": subject_line(subject),
        "text": text,
        "html": clean_text(html),
        "headers": headers,
        "calendar_method": calendar.method if calendar else "",
        "calendar": calendar.body if calendar else None,
        "kind": kind.code,
        "about": about,
        "token": "".join(secrets.choice(TOKEN_ALPHABET) for _position in range(26)),
        "message_id": new_message_id(),
        "is_urgent": kind.is_urgent,
        "created_at": now,
        "next_attempt_at": send_after or now,
    }
    if problem := problem_of(address, is_urgent=kind.is_urgent):
        values |= {"state": OutgoingMail.State.FAILED, "reason": problem}
    if key:
        mail, is_new = OutgoingMail.objects.get_or_create(key=key, defaults=values)
    else:
        mail, is_new = OutgoingMail.objects.create(**values), True
    if is_new and mail.state == OutgoingMail.State.QUEUED and enqueue_delivery(mail.next_attempt_at):
        mail.refresh_from_db()
    return mail


def problem_of(address: str, *, is_urgent: bool = False) -> str:
    """Why nothing can be sent to an address, in words; empty when it can be. Whoever waits for a code knows the address
    better than a report of last year."""
    if not address:
        return _("There is no address.")
    try:
        validate_email(address)
    except ValidationError:
        return _("“%(address)s” is not a mail address.") % {"address": address}
    if not is_urgent and is_condemned(address):
        return _("Nothing is sent to this address: its server said that it does not exist. Correct or clear it.")
    return ""


def clean_text(text: object) -> str:
    """A body without characters that no mail may hold."""
    text = normalize_newlines(str(text)).replace("\0", "")
    return text.encode("utf-8", "ignore").decode()
