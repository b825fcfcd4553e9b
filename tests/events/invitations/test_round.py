"""The whole way of an invitation: out through a real mail server, read as a client would, answered through IMAP."""

from email import message_from_bytes, policy

import pytest
from django.core.management import call_command
from icalendar import Calendar

from events.attendance.headcounts import head_count
from events.invitations.calendar_mails import post_to_attendee
from network.mail.models.incoming import IncomingMail
from network.mail.models.outgoing import OutgoingMail
from tests.events.inviting import invite, reply_to
from tests.factories.events import make_meeting, paris, publish
from tests.mail_servers import Mailbox, smtp_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def arrivals(settings):
    with smtp_server(settings) as arrivals:
        yield arrivals


@pytest.fixture
def inbox(settings):
    server = Mailbox()
    server.start()
    settings.IMAP_URL = server.url
    yield server
    server.stop()


def post_invitation(attendance, key):
    context = {"person": attendance.person, "meeting": attendance.meeting, "title": "Rencontre"}
    post_to_attendee("events/invitations/mails/session", attendance=attendance, context=context, key=key)


def received(envelope):
    """What a client finds in a mail: ``(message, the calendar it shows buttons for)``."""
    message = message_from_bytes(envelope.content, policy=policy.default)
    alternatives = next(message.iter_parts())
    calendar = list(alternatives.iter_parts())[-1]
    assert calendar.get_content_type() == "text/calendar"
    return message, Calendar.from_ical(calendar.get_content())


def test_an_invitation_is_sent_answered_and_counted_and_a_change_of_hour_follows(agenda, arrivals, inbox, settings):
    meeting = make_meeting(
        agenda,
        "Réunion à distance",
        starts_at=paris("2027-07-01 14:00"),
        ends_at=paris("2027-07-01 16:00"),
        format="remote",
    )
    attendance = invite(meeting, email="Camille@ville.example")

    post_invitation(attendance, "invitation:1")
    post_invitation(attendance, "invitation:1")

    (envelope,) = arrivals.envelopes
    message, calendar = received(envelope)
    (invited,) = calendar.events
    assert envelope.rcpt_tos == ["Camille@ville.example"]
    assert envelope.mail_from.startswith("reponses+b-")
    assert message["From"].addresses[0].addr_spec == str(invited["ORGANIZER"]).removeprefix("mailto:")
    assert invited["DTSTART"].dt == paris("2027-07-01 14:00")
    assert "Bonjour" in message.get_body(("plain",)).get_content()

    inbox.put(reply_to(calendar, "ACCEPTED"))
    call_command("read_replies")

    attendance.refresh_from_db()
    assert (attendance.answer, attendance.answer_channel) == ("remote", "calendar")
    assert head_count(meeting).total.remote == 1
    assert IncomingMail.objects.get().state == IncomingMail.State.DONE

    meeting.starts_at = paris("2027-07-01 15:00")
    attendance.meeting = publish(meeting)
    post_invitation(attendance, "change:1")

    _message, changed = received(arrivals.envelopes[-1])
    (event,) = changed.events
    assert event["UID"] == invited["UID"]
    assert event["SEQUENCE"] > invited["SEQUENCE"]
    assert event["DTSTART"].dt == paris("2027-07-01 15:00")


def test_a_mail_server_that_refuses_and_then_takes_gets_the_same_message(agenda, arrivals):
    attendance = invite(make_meeting(agenda))
    arrivals.refuse = "451 4.7.1 Greylisted"

    post_invitation(attendance, "invitation:1")

    row = OutgoingMail.objects.get()
    assert (row.state, "Greylisted" in row.reason) == (OutgoingMail.State.QUEUED, True)

    arrivals.refuse = ""
    OutgoingMail.objects.update(next_attempt_at=row.created_at)
    call_command("do_minute")

    row.refresh_from_db()
    (envelope,) = arrivals.envelopes
    assert row.state == OutgoingMail.State.SENT
    assert row.message_id.encode() in envelope.content


def test_an_address_the_server_does_not_know_is_failed_with_its_words(agenda, arrivals):
    arrivals.refuse = "550 5.1.1 No such user"

    post_invitation(invite(make_meeting(agenda)), "invitation:1")

    row = OutgoingMail.objects.get()
    assert (row.state, row.reason) == (
        OutgoingMail.State.FAILED,
        "Le serveur de courriel a répondu\u00a0: 550 5.1.1 No such user",
    )
