"""Inviting from the desk: who, in which words; broken off and run again; chasing up; withdrawing."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.answers.links import answer_path
from events.answers.recording import record_answer
from events.attendance.models import Attendance
from events.invitations import inviting
from events.invitations.inviting import (
    chase_up,
    plan_invitations,
    resume_stuck_runs,
    send_invitations,
    withdraw,
    write_portion,
)
from events.invitations.models import InvitationRun
from network.directory.models.people import Mandate, Person
from network.directory.models.working_groups import WorkingGroup, WorkingGroupMember
from network.mail.models.outgoing import OutgoingMail
from tests.factories.directory import MetropolisFactory, PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(agenda):
    return make_meeting(agenda, "Hybride", format="hybrid", capacity_on_site=1, venue_name="Hôtel de ville")


def in_office(metropolis, **fields):
    person = PersonFactory(**fields)
    today = timezone.localdate()
    Mandate.objects.create(
        person=person, kind="elected", title="Vice-présidente", metropolis=metropolis, attested_on=today, source="Site"
    )
    return person


def names(people):
    return sorted(person.last_name for person in people)


# Whom


def test_people_are_invited_by_metropolis_group_name_and_address_each_once(meeting):
    nantes = MetropolisFactory()
    elected = in_office(nantes, last_name="Élue", email="elue@example.org")
    former = PersonFactory(last_name="Ancienne")
    Mandate.objects.create(
        person=former,
        kind="elected",
        title="VP",
        metropolis=nantes,
        attested_on=timezone.localdate() - timedelta(days=800),
        source="Vieux",
    )
    group = WorkingGroup.objects.create(title="Chantier", slug="chantier")
    member = PersonFactory(last_name="Membre")
    for person in (member, elected):
        WorkingGroupMember.objects.create(group=group, person=person)
    named = PersonFactory(first_name="Grace", last_name="Hopper")
    AttendanceFactory(meeting=meeting, person=PersonFactory(last_name="Invitée"), invited_at=timezone.now(), status="")

    plan = plan_invitations(
        meeting,
        pasted="ELUE@example.org\ngrace hopper\nNouvelle Personne;nouvelle@example.org\n",
        metropolises=[nantes],
        groups=[group],
    )

    assert names(plan.people) == sorted(["Hopper", "Membre", "Élue"])
    assert [(line.name, line.address) for line in plan.contacts] == [("Nouvelle Personne", "nouvelle@example.org")]
    assert plan.faults == []
    assert names(plan.silent) == sorted([named.last_name, member.last_name])


def test_faults_and_doubles_are_listed_by_line_and_none_is_lost(meeting):
    PersonFactory(first_name="Jean", last_name="Martin")
    PersonFactory(first_name="Jean", last_name="Martin")
    text = "a@example.org\npas une adresse\nA@example.org\n\nJean Martin\nb@@example.org\nb@example.org"

    plan = plan_invitations(meeting, pasted=text)

    assert [line.address for line in plan.contacts] == ["a@example.org", "b@example.org"]
    assert [fault.line for fault in plan.faults] == [2, 3, 5, 6]
    assert "plusieurs personnes" in plan.faults[2].problem.casefold()


def test_five_thousand_addresses_are_planned_and_noted_in_a_fixed_number_of_queries(meeting):
    def queries(count):
        text = "\n".join(f"Personne {n};p{count}-{n}@example.org" for n in range(count))
        with CaptureQueriesContext(connection) as planned:
            plan = plan_invitations(meeting, pasted=text)
        assert len(plan.contacts) == count
        return len(planned), plan

    few, _plan = queries(10)
    many, plan = queries(5000)

    assert many == few <= 8
    assert (plan.count, plan.faults) == (5000, [])


def test_an_unknown_address_becomes_a_contact_who_is_named_nowhere(meeting):
    send_invitations(meeting, plan_invitations(meeting, pasted="Ada Lovelace <ada@example.org>"))

    person = Person.objects.get(email="ada@example.org")
    assert (person.first_name, person.last_name, person.is_listed) == ("Ada", "Lovelace", False)
    attendance = Attendance.objects.get(person=person)
    assert attendance.invited_at is not None
    assert attendance not in Attendance.objects.on_record()


def test_somebody_invited_comes_with_metropolis_and_role(meeting):
    nantes = MetropolisFactory()
    in_office(nantes, email="elue@example.org")

    send_invitations(meeting, plan_invitations(meeting, metropolises=[nantes]))

    attendance = Attendance.objects.get()
    assert (attendance.metropolis, attendance.role_text) == (nantes, "Vice-présidente")


# The mail


def test_the_mail_has_a_plain_text_with_a_link_for_each_answer_and_goes_to_the_assistant_too(meeting):
    person = PersonFactory(
        first_name="Ada", last_name="Lovelace", email="ada@example.org", assistant_email="cab@example.org"
    )

    send_invitations(meeting, plan_invitations(meeting, pasted="ada@example.org"), message="Venez\xa0!\nBien à vous")

    own, copy = mail.outbox
    attendance = Attendance.objects.get(person=person)
    path = answer_path(attendance)
    assert (own.to, copy.to) == (["ada@example.org"], ["cab@example.org"])
    assert own.subject == "Invitation : Hybride"
    for word in ("sur-place", "a-distance", "excuse", "represente"):
        assert f"{path}?reponse={word}" in own.body
    assert "Venez\xa0!\nBien à vous" in own.body
    assert "Hôtel de ville" in own.body
    assert "<" not in own.body
    kinds = [part.get_content_type() for part in own.message().walk()]
    assert kinds[:3] == ["multipart/mixed", "multipart/alternative", "text/plain"]
    assert "text/html" in kinds
    assert "text/calendar" in kinds
    assert answer_path(attendance, for_assistant=True) in copy.body
    assert path not in copy.body
    assert "qui assistez Ada Lovelace" in copy.body
    assert "text/calendar" not in [part.get_content_type() for part in copy.message().walk()]


# Broken off


def test_a_sending_broken_off_half_way_goes_on_and_nobody_gets_a_second_mail(meeting, monkeypatch):
    monkeypatch.setattr(inviting, "PORTION", 10)
    text = "\n".join(f"p{number}@example.org" for number in range(35))
    real, calls = inviting.write_portion, []

    def dying(run_pk, **more):
        calls.append(run_pk)
        if len(calls) == 3:
            raise SystemError("the worker is killed")
        return real(run_pk, **more)

    monkeypatch.setattr(inviting, "write_portion", dying)
    plan = plan_invitations(meeting, pasted=text)
    try:
        send_invitations(meeting, plan)
    except SystemError:
        pytest.fail("the organiser sees the failure of the worker")
    run = InvitationRun.objects.get()
    assert (run.written, run.total, run.is_done) == (20, 35, False)

    monkeypatch.setattr(inviting, "write_portion", real)
    assert resume_stuck_runs() == 0  # it may still be at work
    assert resume_stuck_runs(timezone.now() + timedelta(minutes=5)) == 1
    inviting.write_invitations.call(run.pk)

    run.refresh_from_db()
    assert run.is_done
    addresses = [message.to[0] for message in mail.outbox]
    assert len(addresses) == len(set(addresses)) == 35


def test_written_again_from_the_start_nobody_gets_a_second_mail(meeting):
    send_invitations(meeting, plan_invitations(meeting, pasted="a@example.org\nb@example.org"))
    run = InvitationRun.objects.get()
    InvitationRun.objects.update(written=0)

    write_portion(run.pk)

    assert len(mail.outbox) == OutgoingMail.objects.count() == 2


def test_who_is_invited_already_is_left_alone(meeting):
    send_invitations(meeting, plan_invitations(meeting, pasted="a@example.org"))

    plan = plan_invitations(meeting, pasted="a@example.org\nb@example.org")

    assert [line.address for line in plan.contacts] == ["b@example.org"]
    assert len(plan.already) == 1


# Afterwards


def test_only_those_who_did_not_answer_are_chased(meeting):
    send_invitations(
        meeting, plan_invitations(meeting, pasted="a@example.org\nb@example.org\nc@example.org\nd@example.org")
    )
    by_address = {attendance.person.email: attendance for attendance in Attendance.objects.all()}
    record_answer(attendance=by_address["a@example.org"], answer="excused", channel="link")
    withdraw(by_address["b@example.org"], tell=False)
    record_answer(attendance=by_address["d@example.org"], answer="", is_tentative=True, channel="calendar")
    mail.outbox.clear()

    chase_up(meeting, message="Un mot")

    assert [(message.to, message.subject) for message in mail.outbox] == [(["c@example.org"], "Venez-vous ? Hybride")]


def test_withdrawing_closes_the_link_tells_the_person_and_gives_the_place_away(meeting):
    send_invitations(meeting, plan_invitations(meeting, pasted="a@example.org\nb@example.org"))
    first, second = Attendance.objects.order_by("person__email")
    for attendance in (first, second):
        record_answer(attendance=attendance, answer="on_site", channel="link")
    mail.outbox.clear()

    withdraw(first)

    assert Attendance.objects.get(pk=second.pk).waiting_since is None
    assert sorted(message.to[0] for message in mail.outbox) == ["a@example.org", "b@example.org"]
    told = next(message for message in mail.outbox if message.to == ["a@example.org"])
    assert told.subject == "Invitation retirée : Hybride"


def test_invited_anew_somebody_starts_without_the_old_answer(meeting):
    send_invitations(meeting, plan_invitations(meeting, pasted="a@example.org"))
    attendance = record_answer(attendance=Attendance.objects.get(), answer="on_site", channel="link")
    withdraw(attendance)

    send_invitations(meeting, plan_invitations(meeting, pasted="a@example.org"))

    attendance.refresh_from_db()
    assert (attendance.withdrawn_at, attendance.answer) == (None, "")
    assert [message.subject for message in mail.outbox][-1] == "Invitation : Hybride"
