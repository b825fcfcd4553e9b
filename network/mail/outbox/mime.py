"""From a row to the message that goes over the wire (RFC 5322, RFC 6047, R29)."""

from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.text import MIMEText
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import SafeMIMEMultipart

from network.mail.models.outgoing import OutgoingMail


class OutboxMessage(EmailMultiAlternatives):
    """A message whose calendar stands where all clients find it.

    multipart/mixed { multipart/alternative { plain, HTML, text/calendar; method= }, application/ics invite.ics }
    """

    calendar = b""
    calendar_method = ""

    def _create_message(self, msg: Message) -> Message:
        if not self.calendar:
            return super()._create_message(msg)  # type: ignore[misc]  # Django’s own, and private
        alternatives = self._create_alternatives(msg)  # type: ignore[attr-defined]  # the same
        if not alternatives.is_multipart():  # there is no HTML
            alternatives = SafeMIMEMultipart("alternative", _subparts=[alternatives])
        alternatives.attach(self._calendar_alternative())
        return SafeMIMEMultipart("mixed", _subparts=[alternatives, self._calendar_file()])

    def _calendar_alternative(self) -> MIMEText:
        # The standard module writes UTF-8 text in base64: no server on the way folds or strips a line of it.
        part = MIMEText(self.calendar.decode(), "calendar", "utf-8")
        part.set_param("charset", "UTF-8")
        part.set_param("method", self.calendar_method)
        return part

    def _calendar_file(self) -> MIMEApplication:
        part = MIMEApplication(self.calendar, "ics", name="invite.ics")
        part.add_header("Content-Disposition", "attachment", filename="invite.ics")
        return part


def message_of(mail: OutgoingMail, connection: BaseEmailBackend | None = None) -> OutboxMessage:
    """The message of an ``OutgoingMail``, not sent yet."""
    sender = mail.sender or settings.DEFAULT_FROM_EMAIL
    message = OutboxMessage(
        mail.subject,
        mail.text,
        from_email=envelope_sender(mail) or sender,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers=mail.headers
        | {
            "From": sender,
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday answer to this
        },
        connection=connection,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        message.calendar, message.calendar_method = bytes(mail.calendar), mail.calendar_method
    return message


def envelope_sender(mail: OutgoingMail) -> str:
    """Where servers report a failure: an address of the mailbox that the site reads, which names the mail.

    Empty when the site reads none.
    """
    name, host = mailbox()
    return f"{name}+b-{mail.token}@{host}" if host else ""


def mailbox() -> tuple[str, str]:
    """``(name, host)`` of the mailbox that the site reads; two empty texts when there is none."""
    name, _at, host = parseaddr(settings.REPLIES_ADDRESS)[1].rpartition("@")
    return name, host
