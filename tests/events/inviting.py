"""Invitations and their answers as tests write and read them."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from events.invitations.calendar_mails import organizer_of, post_to_attendee
from tests.factories.directory import PersonFactory
from tests.factories.events import AttendanceFactory

ANSWER_URL = "http://testserver/repondre/exemple/"


def invite(meeting, *, email="camille@ville.example", **more):
    """An attendance with a person who has an address, invited a minute ago."""
    person = more.pop("person", None) or PersonFactory(email=email)
    return AttendanceFactory(
        meeting=meeting, person=person, status="", capacities=[], invited_at=timezone.now(), **more
    )


def send(attendance, method="REQUEST", **more):
    """Have the mail sent; returns its parsed message and the calendar in it."""
    context = {"person": attendance.person, "meeting": attendance.meeting, "title": "Rencontre"}
    post_to_attendee("events/invitations/mails/session", attendance=attendance, context=context, method=method, **more)
    return read(mail.outbox[-1])


def read(message):
    """A sent message as a client parses it: ``(message, its calendar)``."""
    parsed = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    (part,) = [part for part in parsed.walk() if part.get_content_type() == "text/calendar"]
    return parsed, Calendar.from_ical(part.get_payload(decode=True))


def reply_to(calendar, partstat="ACCEPTED", *, method="REPLY", sender="", changes=None, body="", **parameters):
    """The mail that a client sends when its button is pressed.

    ``changes`` are properties of the VEVENT written otherwise (``None`` takes one out).
    """
    invited = calendar.events[0]
    attendee = invited["ATTENDEE"]
    address = str(attendee).removeprefix("mailto:")
    lines = {
        "UID": str(invited["UID"]),
        "SEQUENCE": str(invited["SEQUENCE"]),
        "DTSTAMP": f"{timezone.now():%Y%m%dT%H%M%SZ}",
        "ORGANIZER": str(invited["ORGANIZER"]),
        "SUMMARY": "Réponse",
    }
    lines["ATTENDEE"] = f"{address}"
    lines |= changes or {}
    more = "".join(f";{name.replace('_', '-')}={value}" for name, value in parameters.items())
    event = []
    for name, value in lines.items():
        if value is None:
            continue
        if name == "ATTENDEE":
            values = value if isinstance(value, list) else [f";PARTSTAT={partstat}{more}:mailto:{value}"]
            event += [f"ATTENDEE{line}" for line in values]
        else:
            event.append(f"{name}:{value}")
    text = "\r\n".join(
        [
            *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Client//FR", f"METHOD:{method}"),
            *("BEGIN:VEVENT", *event, "END:VEVENT", "END:VCALENDAR", ""),
        ]
    )
    return mail_with(text, to=str(invited["ORGANIZER"]).removeprefix("mailto:"), sender=sender or address, body=body)


def mail_with(calendar, *, to, sender, method="REPLY", body="", message_id=None):
    """A mail as clients write their answers: multipart/alternative, the calendar last. Returns its bytes."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = "Réponse"
    message["Message-ID"] = message_id or f"<{timezone.now().timestamp()}@client.example>"
    message["Date"] = timezone.now()
    message.set_content(body or "Accepté")
    if calendar:
        content = calendar.encode() if isinstance(calendar, str) else calendar
        message.add_alternative(content, maintype="text", subtype="calendar", params={"method": method})
    return message.as_bytes(policy=policy.SMTP)


def words_to(attendance, text, **more):
    """The bytes of a mail in words to the address of an invitation."""
    return mail_with(None, to=organizer_of(attendance), sender=attendance.person.email, body=text, **more)
