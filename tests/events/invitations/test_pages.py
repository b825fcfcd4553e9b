"""The pages of the desk where people are invited and their answers read."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.answers.recording import record_answer
from events.attendance.models import Attendance
from events.invitations.inviting import plan_invitations, send_invitations
from network.directory.models.people import Mandate, Person
from tests.factories.directory import MetropolisFactory, PersonFactory
from tests.factories.events import make_meeting
from tests.html import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(agenda):
    return make_meeting(agenda, "Hybride", format="hybrid", capacity_on_site=1, venue_name="Hôtel de ville")


def test_an_organiser_looks_before_sending_and_nothing_typed_is_lost(meeting, sign_in, organiser):
    client = sign_in(organiser)
    path = f"/organisation/{meeting.pk}/inviter/"
    typed = {"pasted": "a@example.org\nfaux", "message": "Mon mot", "action": "preview"}

    soup = soup_of(client.post(path, typed))

    assert soup.select_one(".invite-count").get_text(" ", strip=True) == "1 personne serait invitée."
    assert soup.select_one(".invite-faults li").get_text(" ", strip=True).startswith("Ligne 2")
    assert soup.find(attrs={"name": "pasted"}).get_text().strip() == typed["pasted"]
    assert soup.find(attrs={"name": "message"}).get_text().strip() == "Mon mot"
    assert "Mon mot" in soup.select_one(".invite-mail").get_text()
    assert not Attendance.objects.exists()

    changed = client.post(path, typed | {"action": "send", "expected": "7"})
    assert (changed.status_code, mail.outbox) == (422, [])
    sent = client.post(path, typed | {"action": "send", "expected": "1"})

    assert sent["Location"] == f"/organisation/{meeting.pk}/invitations/"
    assert [message.to for message in mail.outbox] == [["a@example.org"]]


def test_nobody_chosen_and_too_many_lines_are_said_beside_the_field(meeting, sign_in, organiser):
    client = sign_in(organiser)
    path = f"/organisation/{meeting.pk}/inviter/"

    nobody = soup_of(client.post(path, {"message": "Mon mot"}))
    too_many = client.post(path, {"pasted": "a@example.org\n" * 5001})

    assert "Personne n’est encore choisi" in nobody.select_one(".field .error").get_text()
    assert nobody.find(attrs={"name": "message"}).get_text().strip() == "Mon mot"
    assert (too_many.status_code, "5\xa0000" in soup_of(too_many).select_one(".field .error").get_text()) == (422, True)


@pytest.mark.parametrize("part", ["inviter/", "invitations/"])
def test_only_those_who_organise_see_it(meeting, sign_in, member, client, part):
    path = f"/organisation/{meeting.pk}/{part}"

    assert client.get(path).status_code == 302
    assert sign_in(member).get(path).status_code == 403


def test_an_answer_given_by_telephone_is_noted_with_its_channel_past_the_deadline_too(meeting, sign_in, organiser):
    send_invitations(meeting, plan_invitations(meeting, pasted="Ada Lovelace;a@example.org"))
    attendance = Attendance.objects.get()
    type(meeting).objects.update(registration_closes_at=timezone.now() - timedelta(hours=1))
    client = sign_in(organiser)
    path = f"/organisation/{meeting.pk}/invitations/{attendance.pk}/"
    typed = {"answer": "represented", "represented_by_name": "Grace H.", "channel": "telephone", "access": "Rampe"}

    client.post(path, typed)

    attendance.refresh_from_db()
    assert (attendance.answer, attendance.answer_channel, attendance.answered_by) == (
        "represented",
        "telephone",
        organiser,
    )
    assert attendance.needs.access == "Rampe"
    soup = soup_of(client.get(path))
    line = soup.select_one(".answer-history > li").get_text(" ", strip=True)
    assert "Par téléphone" in line
    assert "réponse : – puis Représenté·e" in line.replace("\xa0", " ")
    assert soup.find(attrs={"name": "access"}).get_text().strip() == "Rampe"


def test_the_list_says_who_answered_what_how_and_when_and_finds_people(meeting, sign_in, organiser):
    send_invitations(
        meeting, plan_invitations(meeting, pasted="Ada Lovelace;a@example.org\nGrace Hopper;b@example.org")
    )
    record_answer(attendance=Attendance.objects.get(person__email="a@example.org"), answer="remote", channel="link")
    client = sign_in(organiser)
    path = f"/organisation/{meeting.pk}/invitations/"

    def lines(query=""):
        return [
            line.get_text(" ", strip=True) for line in soup_of(client.get(path + query)).select(".invitation-list > li")
        ]

    assert [line.split(" Lien")[0].split(" invitation")[0] for line in lines()] == [
        "Grace Hopper Sans réponse",
        "Ada Lovelace À distance",
    ]
    assert "Lien personnel" in lines()[1]
    assert len(lines("?etat=sans-reponse")) == len(lines("?q=hopper")) == 1


def test_the_lists_ask_as_many_queries_with_two_thousand_people(meeting, sign_in, organiser):
    client = sign_in(organiser)
    path = f"/organisation/{meeting.pk}/invitations/"

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    def add(count, offset):
        people = Person.objects.bulk_create(
            Person(slug=f"q{offset}-{n}", last_name=f"N{offset}-{n}", email=f"q{offset}-{n}@example.org")
            for n in range(count)
        )
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, person=person, invited_at=timezone.now()) for person in people
        )

    add(150, 1)
    queries()
    few = queries()
    add(1850, 2)

    assert queries() == few <= 20


def test_people_are_chosen_by_name_below_their_metropolis_without_a_script(meeting, sign_in, organiser):
    nantes = MetropolisFactory(usual_name="Nantes Métropole")
    ada, billie = (PersonFactory(last_name=name, email=f"{name.lower()}@example.org") for name in ("Ada", "Billie"))
    for person in (ada, billie):
        Mandate.objects.create(
            person=person,
            kind="elected",
            title="Maire",
            metropolis=nantes,
            attested_on=date(2020, 6, 1),
            source="Compte rendu",
        )
    client = sign_in(organiser)
    path = f"/organisation/{meeting.pk}/inviter/"

    titles = [summary.span.get_text() for summary in soup_of(client.get(path)).select(".choice-group > summary")]
    preview = soup_of(client.post(path, {"people": [ada.pk], "metropolises": [nantes.pk]}))

    assert titles[0] == "Nantes Métropole"
    assert [box["value"] for box in preview.select(".choice-group[open] input[checked]")] == [str(ada.pk)]
    plan = preview.select_one(".invite-plan").get_text(" ", strip=True)
    assert "1 personne serait invitée." in plan
    assert "1 autre personne de ces métropoles n’est pas comptée" in plan

    client.post(path, {"people": [ada.pk], "action": "send", "expected": "1"})

    assert Attendance.objects.get().person == ada
    again = soup_of(client.get(path)).find("input", {"name": "people", "value": ada.pk}).parent
    assert again.get_text(" ", strip=True).endswith("Maire, déjà invité·e")


def test_the_form_asks_as_many_queries_for_a_large_directory(meeting, sign_in, organiser):
    client = sign_in(organiser)
    path = f"/organisation/{meeting.pk}/inviter/"

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    PersonFactory.create_batch(3)
    queries()
    few = queries()
    Person.objects.bulk_create(Person(slug=f"q-{n}", last_name=f"N-{n}") for n in range(500))

    assert queries() == few <= 20
