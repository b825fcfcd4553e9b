"""The way out for mails that libraries write: allauth's codes, Wagtail's notices. They become rows like all others."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext_lazy as _

from network.mail.kinds import mail_kind
from network.mail.outbox.connection import delivery_connection
from network.mail.outbox.headers import NAME, OURS
from network.mail.outbox.posting import post

SITE = mail_kind("site", _("Notice of the site"))


class OutboxBackend(BaseEmailBackend):
    """Django's ``EMAIL_BACKEND``; ``MAIL_DELIVERY_BACKEND`` is how mails leave in the end.

    A message may carry its ``kind``. One with files is handed on at once: the outbox keeps no files.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if message.attachments:
                delivery_connection().send_messages([message])
                continue
            for address in message.recipients():
                post(
                    to=address,
                    subject=message.subject,
                    text=message.body,
                    html=html_of(message),
                    kind=getattr(message, "kind", SITE),
                    headers={name: value for name, value in message.extra_headers.items() if is_free(name)},
                    reply_to=message.reply_to[0] if message.reply_to else "",
                    sender=message.from_email,
                )
        return len(email_messages)


def html_of(message: EmailMessage) -> str:
    alternatives = getattr(message, "alternatives", [])
    return next((content for content, kind in alternatives if kind == "text/html"), "")


def is_free(name: str) -> bool:
    return bool(NAME.fullmatch(name)) and name.lower() not in OURS
