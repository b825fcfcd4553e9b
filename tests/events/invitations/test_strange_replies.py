"""What strangers may send instead of an answer by mail: whatever it is, it is read, refused or left to a human."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.invitations.itip import Unreadable, read_replies
from network.mail.inbox import receive
from network.mail.models.incoming import IncomingMail
from tests.events.inviting import invite, reply_to, send
from tests.factories.events import make_meeting

State = IncomingMail.State


@pytest.fixture
def invitation(agenda, organiser):
    """The calendar that a person invited has received."""
    return send(invite(make_meeting(agenda, format="hybrid", venue_name="Hôtel de Métropole")))[1]


@given(st.binary(max_size=2000))
@settings(max_examples=200)
def test_whatever_calendar_a_stranger_sends_is_read_or_refused(content):
    try:
        replies = read_replies(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + content + b"\r\nEND:VEVENT\r\nEND:VCALENDAR")
    except Unreadable:
        return
    assert all(len(reply.uid) <= 250 for reply in replies)


LINES = st.sampled_from(
    [
        *("UID:x", "UID:", "SEQUENCE:-1", "SEQUENCE:99999999999999999999", "SEQUENCE:un", "DTSTAMP:hier"),
        *("DTSTAMP;TZID=Nulle/Part:20270701T140000", "DTSTART;VALUE=DATE:20270701", "DTSTART:20270230T140000Z"),
        *("ATTENDEE:mailto:", "ATTENDEE;PARTSTAT=ACCEPTED:camille@ville.example", "ATTENDEE;CN=:MAILTO:A@B"),
        *('ATTENDEE;DELEGATED-TO="x","y":mailto:a@b', "ORGANIZER:", "ORGANIZER:nobody", "COMMENT:" + "a" * 9000),
        *(
            "RECURRENCE-ID:20270701T140000Z",
            "RRULE:FREQ=SECONDLY",
            "BEGIN:VALARM",
            "END:VALARM",
            "END:VEVENT",
            ":",
            ";",
        ),
    ]
)


@given(st.lists(LINES, max_size=12))
@settings(max_examples=200)
def test_whatever_properties_stand_in_it_are_read_or_refused(lines):
    text = "\r\n".join(["BEGIN:VCALENDAR", "METHOD:REPLY", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
    try:
        replies = read_replies(text.encode())
    except Unreadable:
        return
    for reply in replies:
        assert reply.sequence >= 0
        assert len(reply.comment) <= 500
        assert all(attendee.address == attendee.address.lower() for attendee in reply.attendees)


@pytest.mark.django_db
@given(partstat=st.text(max_size=20), comment=st.text(max_size=80), method=st.text(max_size=10))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_answer_ever_fails_or_is_lost(invitation, partstat, comment, method):
    clean = {"COMMENT": comment.encode("utf-8", "ignore").decode()}
    text = "".join(c for c in partstat if c.isalnum() and c.isascii())

    row = receive(reply_to(invitation, text, method="".join(c for c in method if c.isalpha()), changes=clean))

    assert row.state in {State.DONE, State.FOR_HUMAN}
