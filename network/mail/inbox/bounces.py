"""Reports that a mail did not arrive (RFC 3464): noted with the mail, and with the address when it does not exist."""

import re
from collections.abc import Iterable, Mapping
from typing import TypedDict

from django.utils import timezone
from django.utils.translation import gettext as _

from network.directory.models.people import Person
from network.mail.inbox.outcomes import Outcome
from network.mail.inbox.parsing import Mail
from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox.condemned import NO_SUCH_ADDRESS, condemn, status_in

TOKEN = re.compile(r"\+b-([a-z2-7]{26})@")


class Filing(TypedDict):
    about: str
    person: Person | None


def note_bounce(mail: Mail) -> Outcome | None:
    """The handler of reports: an ``Outcome`` for what answers a mail of ours, ``None`` for what does not."""
    sent = sent_mail_of(mail)
    if not mail.is_report:
        if sent and is_by_postmaster(mail):
            return Outcome(_("A server reports a problem in words: read them."), for_human=True, **filed(sent))
        return None
    fields = fields_of(mail.report)
    if sent is None:
        return None
    code, diagnostic = status_of(fields), fields.get("diagnostic-code", "").partition(";")[2].strip()
    reason = _("The recipient’s server answered: %(code)s %(answer)s") % {"code": code, "answer": diagnostic}
    if fields.get("action", "").lower() != "failed" or not code.startswith("5"):
        return Outcome(_("A server reports: %(reason)s") % {"reason": reason.strip()}, **filed(sent))
    sent.state, sent.reason, sent.bounced_at = OutgoingMail.State.FAILED, reason.strip()[:500], timezone.now()
    sent.save(update_fields=["state", "reason", "bounced_at"])
    if code in NO_SUCH_ADDRESS and names(fields, sent.to):
        condemn(sent.to, sent.reason)
        return Outcome(
            _("%(address)s does not exist: nothing more is sent to it.") % {"address": sent.to}, **filed(sent)
        )
    return Outcome(_("The mail did not arrive: %(reason)s") % {"reason": sent.reason}, **filed(sent))


def sent_mail_of(mail: Mail) -> OutgoingMail | None:
    """The mail of ours that a report is about, found by the address it came to, else by what it returns."""
    for address in mail.recipients:
        if found := TOKEN.search(address):
            return OutgoingMail.objects.filter(token=found[1]).first()
    if mail.is_report and mail.returned_id:
        return OutgoingMail.objects.filter(message_id=mail.returned_id).first()
    return None


def fields_of(report: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The fields of the first recipient that failed, over those of the whole message."""
    fields: dict[str, str] = {}
    for name, value in report:
        if name == "action" and fields.get("action", "").lower() == "failed":
            break
        fields[name] = value
    return fields


def status_of(fields: Mapping[str, str]) -> str:
    """« 5.1.1 », from the report or from what the server said; a report without one says 5.0.0."""
    for name in ("status", "diagnostic-code"):
        if found := status_in(fields.get(name, "")):
            return found
    return "5.0.0" if fields.get("action", "").lower() == "failed" else "4.0.0"


def names(fields: Mapping[str, str], address: str) -> bool:
    """Whether the recipient that failed is the one we wrote to, and not one to whom it was passed on."""
    reported = {
        fields.get(name, "").partition(";")[2].strip().lower() for name in ("final-recipient", "original-recipient")
    }
    return address.lower() in reported or reported == {""}


def is_by_postmaster(mail: Mail) -> bool:
    return mail.sender.startswith(("mailer-daemon@", "postmaster@")) or not mail.sender


def filed(sent: OutgoingMail) -> Filing:
    return {"about": sent.about, "person": sent.person}
