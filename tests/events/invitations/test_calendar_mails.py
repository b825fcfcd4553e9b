"""Invitations that calendars understand: what R28 to R31 and R33 ask of the mail and of the file in it."""

import re
from datetime import UTC, timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from events.calendars.models import SessionCalendarEntry
from events.changes.calendar_updates import update_calendars
from events.invitations.calendar_mails import attendance_at, calendar_part, organizer_of
from events.meetings.models.sessions import MeetingSession
from network.mail.models.outgoing import OutgoingMail
from tests.events.inviting import ANSWER_URL, invite, send
from tests.factories.directory import PersonFactory
from tests.factories.events import make_meeting, paris, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(agenda):
    return make_meeting(
        agenda,
        "Rencontre ; « essai », \\ 🚲",
        starts_at=paris("2027-07-01 14:00"),
        ends_at=paris("2027-07-01 16:00"),
        format="hybrid",
        venue_name="Hôtel de Métropole",
        remote_link="https://visio.example/secret",
    )


@pytest.fixture
def attendance(meeting):
    return invite(meeting)


def only_event(part):
    (event,) = Calendar.from_ical(part.body).events
    return event


def test_r28_the_invitation_has_the_uid_of_the_feeds_and_one_method_in_both_places(attendance, settings):
    message, calendar = send(attendance)

    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    (event,) = calendar.events
    assert str(event["UID"]) == f"{attendance.meeting.calendar_entry.uid}@{settings.SITE_DOMAIN}"
    assert (str(calendar["METHOD"]), part.get_param("method")) == ("REQUEST", "REQUEST")
    assert part.get_param("charset").upper() == "UTF-8"


def test_r29_the_calendar_is_the_last_alternative_and_a_file_beside_it(attendance):
    message, _calendar = send(attendance)

    alternative, file = message.iter_parts()
    kinds = [part.get_content_type() for part in alternative.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invite.ics")


def test_r30_the_person_is_the_only_attendee_and_the_mailbox_that_is_read_the_organizer(meeting, attendance):
    invite(meeting, email="dominique@ville.example")

    message, calendar = send(attendance)

    (event,) = calendar.events
    attendee = event["ATTENDEE"]
    organizer = organizer_of(attendance)
    assert str(attendee) == "mailto:camille@ville.example"
    assert dict(attendee.params) == {
        "CN": attendance.person.full_name,
        "CUTYPE": "INDIVIDUAL",
        "PARTSTAT": "NEEDS-ACTION",
        "ROLE": "REQ-PARTICIPANT",
        "RSVP": "TRUE",
    }
    assert str(event["ORGANIZER"]) == f"mailto:{organizer}"
    assert message["From"].addresses[0].addr_spec == organizer
    assert (message["To"], message["Cc"]) == ("camille@ville.example", None)
    assert "dominique" not in message.as_string()


def test_the_dtstamp_is_when_the_mail_was_made_and_the_sequence_that_of_the_feeds(meeting, attendance):
    meeting.calendar_entry.sequence = 4
    meeting.calendar_entry.save()
    now = timezone.now() + timedelta(hours=5)

    event = only_event(calendar_part(attendance, now=now))

    assert event["DTSTAMP"].dt == now.astimezone(UTC).replace(microsecond=0)
    assert event["SEQUENCE"] == 4


def test_a_change_of_hour_has_the_same_uid_and_a_higher_sequence(meeting, attendance):
    before = only_event(calendar_part(attendance))
    meeting.starts_at = paris("2027-07-01 15:00")
    attendance.meeting = publish(meeting)

    after = only_event(calendar_part(attendance))

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["DTSTART"].dt == paris("2027-07-01 15:00")


def test_r31_a_cancellation_names_the_same_event_organizer_and_person(meeting, attendance):
    before = only_event(calendar_part(attendance))
    meeting.status = "cancelled"
    attendance.meeting = publish(meeting)

    part = calendar_part(attendance, "CANCEL")

    event = only_event(part)
    assert (part.method, str(Calendar.from_ical(part.body)["METHOD"])) == ("CANCEL", "CANCEL")
    assert [event["UID"], event["ORGANIZER"], str(event["ATTENDEE"])] == [
        before["UID"],
        before["ORGANIZER"],
        str(before["ATTENDEE"]),
    ]
    assert str(event["STATUS"]) == "CANCELLED"
    assert event["SEQUENCE"] == before["SEQUENCE"] + 1
    assert str(event["SUMMARY"]).startswith("Annulé")


def test_an_invitation_withdrawn_and_made_anew_grows_each_time(meeting, attendance):
    numbers = []
    for method in ("REQUEST", "CANCEL", "REQUEST", "CANCEL"):
        _message, calendar = send(attendance, method)
        numbers.append(calendar.events[0]["SEQUENCE"])

    assert numbers == [0, 1, 2, 3]
    assert only_event(calendar_part(invite(meeting, email="autre@ville.example")))["SEQUENCE"] == 0


def test_r17_the_link_to_join_is_for_those_who_come(attendance):
    assert b"visio.example" not in calendar_part(attendance).body

    attendance.answer = "remote"
    attendance.save()
    event = only_event(calendar_part(attendance))

    assert str(event["CONFERENCE"]) == "https://visio.example/secret"
    assert b"visio.example" not in calendar_part(attendance, "CANCEL").body


def test_r33_the_signed_link_stands_in_the_calendar_too(attendance):
    event = only_event(calendar_part(attendance, answer_url=ANSWER_URL))

    assert str(event["DESCRIPTION"]).splitlines()[0] == f"Pour répondre ou changer de réponse\u00a0: {ANSWER_URL}"
    assert ANSWER_URL not in str(only_event(calendar_part(attendance, "CANCEL", answer_url=ANSWER_URL)))


def test_without_a_mailbox_nobody_is_asked_to_answer_by_calendar(attendance, settings):
    settings.REPLIES_ADDRESS = ""

    part = calendar_part(attendance)

    event = only_event(part)
    assert part.method == "PUBLISH"
    assert "ATTENDEE" not in event
    assert "ORGANIZER" not in event


def test_without_a_date_or_an_address_there_is_nothing_for_a_calendar(agenda, meeting):
    assert calendar_part(invite(make_meeting(agenda, starts_at=None))) is None
    nobody = invite(meeting, person=PersonFactory(email=""))
    assert calendar_part(nobody) is None


def test_somebody_without_an_address_is_seen_by_staff(meeting):
    nobody = invite(meeting, person=PersonFactory(email=""))
    with pytest.raises(IndexError):
        send(nobody)

    row = OutgoingMail.objects.get(person=nobody.person)
    assert (row.state, row.reason) == ("failed", "Il n’y a pas d’adresse.")
    assert row.about == f"meeting:{meeting.pk}"


def test_the_file_is_folded_by_octets_and_has_its_zone(meeting, attendance):
    meeting.title = "é" * 200
    meeting.time_zone = "Indian/Reunion"
    meeting.save()

    body = calendar_part(attendance).body

    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert b"TZID:Indian/Reunion" in body


def test_the_address_of_an_invitation_survives_servers_that_fold_letters(attendance):
    address = organizer_of(attendance)

    assert address == address.lower()
    assert len(address.partition("@")[0]) <= 64
    assert attendance_at([address.upper()]) == attendance
    assert attendance_at(["autre@reseau.example", address]) == attendance


def test_a_made_up_address_names_nobody(attendance):
    address = organizer_of(attendance)
    other = re.sub(r"\+r-\w+-", "+r-zz-", address)
    forged = address.replace("@", "x@")[:-1]

    assert attendance_at([other, forged, "reponses+r-1-a@reseau.example", ""]) is None
    assert attendance_at([f"reponses+r-{'z' * 12}-{'a' * 26}@reseau.example"]) is None


def test_the_secret_key_may_be_changed(attendance, settings):
    address = organizer_of(attendance)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"  # noqa: S105 -- protects nothing

    assert attendance_at([address]) == attendance
    assert organizer_of(attendance) != address


# A meeting of several sessions


def sessions_of(*titles):
    return [
        MeetingSession(
            title=title,
            sort_order=number,
            starts_at=paris(f"2027-07-0{number + 1} 10:00"),
            ends_at=paris(f"2027-07-0{number + 1} 12:00"),
            format="in_person",
        )
        for number, title in enumerate(titles)
    ]


@pytest.fixture
def in_sessions(meeting):
    meeting.sessions = sessions_of("Sur place", "Visites")
    return publish(meeting)


def uid_of(entry, settings):
    return f"{entry.uid}@{settings.SITE_DOMAIN}"


def calendars_sent():
    """``(method, UID, SEQUENCE)`` of each mail that left, in order."""
    found = []
    for message in mail.outbox:
        parsed = message_from_bytes(message.message().as_bytes(), policy=policy.default)
        (part,) = [part for part in parsed.walk() if part.get_content_type() == "text/calendar"]
        (event,) = Calendar.from_ical(part.get_payload(decode=True)).events
        found.append((part.get_param("method"), str(event["UID"]), event["SEQUENCE"]))
    return found


def test_each_session_is_an_event_of_its_own_with_the_uid_of_the_feeds(in_sessions, settings):
    attendance = invite(in_sessions)

    send(attendance, key="invitation:1")

    entries = {entry.session_key: entry for entry in SessionCalendarEntry.objects.filter(meeting=in_sessions)}
    uids = [uid_of(entries[session.key], settings) for session in in_sessions.sessions.all()]
    assert calendars_sent() == [("REQUEST", uid, 0) for uid in uids]
    assert "Visites" in mail.outbox[1].subject
    assert "jeudi 1er" in mail.outbox[1].body or "vendredi 2" in mail.outbox[1].body
    send(attendance, key="invitation:1")
    assert len(mail.outbox) == 2


def test_a_session_taken_out_ends_in_the_calendars_of_those_invited(in_sessions, settings):
    send(invite(in_sessions))
    uids = [uid for _method, uid, _number in calendars_sent()]
    mail.outbox.clear()
    in_sessions.sessions = list(in_sessions.sessions.all())[:1]

    publish(in_sessions)

    assert calendars_sent() == [("REQUEST", uids[0], 0), ("CANCEL", uids[1], 1)]


def test_a_session_that_moves_is_told_to_those_invited_and_only_once(in_sessions):
    send(invite(in_sessions))
    uids = [uid for _method, uid, _number in calendars_sent()]
    mail.outbox.clear()
    moved = list(in_sessions.sessions.all())
    moved[1].ends_at += timedelta(hours=1)
    in_sessions.sessions = moved

    publish(in_sessions)
    assert update_calendars(in_sessions.pk) == 0

    assert calendars_sent() == [("REQUEST", uids[0], 0), ("REQUEST", uids[1], 1)]
    assert "Séance « Visites » : vendredi 2 juillet 2027" in mail.outbox[0].body.replace("\u00a0", " ")


def test_a_room_that_is_found_reaches_the_calendars_of_those_invited_and_of_nobody_else(agenda):
    meeting = make_meeting(agenda, starts_at=paris("2027-07-01 14:00"), format="in_person")
    send(invite(meeting))
    invite(meeting, email="jamais.ecrit@ville.example")
    invite(meeting, email="retiree@ville.example", withdrawn_at=timezone.now())
    mail.outbox.clear()
    meeting.venue_name = "Salle des Régates"

    publish(meeting)

    (sent,) = mail.outbox
    assert sent.to == ["camille@ville.example"]
    ((method, _uid, number),) = calendars_sent()
    assert (method, number) == ("REQUEST", 1)


def test_a_correction_of_the_text_sends_nothing(meeting):
    send(invite(meeting))
    mail.outbox.clear()
    meeting.introduction = "<p>Autrement dit.</p>"

    publish(meeting)

    assert mail.outbox == []


def test_a_change_of_hour_is_told_to_those_invited_with_the_same_uid_and_a_higher_number(meeting):
    attendance = invite(meeting)
    send(attendance)
    meeting.starts_at = paris("2027-07-01 15:00")

    publish(meeting)

    (first, second) = calendars_sent()
    assert (second[0], second[1], second[2]) == ("REQUEST", first[1], first[2] + 1)


def test_a_cancellation_ends_it_in_the_calendars_of_those_invited(meeting):
    attendance = invite(meeting)
    send(attendance)
    meeting.status = "cancelled"

    publish(meeting)

    (first, second) = calendars_sent()
    assert (second[0], second[1]) == ("CANCEL", first[1])
    assert second[2] > first[2]


def test_a_meeting_that_gets_sessions_ends_as_one_event(meeting, settings):
    attendance = invite(meeting)
    send(attendance)
    whole = uid_of(meeting.calendar_entry, settings)
    mail.outbox.clear()
    meeting.sessions = sessions_of("Sur place", "Visites")

    publish(meeting)

    sent = calendars_sent()
    assert [method for method, _uid, _number in sent] == ["REQUEST", "REQUEST", "CANCEL"]
    assert sent[2][1] == whole
