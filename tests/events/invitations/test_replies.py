"""Answers by mail: each rule of R32."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from events.attendance.models import Attendance
from events.invitations.calendar_mails import organizer_of
from events.meetings.models.sessions import MeetingSession
from network.mail.inbox import receive
from network.mail.models.incoming import IncomingMail
from tests.events.inviting import invite, mail_with, read, reply_to, send, words_to
from tests.factories.directory import PersonFactory
from tests.factories.events import make_meeting, publish, soon

pytestmark = pytest.mark.django_db
State = IncomingMail.State


@pytest.fixture
def meeting(agenda, organiser):
    return make_meeting(agenda, format="hybrid", venue_name="Hôtel de Métropole")


@pytest.fixture
def attendance(meeting):
    return invite(meeting)


@pytest.fixture
def invitation(attendance):
    """The calendar that the person received."""
    return send(attendance)[1]


def answered(attendance):
    attendance.refresh_from_db()
    return attendance.answer


def left_to_a_human(row, attendance, words):
    assert (row.state, words in row.outcome) == (State.FOR_HUMAN, True), row.outcome
    assert answered(attendance) == ""
    return True


# The answers


@pytest.mark.parametrize(
    ("partstat", "answer", "words"),
    [("ACCEPTED", "on_site", "accepté"), ("DECLINED", "excused", "excusé·e"), ("TENTATIVE", "", "peut-être")],
)
def test_a_calendar_s_button_answers(attendance, invitation, partstat, answer, words):
    row = receive(reply_to(invitation, partstat))

    assert answered(attendance) == answer
    assert attendance.is_tentative == (partstat == "TENTATIVE")
    assert (attendance.answer_channel, attendance.answered_at is not None) == ("calendar", True)
    assert (row.state, row.outcome) == (State.DONE, f"{attendance.person}\u00a0: {words}")
    assert (row.about, row.person, bytes(row.raw)) == (f"meeting:{attendance.meeting_id}", attendance.person, b"")
    (change,) = attendance.changes.all()
    assert change.channel == "calendar"


def test_accepting_a_remote_meeting_is_coming_remotely(agenda):
    attendance = invite(make_meeting(agenda, format="remote"))

    receive(reply_to(send(attendance)[1]))

    assert answered(attendance) == "remote"


def test_accepting_a_hybrid_meeting_keeps_the_side_chosen_before(attendance, invitation):
    Attendance.objects.filter(pk=attendance.pk).update(answer="remote", answered_at=timezone.now())

    receive(reply_to(invitation))

    assert answered(attendance) == "remote"


def test_a_word_in_the_comment_says_which_side(attendance, invitation):
    receive(reply_to(invitation, changes={"COMMENT": "Je serai en visioconférence"}))

    assert answered(attendance) == "remote"
    assert attendance.comment == "Je serai en visioconférence"


def test_a_mind_may_be_changed(attendance, invitation):
    receive(reply_to(invitation, "ACCEPTED"))
    receive(
        reply_to(invitation, "DECLINED", changes={"DTSTAMP": f"{timezone.now() + timedelta(seconds=1):%Y%m%dT%H%M%SZ}"})
    )

    assert answered(attendance) == "excused"
    assert attendance.changes.count() == 2


def test_delegating_is_being_represented_by_somebody_of_the_directory(attendance, invitation):
    deputy = PersonFactory(email="dominique@ville.example")

    receive(reply_to(invitation, "DELEGATED", DELEGATED_TO='"mailto:Dominique@ville.example"'))

    assert answered(attendance) == "represented"
    assert attendance.represented_by == deputy


def test_delegating_to_somebody_unknown_keeps_the_name(attendance, invitation):
    lines = [
        ';PARTSTAT=DELEGATED;DELEGATED-TO="mailto:x@ville.example":mailto:camille@ville.example',
        ";CN=Sacha Exemple;PARTSTAT=ACCEPTED:mailto:x@ville.example",
    ]

    receive(reply_to(invitation, changes={"ATTENDEE": lines}))

    assert answered(attendance) == "represented"
    assert (attendance.represented_by, attendance.represented_by_name) == (None, "Sacha Exemple")


def test_another_time_proposed_is_told_to_the_organiser(attendance, invitation, organiser):
    mail.outbox.clear()
    changes = {"DTSTART": "20270701T080000Z", "DTEND": "20270701T090000Z", "COMMENT": "Plus tôt ?"}

    row = receive(reply_to(invitation, method="COUNTER", changes=changes))

    (told,) = mail.outbox
    assert left_to_a_human(row, attendance, "Propose un autre horaire")
    assert told.to == [organiser.email]
    assert "jeudi 1er\u00a0juillet\u00a02027, 10\u00a0h\u00a000\u00a0–\u00a011\u00a0h\u00a000" in told.body
    assert "Plus tôt ?" in told.body
    assert told.reply_to == ["camille@ville.example"]


def test_an_answer_in_words_reaches_the_organiser(attendance, organiser):
    text = "Bonjour,\nje ne pourrai pas venir.\n\nLe 3 mai 2027 à 10:00, Métropoles a écrit :\n> Bonjour Camille"

    row = receive(words_to(attendance, text))

    (told,) = mail.outbox
    assert (row.state, row.outcome) == (State.FOR_HUMAN, "Réponse en toutes lettres, transmise à l’équipe.")
    assert "je ne pourrai pas venir." in told.body
    assert "> Bonjour Camille" not in told.body
    assert told.subject == f"{attendance.person} répond : {attendance.meeting.title}"
    assert answered(attendance) == ""


def test_a_holiday_answer_disturbs_nobody(attendance):
    raw = b"Auto-Submitted: auto-replied\r\n" + words_to(attendance, "Je suis en congés.")

    assert receive(raw).state == State.DONE
    assert mail.outbox == []


# Who may answer for whom


def test_r32_outlook_s_answers_without_organizer_count(attendance, invitation):
    receive(reply_to(invitation, changes={"ORGANIZER": None}))

    assert answered(attendance) == "on_site"


def test_r32_without_the_address_of_the_invitation_the_sender_must_be_the_person(attendance, invitation):
    raw = reply_to(invitation, changes={"ORGANIZER": "mailto:reponses@reseau.example"})
    raw = raw.replace(organizer_of(attendance).encode(), b"reponses@reseau.example")

    receive(raw)

    assert answered(attendance) == "on_site"


def test_r32_a_stranger_without_the_address_of_the_invitation_is_left_to_a_human(attendance, invitation):
    raw = reply_to(invitation, sender="autre@ville.example", changes={"ORGANIZER": "mailto:reponses@reseau.example"})
    raw = raw.replace(organizer_of(attendance).encode(), b"reponses@reseau.example")

    assert left_to_a_human(receive(raw), attendance, "quelqu’un qui n’est pas invité")


def test_an_assistant_answers_from_another_address_by_the_address_of_the_invitation(attendance, invitation):
    receive(reply_to(invitation, "DECLINED", sender="secretariat@ville.example"))

    assert answered(attendance) == "excused"


def test_r32_somebody_the_invitation_was_passed_on_to_does_not_answer_for_the_person(attendance, invitation):
    row = receive(reply_to(invitation, changes={"ATTENDEE": "curieux@ville.example"}))

    assert left_to_a_human(row, attendance, "Elle parle pour curieux@ville.example")


def test_somebody_else_s_answer_in_the_same_message_is_never_believed(meeting, attendance, invitation):
    other = invite(meeting, email="dominique@ville.example")
    lines = [f";PARTSTAT=DECLINED:mailto:{address}" for address in ("camille@ville.example", "dominique@ville.example")]

    receive(reply_to(invitation, changes={"ATTENDEE": lines}))

    assert (answered(attendance), answered(other)) == ("excused", "")


def test_the_address_of_one_invitation_does_not_answer_for_another_person(meeting, attendance, invitation):
    other = invite(meeting, email="dominique@ville.example")

    row = receive(reply_to(invitation, "DECLINED", changes={"ATTENDEE": "dominique@ville.example"}))

    assert row.state == State.FOR_HUMAN
    assert (answered(attendance), answered(other)) == ("", "")


def test_a_wrong_uid_is_left_to_a_human(attendance, invitation):
    for uid in (
        "autre@ville.example",
        "",
        "x" * 5000,
        "00000000-0000-0000-0000-000000000000@metropoles-participatives.example",
    ):
        row = receive(reply_to(invitation, changes={"UID": uid}))
        assert left_to_a_human(row, attendance, "n’est pas une rencontre du site")


def test_the_uid_of_another_meeting_is_left_to_a_human(agenda, attendance, invitation):
    other = send(invite(make_meeting(agenda, "Une autre"), person=attendance.person))[1]

    row = receive(reply_to(invitation, changes={"UID": str(other.events[0]["UID"])}))

    assert left_to_a_human(row, attendance, "une autre rencontre")


def test_an_invitation_withdrawn_takes_no_answer(attendance, invitation):
    Attendance.objects.filter(pk=attendance.pk).update(withdrawn_at=timezone.now())

    assert receive(reply_to(invitation)).state == State.FOR_HUMAN
    assert answered(attendance) == ""


# What is old, doubled or not an answer


def test_an_answer_to_an_earlier_version_is_left_to_a_human(meeting, attendance, invitation):
    meeting.starts_at = soon(hour=10)
    publish(meeting)

    assert left_to_a_human(receive(reply_to(invitation)), attendance, "avant un changement de date")


def test_an_older_answer_that_arrives_later_changes_nothing(attendance, invitation):
    earlier = f"{timezone.now() - timedelta(minutes=10):%Y%m%dT%H%M%SZ}"
    receive(reply_to(invitation, "DECLINED"))

    row = receive(reply_to(invitation, "ACCEPTED", changes={"DTSTAMP": earlier}))

    assert (answered(attendance), row.state) == ("excused", State.DONE)


def test_an_answer_given_here_later_is_not_undone_by_mail(attendance, invitation):
    Attendance.objects.filter(pk=attendance.pk).update(
        answer="remote", answered_at=timezone.now(), answer_channel="link"
    )
    earlier = f"{timezone.now() - timedelta(minutes=10):%Y%m%dT%H%M%SZ}"

    receive(reply_to(invitation, "DECLINED", changes={"DTSTAMP": earlier}))

    assert answered(attendance) == "remote"


def test_a_clock_that_runs_ahead_does_not_silence_later_answers(attendance, invitation):
    receive(reply_to(invitation, "ACCEPTED", changes={"DTSTAMP": "20990101T000000Z"}))
    receive(reply_to(invitation, "DECLINED", changes={"DTSTAMP": "20990101T000000Z"}))

    assert answered(attendance) == "excused"


def test_the_same_mail_twice_is_handled_once(attendance, invitation):
    raw = reply_to(invitation)
    again = b"Received: from elsewhere\r\n" + raw

    assert receive(raw).pk == receive(again).pk
    assert attendance.changes.count() == 1


@pytest.mark.parametrize("method", ["CANCEL", "REQUEST", "PUBLISH", "REFRESH", "ADD", "DECLINECOUNTER", ""])
def test_a_guest_can_only_answer(attendance, invitation, method):
    meeting = attendance.meeting

    row = receive(reply_to(invitation, method=method))

    meeting.refresh_from_db()
    assert left_to_a_human(row, attendance, "ne peut que répondre")
    assert meeting.status == "confirmed"


def test_two_events_in_one_answer_are_left_to_a_human(attendance, invitation):
    raw = reply_to(invitation)
    text = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\n"
        + 2 * "BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n"
        + "END:VCALENDAR\r\n"
    )
    assert raw

    row = receive(mail_with(text, to=organizer_of(attendance), sender="camille@ville.example"))

    assert left_to_a_human(row, attendance, "2 événements")


@pytest.mark.parametrize("partstat", ["NEEDS-ACTION", "COMPLETED", "X-MAYBE", ""])
def test_an_answer_that_is_none_is_left_to_a_human(attendance, invitation, partstat):
    assert left_to_a_human(receive(reply_to(invitation, partstat)), attendance, "ni oui ni non")


def test_a_time_zone_that_does_not_exist_does_not_matter_to_an_answer(attendance, invitation):
    receive(reply_to(invitation, changes={"DTSTART;TZID=Mars/Olympus_Mons": "20270701T140000"}))

    assert answered(attendance) == "on_site"


def test_bytes_that_are_no_text_are_left_to_a_human_or_understood(attendance, invitation):
    raw = reply_to(invitation, changes={"SUMMARY": "Réponse"}).replace("é".encode(), b"\xff\xfe")

    assert receive(raw).state in {State.DONE, State.FOR_HUMAN}

    broken = mail_with(b"BEGIN:VCALENDAR\r\n\xff\xfe\x00END", to=organizer_of(attendance), sender="x@ville.example")
    assert receive(broken).state == State.FOR_HUMAN


# Sessions


@pytest.fixture
def two_days(meeting):
    meeting.sessions = [
        MeetingSession(
            title=title, sort_order=day, starts_at=soon(10 + day, 10), ends_at=soon(10 + day, 12), format=form
        )
        for day, (title, form) in enumerate([("Sur place", "in_person"), ("En ligne", "remote")])
    ]
    return publish(meeting)


def test_each_session_is_answered_by_its_own_button(two_days):
    attendance = invite(two_days)
    send(attendance)
    invitations = [read(message)[1] for message in mail.outbox[-2:]]

    receive(reply_to(invitations[0], "DECLINED"))
    receive(reply_to(invitations[1], "ACCEPTED"))

    answers = {answer.session_key: answer.answer for answer in attendance.session_answers.all()}
    keys = [session.key for session in two_days.sessions.all()]
    assert answers == {keys[0]: "excused", keys[1]: "remote"}
    receive(
        reply_to(
            invitations[1], "DECLINED", changes={"DTSTAMP": f"{timezone.now() + timedelta(seconds=1):%Y%m%dT%H%M%SZ}"}
        )
    )
    assert answered(attendance) == "excused"
