"""What people answer: recorded by one rule, with places, waiting lists, a deadline and a history."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.answers.recording import effective_answer, record_answer
from events.attendance.models import Attendance, SessionAnswer
from events.meetings.models.sessions import MeetingSession
from tests.factories.directory import PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting, publish, soon

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(agenda):
    return make_meeting(agenda, "Hybride", format="hybrid", capacity_on_site=2)


@pytest.fixture
def two_days(agenda):
    """Days on site, and an online day a week later."""
    meeting = make_meeting(agenda, "Rencontres", format="hybrid", capacity_on_site=1)
    meeting.sessions = [
        MeetingSession(title="Sur place", starts_at=soon(), ends_at=soon(hour=16), format="in_person"),
        MeetingSession(title="En ligne", starts_at=soon(17), ends_at=soon(17, hour=16), format="remote"),
        MeetingSession(
            title="Atelier", starts_at=soon(18), ends_at=soon(18, hour=16), format="hybrid", capacity_on_site=5
        ),
    ]
    return publish(meeting)


def invited(meeting, number=1, **fields):
    person = PersonFactory(email=f"p{number}@example.org", last_name=f"Nom{number}")
    return AttendanceFactory(meeting=meeting, person=person, status="", invited_at=timezone.now(), **fields)


def answered(meeting, number, answer="on_site", **more):
    return record_answer(attendance=invited(meeting, number), answer=answer, channel="link", **more)


def waiting(meeting):
    people = Attendance.objects.filter(meeting=meeting, waiting_since__isnull=False).order_by("waiting_since", "pk")
    return [attendance.person.last_name for attendance in people]


def changes_of(attendance):
    return [(change.channel, change.before, change.after) for change in attendance.changes.all()]


# One answer


def test_an_answer_keeps_who_noted_it_how_and_when(meeting, organiser):
    now = timezone.now()

    attendance = record_answer(
        attendance=invited(meeting),
        answer="represented",
        represented_by_name=" Ada L. ",
        comment="Désolée",
        channel="telephone",
        user=organiser,
        now=now,
    )

    assert (attendance.answer, attendance.represented_by_name, attendance.comment) == (
        "represented",
        "Ada L.",
        "Désolée",
    )
    assert (attendance.answered_at, attendance.answered_by, attendance.answer_channel) == (now, organiser, "telephone")
    (change,) = attendance.changes.all()
    assert (change.at, change.user, change.channel) == (now, organiser, "telephone")
    assert change.before == {"answer": "", "represented_by_name": "", "comment": ""}
    assert change.after == {"answer": "represented", "represented_by_name": "Ada L.", "comment": "Désolée"}


def test_one_may_change_ones_mind(meeting):
    attendance = answered(meeting, 1, "represented", represented_by=PersonFactory())

    attendance = record_answer(attendance=attendance, answer="remote", channel="account")

    assert (attendance.answer, attendance.represented_by, attendance.answer_channel) == ("remote", None, "account")
    assert [change.after.get("answer") for change in attendance.changes.all()] == ["represented", "remote"]


def test_the_same_answer_again_is_no_news_for_the_history(meeting):
    attendance = answered(meeting, 1)

    record_answer(attendance=attendance, answer="on_site", channel="link")

    assert attendance.changes.count() == 1


@pytest.mark.parametrize(("answer", "name"), [("represented", ""), ("represented", "  "), ("remote", "Ada")])
def test_somebody_is_named_when_and_only_when_represented(meeting, answer, name):
    with pytest.raises(ValidationError) as refused:
        answered(meeting, 1, answer, represented_by_name=name)

    assert list(refused.value.message_dict) == ["represented_by_name"]


@pytest.mark.parametrize(
    ("format", "answer"), [("remote", "on_site"), ("in_person", "remote"), ("hybrid", "peut-être")]
)
def test_an_answer_that_the_meeting_does_not_offer_is_refused(agenda, format, answer):
    with pytest.raises(ValidationError) as refused:
        answered(make_meeting(agenda, format=format), 1, answer)

    assert list(refused.value.message_dict) == ["answer"]
    assert not Attendance.objects.exclude(answer="").exists()


def test_a_withdrawn_invitation_takes_no_answer(meeting):
    with pytest.raises(ValidationError):
        record_answer(attendance=invited(meeting, withdrawn_at=timezone.now()), answer="remote", channel="staff")


# The time for answers


def test_after_the_deadline_only_the_team_may_note_an_answer(agenda):
    meeting = make_meeting(
        agenda, registration_closes_at=timezone.now() - timedelta(minutes=1), contact="Camille, 02 40 00 00 00"
    )

    with pytest.raises(ValidationError) as refused:
        answered(meeting, 1)
    attendance = record_answer(attendance=Attendance.objects.get(), answer="on_site", channel="telephone")

    (told,) = refused.value.messages
    assert "Camille, 02 40 00 00 00" in told
    assert attendance.answer == "on_site"


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "cancelled"},
        {"starts_at": soon(-2)},
        {"registration_opens_at": soon(1)},
        {"starts_at": timezone.now() - timedelta(minutes=5), "ends_at": timezone.now() + timedelta(hours=1)},
    ],
)
def test_a_meeting_that_takes_no_answers_says_why(agenda, fields):
    meeting = make_meeting(agenda, **fields)

    with pytest.raises(ValidationError) as refused:
        answered(meeting, 1)

    assert list(refused.value.message_dict) == ["answer"]


# Places


def test_who_comes_when_a_side_is_full_waits_and_the_other_side_is_open(meeting):
    first, second, third = (answered(meeting, number) for number in (1, 2, 3))
    remote = answered(meeting, 4, "remote")

    assert [bool(attendance.waiting_since) for attendance in (first, second, third, remote)] == [
        False,
        False,
        True,
        False,
    ]
    assert waiting(meeting) == ["Nom3"]
    assert set(Attendance.objects.expected()) == {first, second, remote}


def test_a_place_given_up_goes_to_whoever_has_waited_longest_and_tells_them(meeting):
    people = [answered(meeting, number) for number in range(1, 5)]
    assert waiting(meeting) == ["Nom3", "Nom4"]

    record_answer(attendance=people[0], answer="excused", channel="link")

    assert waiting(meeting) == ["Nom4"]
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["p3@example.org"], "Vous avez une place : Hybride")
    ]
    history = changes_of(Attendance.objects.get(person__last_name="Nom3"))
    assert history[-1][0] == "waiting_list"
    assert history[-1][2] == {"waiting_since": ""}


def test_whoever_waits_keeps_the_turn_when_answering_the_same_again(meeting):
    people = [answered(meeting, number) for number in range(1, 5)]

    record_answer(attendance=people[2], answer="on_site", comment="J’y tiens", channel="link")
    record_answer(attendance=people[0], answer="remote", channel="link")

    assert waiting(meeting) == ["Nom4"]


def test_who_has_a_place_keeps_it_when_answering_again_although_there_are_fewer(meeting):
    people = [answered(meeting, number) for number in range(1, 3)]
    meeting.capacity_on_site = 1
    publish(meeting)

    again = record_answer(attendance=people[1], answer="on_site", channel="link")
    late = answered(meeting, 3)

    assert again.waiting_since is None
    assert late.waiting_since is not None


def test_more_places_go_to_those_who_wait_in_their_order(meeting):
    for number in range(1, 6):
        answered(meeting, number)
    assert waiting(meeting) == ["Nom3", "Nom4", "Nom5"]

    meeting.capacity_on_site = 4
    meeting = publish(meeting)
    assert waiting(meeting) == ["Nom5"]
    meeting.capacity_on_site = None
    publish(meeting)

    assert waiting(meeting) == []
    assert [message.to for message in mail.outbox] == [["p3@example.org"], ["p4@example.org"], ["p5@example.org"]]


def test_a_cancelled_meeting_gives_no_more_places(meeting):
    people = [answered(meeting, number) for number in range(1, 4)]
    meeting.status = "cancelled"
    publish(meeting)

    record_answer(attendance=people[0], answer="excused", channel="staff")

    assert waiting(meeting) == ["Nom3"]
    assert {message.subject for message in mail.outbox} == {f"Annulé : {meeting.title}"}  # what all are told


def test_the_team_may_give_a_place_beyond_the_last(meeting):
    for number in range(1, 3):
        answered(meeting, number)

    attendance = record_answer(attendance=invited(meeting, 3), answer="on_site", channel="staff", give_place=True)

    assert attendance.waiting_since is None


def test_a_place_is_given_to_somebody_without_address_too(meeting):
    people = [answered(meeting, number) for number in range(1, 4)]
    people[2].person.email = ""
    people[2].person.save()

    record_answer(attendance=people[0], answer="excused", channel="link")

    assert waiting(meeting) == []
    assert mail.outbox == []


# Sessions


def answers_of(attendance, meeting):
    attendance = Attendance.objects.prefetch_related("session_answers").get(pk=attendance.pk)
    return [effective_answer(attendance, session).answer for session in meeting.sessions.all()]


def test_an_answer_to_the_whole_means_in_each_session_what_is_possible_there(two_days):
    assert answers_of(answered(two_days, 1, "on_site"), two_days) == ["on_site", "remote", "on_site"]
    assert answers_of(answered(two_days, 2, "remote"), two_days) == ["excused", "remote", "remote"]
    assert answers_of(answered(two_days, 3, "excused"), two_days) == ["excused", "excused", "excused"]


def test_sessions_may_be_answered_apart(two_days):
    keys = [session.key for session in two_days.sessions.all()]

    attendance = answered(
        two_days, 1, "", sessions={keys[0]: "excused", keys[1]: "represented"}, represented_by_name="Ada"
    )

    assert attendance.answer == "represented"
    assert answers_of(attendance, two_days) == ["excused", "represented", ""]
    (change,) = attendance.changes.all()
    assert change.after == {
        "answer": "represented",
        "represented_by_name": "Ada",
        f"session:{keys[0]}": "excused",
        f"session:{keys[1]}": "represented",
    }


def test_each_session_has_its_own_places_and_waiting_list(two_days):
    first, second = answered(two_days, 1), answered(two_days, 2)
    sessions = list(two_days.sessions.all())

    def state(attendance):
        attendance = Attendance.objects.prefetch_related("session_answers").get(pk=attendance.pk)
        return [effective_answer(attendance, session).has_place for session in sessions]

    assert state(first) == [True, True, True]
    assert state(second) == [False, True, True]
    assert second.waiting_since is None  # there is a place in one session at least: registered

    record_answer(attendance=first, answer="on_site", sessions={sessions[0].key: "excused"}, channel="link")

    assert state(second) == [True, True, True]
    (message,) = mail.outbox
    assert (message.to, "Sur place" in message.body) == (["p2@example.org"], True)


def test_who_waits_everywhere_is_on_the_waiting_list(two_days):
    keys = [session.key for session in two_days.sessions.all()]
    answered(two_days, 1)

    attendance = answered(two_days, 2, "excused", sessions={keys[0]: "on_site"})

    assert (attendance.answer, bool(attendance.waiting_since)) == ("on_site", True)


def test_sessions_that_have_changed_meanwhile_are_said(two_days):
    key = two_days.sessions.first().key
    two_days.sessions = [session for session in two_days.sessions.all() if session.key != key]
    publish(two_days)

    with pytest.raises(ValidationError) as refused:
        answered(two_days, 1, "excused", sessions={key: "on_site"})

    assert list(refused.value.message_dict) == ["answer"]


def test_answers_follow_the_sessions_of_a_meeting(meeting):
    people = [answered(meeting, number) for number in range(1, 4)]
    meeting.sessions = [
        MeetingSession(title="Un", starts_at=soon(), ends_at=soon(hour=15), format="in_person", capacity_on_site=1),
        MeetingSession(title="Deux", starts_at=soon(), ends_at=soon(hour=15), format="remote"),
    ]
    meeting = publish(meeting)
    one, two = meeting.sessions.all()
    rows = SessionAnswer.objects.filter(session_key=one.key).order_by("attendance")

    assert [(row.answer, bool(row.waiting_since)) for row in rows] == [
        ("on_site", False),
        ("on_site", False),
        ("on_site", True),
    ]
    assert SessionAnswer.objects.filter(session_key=two.key, answer="remote", waiting_since=None).count() == 3

    meeting.sessions = [two]
    meeting = publish(meeting)

    assert {attendance.answer for attendance in Attendance.objects.all()} == {"remote"}
    assert waiting(meeting) == []
    assert [change.after for change in people[0].changes.all()][-1] == {
        "answer": "remote",
        f"session:{one.key}": "",
    }


# Queries


def test_an_answer_asks_as_many_queries_with_many_people_as_with_few(meeting):
    def queries(number):
        attendance = invited(meeting, number)
        with CaptureQueriesContext(connection) as captured:
            record_answer(attendance=attendance, answer="remote", channel="link")
        return len(captured)

    queries(0)
    for number in range(1, 4):
        answered(meeting, number)
    few = queries(4)
    for number in range(5, 60):
        answered(meeting, number)

    assert queries(60) == few <= 24
