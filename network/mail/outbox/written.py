"""What staff and other rules do with mails that are written already."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from network.directory.models.people import Person
from network.mail.kinds import MailKind
from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox.delivery import enqueue_delivery
from network.mail.outbox.headers import new_message_id

State = OutgoingMail.State


@transaction.atomic
def send_again(mail: OutgoingMail) -> bool:
    """Try a mail once more, now. Returns whether it was queued: what is being sent at this moment is left alone, and
    so is a code to sign in, which was forgotten once it left.

    A mail that had left gets a new Message-ID, since programs hide a second mail of the same; one that had
    not keeps its own.
    """
    again = OutgoingMail.objects.filter(pk=mail.pk).exclude(state=State.SENDING).exclude(text="")
    values = {"state": State.QUEUED, "next_attempt_at": timezone.now(), "reason": "", "attempts": 0}
    if mail.sent_at:
        values |= {"message_id": new_message_id(), "sent_at": None}
    if not again.update(**values, tried_since=None, bounced_at=None):
        return False
    enqueue_delivery()
    return True


def cancel_mails(
    *, about: str = "", kinds: Collection[MailKind] = (), key: str = "", person: Person | None = None, reason: str = ""
) -> int:
    """Take back mails that still wait; returns how many. What has left cannot be taken back."""
    if not (about or key):
        raise ValueError("Say which mails: about or key.")
    waiting = OutgoingMail.objects.filter(state=State.QUEUED)
    if about:
        waiting = waiting.filter(about=about)
    if kinds:
        waiting = waiting.filter(kind__in=[kind.code for kind in kinds])
    if key:
        waiting = waiting.filter(key=key)
    if person:
        waiting = waiting.filter(person=person)
    return waiting.update(state=State.CANCELLED, reason=reason[:500])
