"""Mails to those invited, about their place. Written with the change they tell of (``network.mail.outbox``)."""

from django.utils.translation import gettext_lazy as _

from events.answers.links import answer_url
from events.meetings.mails import MEETING
from events.vocabularies import AttendanceAnswer
from network.mail.kinds import mail_kind
from network.mail.outbox import post_template

PLACE = mail_kind("place", _("Waiting list"))
LINK = mail_kind("link", _("New personal link"))


def tell_place(attendance, part, *, now):
    """Tell somebody who waited that there is a place. Without an address nothing is sent: the history says so."""
    person, meeting = attendance.person, attendance.meeting
    address = person.contact_email
    if not address:
        return None
    answer = attendance.session_answers.filter(session_key=part.key).first() if part.key else attendance
    context = {
        "person": person,
        "meeting": meeting,
        "session": part.title if part.key else "",
        "is_remote": answer.answer == AttendanceAnswer.REMOTE,
        "when": meeting.when.date_text,
        "answer_url": answer_url(attendance),
        "meeting_url": meeting.address,
    }
    return post_template(
        "events/answers/mails/place",
        to=address,
        context=context,
        kind=PLACE,
        key=f"place:{attendance.pk}:{part.key or ''}:{now.isoformat()}",
        about=MEETING.key(meeting.pk),
        person=person,
    )


def send_new_link(attendance, *, now):
    """Send somebody the link that replaces those renewed; ``None`` when there is no address to send it to."""
    address = attendance.person.contact_email
    if not address:
        return None
    context = {
        "person": attendance.person,
        "meeting": attendance.meeting,
        "answer_url": answer_url(attendance),
    }
    return post_template(
        "events/answers/mails/new_link",
        to=address,
        context=context,
        kind=LINK,
        key=f"link:{attendance.pk}:{now.isoformat()}",
        about=MEETING.key(attendance.meeting_id),
        person=attendance.person,
    )
