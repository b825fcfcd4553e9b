"""Mails and a mail server for the tests of the outbox."""

from email import message_from_bytes, policy

from django.core.cache import caches
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox import deliver_due_mails, post
from network.mail.team_mails import TEAM


class Server:
    """A mail server of the tests: answers what ``trouble`` says, takes the rest."""

    trouble = None
    calls = 0

    class Backend(EmailBackend):
        def send_messages(self, messages):
            Server.calls += 1
            if Server.trouble:
                raise Server.trouble
            return super().send_messages(messages)


ServerBackend = Server.Backend


def write(**more):
    return post(**({"to": "camille@ville.example", "subject": "Sujet", "text": "Bonjour.", "kind": TEAM} | more))


def wire(message):
    return message_from_bytes(message.message().as_bytes(), policy=policy.default)


def due_now(row):
    OutgoingMail.objects.filter(pk=row.pk).update(next_attempt_at=timezone.now())
    caches["shared"].clear()
    deliver_due_mails.enqueue()
    row.refresh_from_db()
