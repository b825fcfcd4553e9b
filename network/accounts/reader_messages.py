"""What readers write to the team: kept, then told by mail."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from network.accounts.models.reader_messages import ReaderMessage
from network.mail.outbox import absolute
from network.mail.team_mails import tell_team


@transaction.atomic
def receive_message(*, kind, name, email, subject, text, page=None, anchor=""):
    """Keep a message and tell the team, in one transaction. Returns the ``ReaderMessage``."""
    message = ReaderMessage.objects.create(
        kind=kind, name=name, email=email, subject=subject, text=text, page=page, anchor=anchor
    )
    tell_team(
        "network/accounts/mails/reader_message",
        {"message": message, "desk_url": absolute(reverse("reader_message", args=[message.pk]))},
        reply_to=email,
    )
    return message


def set_handled(message, *, by, handled=True):
    message.handled_at = timezone.now() if handled else None
    message.handled_by = by if handled else None
    message.save(update_fields=["handled_at", "handled_by"])
