"""Ticking people off on the day: nothing lost, nothing twice, and it becomes the list of the minutes."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events.attendance.check_in import add_uninvited, close_check_in, note_status
from events.attendance.models import Attendance
from events.meetings.components.attendance import attendance_sections
from events.meetings.models.sessions import MeetingSession
from network.directory.models.people import Mandate, Person
from tests.events.attendance.test_headcounts import person_with
from tests.factories.directory import MetropolisFactory, PersonFactory
from tests.factories.events import make_meeting, publish, soon

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(agenda):
    return make_meeting(agenda, "Comité")


def history(attendance):
    return [(change.after, change.channel) for change in attendance.changes.all()]


def test_a_tick_is_noted_with_its_channel_and_who_ticked(meeting, organiser):
    attendance = person_with(meeting, "remote")

    note_status(attendance=attendance, status="present", user=organiser)

    attendance.refresh_from_db()
    assert attendance.status == "present"
    assert attendance.answer == "remote"
    assert [(change.after, change.channel, change.user) for change in attendance.changes.all()] == [
        ({"status": "present"}, "check_in", organiser)
    ]


def test_a_tick_sent_twice_is_one_and_an_old_one_that_arrives_late_changes_nothing(meeting):
    attendance = person_with(meeting, "on_site")
    now = timezone.now()
    note_status(attendance=attendance, status="remote", at=now - timedelta(minutes=2), now=now)
    note_status(attendance=attendance, status="remote", at=now - timedelta(minutes=2), now=now)
    note_status(attendance=attendance, status="present", at=now - timedelta(minutes=9), now=now)

    attendance.refresh_from_db()
    assert attendance.status == "remote"
    assert history(attendance) == [({"status": "remote"}, "check_in")]


def test_a_clock_in_the_future_counts_as_now(meeting):
    attendance = person_with(meeting, "on_site")
    now = timezone.now()
    note_status(attendance=attendance, status="present", at=now + timedelta(hours=5), now=now)
    note_status(attendance=attendance, status="absent", now=now + timedelta(minutes=1))

    attendance.refresh_from_db()
    assert attendance.status == "absent"


def test_the_role_and_the_metropolis_of_that_day_are_written_down(agenda, meeting):
    metropolis = MetropolisFactory()
    person = PersonFactory()
    today = timezone.localdate()
    Mandate.objects.create(
        person=person, kind="elected", title="Vice-présidente", metropolis=metropolis, attested_on=today, source="x"
    )
    Mandate.objects.create(
        person=person,
        kind="elected",
        title="Ancien mandat",
        metropolis=metropolis,
        attested_on=date(2022, 5, 5),
        ends_on=date(2022, 6, 1),
        source="x",
    )
    attendance = note_status(attendance=person_with(meeting, "on_site", person=person), status="present")

    assert (attendance.role_text, attendance.metropolis, attendance.capacities) == (
        "Vice-présidente",
        metropolis,
        ["elected"],
    )


def test_at_one_session_only_is_at_the_meeting(agenda):
    meeting = make_meeting(agenda, "Journées")
    meeting.sessions = [
        MeetingSession(title=f"Jour {day}", starts_at=soon(day), ends_at=soon(day, 16), format="in_person")
        for day in (10, 11)
    ]
    meeting = publish(meeting)
    first, second = meeting.sessions.all()
    attendance = person_with(meeting, "on_site")

    note_status(attendance=attendance, status="present", session_key=first.key)
    attendance = note_status(attendance=attendance, status="absent", session_key=second.key)

    assert attendance.status == "present"
    assert {answer.session_key: answer.status for answer in attendance.session_answers.all()} == {
        first.key: "present",
        second.key: "absent",
    }


def test_somebody_uninvited_is_found_in_the_directory_or_becomes_a_contact(meeting):
    known = PersonFactory(first_name="Élise", last_name="Le Gall")

    attendance = add_uninvited(meeting=meeting, first_name="elise", last_name="LE GALL", status="present")
    again = add_uninvited(meeting=meeting, first_name="Elise", last_name="Le Gall", status="present")
    new = add_uninvited(meeting=meeting, first_name="Noé", last_name="Inconnu", status="remote", organisation="Asso")

    assert attendance.person == known
    assert again == attendance
    assert (new.person.is_listed, new.organisation, new.status, new.invited_at) == (False, "Asso", "remote", None)


def test_two_people_of_one_name_are_not_confused(meeting):
    PersonFactory(first_name="Camille", last_name="Martin")
    PersonFactory(first_name="Camille", last_name="Martin")

    attendance = add_uninvited(meeting=meeting, first_name="Camille", last_name="Martin", status="present")

    assert not attendance.person.is_listed
    assert Person.objects.filter(last_name="Martin").count() == 3


def test_nobody_without_a_name_is_added(meeting):
    with pytest.raises(ValidationError, match="nom"):
        add_uninvited(meeting=meeting, first_name=" ", last_name=" ", status="present")
    assert not meeting.attendances.exists()


def test_closing_notes_what_people_had_said_and_leaves_out_who_never_answered(meeting):
    said = {answer: person_with(meeting, answer) for answer in ("on_site", "remote", "excused", "")}
    represented = person_with(meeting, "represented", represented_by_name="Alix")
    note_status(attendance=said["remote"], status="remote")

    assert close_check_in(meeting=meeting) == 3

    assert dict(meeting.attendances.values_list("pk", "status")) == {
        said["on_site"].pk: "absent",
        said["remote"].pk: "remote",
        said["excused"].pk: "excused",
        said[""].pk: "",
        represented.pk: "represented",
    }
    assert set(meeting.attendances.on_record().values_list("pk", flat=True)) == {
        *(attendance.pk for answer, attendance in said.items() if answer),
        represented.pk,
    }


def test_what_was_ticked_opens_the_minutes_in_protocol_order(agenda):
    host = MetropolisFactory(short_name="Zèbre", usual_name="Zèbre Métropole")
    other = MetropolisFactory(short_name="Autruche", usual_name="Autruche Métropole")
    meeting = make_meeting(agenda, "Comité", host=host)
    people = [
        person_with(meeting, "on_site", metropolis=other, capacities=[], person=PersonFactory(last_name="Abeille")),
        person_with(
            meeting, "on_site", metropolis=other, capacities=["elected"], person=PersonFactory(last_name="Zoé")
        ),
        person_with(meeting, "remote", metropolis=host, person=PersonFactory(last_name="Milan")),
    ]
    for attendance in people:
        note_status(attendance=attendance, status="present")
    person_with(meeting, "", metropolis=other)  # invited, never answered: not on record

    sections = attendance_sections(meeting.attendances_to_list.on_record(), host_id=meeting.host_id)

    assert [section.anchor for section in sections] == ["presents"]
    assert [
        (group.title, [person.name.split()[-1] for person in group.people]) for group in sections[0].people.groups
    ] == [
        ("Zèbre Métropole", ["Milan"]),
        ("Autruche Métropole", ["Zoé", "Abeille"]),
    ]


def test_ticks_work_as_plain_forms_and_lead_back_to_the_person(meeting, sign_in, organiser):
    attendance = person_with(meeting, "on_site")
    address = reverse("events:check_in", args=[meeting.pk])

    answer = sign_in(organiser).post(address, {"attendance": attendance.pk, "status": "present"})

    assert (answer.status_code, answer.url) == (302, f"{address}#personne-{attendance.pk}")
    attendance.refresh_from_db()
    assert attendance.status == "present"


def test_a_script_gets_an_answer_it_can_trust(meeting, sign_in, organiser):
    attendance = person_with(meeting, "on_site")
    client = sign_in(organiser)
    address = reverse("events:check_in", args=[meeting.pk])

    def post(**values):
        answer = client.post(address, values, headers={"Accept": "application/json"})
        return answer.status_code, json.loads(answer.content)

    assert post(attendance=attendance.pk, status="remote", at="2026-01-01T00:00:00Z") == (200, {"noted": True})
    assert post(attendance=attendance.pk, status="dancing") == (
        400,
        {"error": "Ce pointage n’a pas été compris. Rechargez la page et pointez de nouveau."},
    )
    assert post(action="add", last_name="", status="present") == (
        400,
        {"error": "Écrivez au moins le nom de famille de la personne venue."},
    )


def test_a_newcomer_without_a_name_loses_nothing_typed(meeting, sign_in, organiser):
    answer = sign_in(organiser).post(
        reverse("events:check_in", args=[meeting.pk]),
        {"action": "add", "first_name": "Noé", "last_name": "", "organisation": "Asso", "status": "remote"},
    )

    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Écrivez au moins le nom de famille" in page
    assert 'value="Noé"' in page
    assert 'value="Asso"' in page


def test_a_person_of_another_meeting_cannot_be_ticked_here(agenda, meeting, sign_in, organiser):
    elsewhere = person_with(make_meeting(agenda, "Autre"), "on_site")

    answer = sign_in(organiser).post(
        reverse("events:check_in", args=[meeting.pk]), {"attendance": elsewhere.pk, "status": "present"}
    )

    assert answer.status_code == 404
    assert Attendance.objects.get(pk=elsewhere.pk).status == ""
