"""Objecting to being named: by anybody, confirmed by mail, answered by the team."""

import re
from datetime import timedelta

import pytest
from django.core import mail, signing
from django.utils import timezone

from network.accounts.signed_links import code_for
from network.privacy import objections
from network.privacy.models.objections import NameReplacement, Objection
from tests.clients import BrowserLikeClient
from tests.factories.directory import PersonFactory
from tests.html import errors_of, soup_of

FORM, SENT = "/donnees-personnelles/opposition/", "/donnees-personnelles/opposition/envoyee/"
ANSWERS = {
    "name": "Ada Lovelace",
    "email": "ada@ville.example",
    "page": "",
    "wish": "function",
    "function": "",
    "message": "",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(home, organiser):
    """Pages need a site to stand on, objections a team to answer them."""


def send(**more):
    return BrowserLikeClient().post(FORM, ANSWERS | more)


def link_in(message):
    return re.search(r"https?://[^/]+(/donnees-personnelles/opposition/\S+/)", message.body).group(1)


def test_the_form_is_a_page_that_anybody_reads(client):
    page = client.get(FORM).content.decode()

    assert errors_of(page) == []
    assert soup_of(page).select_one("main form input[name=email]")


def test_an_objection_is_confirmed_by_the_link_of_a_mail_and_then_reaches_the_team(client, organiser):
    assert send().headers["Location"] == SENT
    assert [message.to for message in mail.outbox] == [["ada@ville.example"]]
    link = link_in(mail.outbox[0])

    assert "Confirmer mon opposition" in client.get(link).content.decode()
    assert Objection.objects.get().state == Objection.State.UNCONFIRMED  # looking confirms nothing
    client.post(link)

    assert Objection.objects.get().state == Objection.State.OPEN
    assert [message.to for message in mail.outbox[1:]] == [[organiser.email]]
    client.post(link)
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    "code",
    ["x", "x:y:z", "%00", code_for("account-request", objection=1), signing.dumps({"objection": 1})],
    ids=["word", "three parts", "null byte", "another purpose", "no purpose"],  # a signature has its date in it
)
def test_a_code_that_is_made_up_or_of_another_purpose_opens_nothing(client, code):
    Objection.objects.create(pk=1, name="Ada", email="ada@ville.example")

    response = client.post(f"{FORM}{code}/")

    assert response.status_code == 410
    assert Objection.objects.get().state == Objection.State.UNCONFIRMED


def test_a_link_is_too_old_after_three_days(client, monkeypatch):
    send()
    link = link_in(mail.outbox[0])
    monkeypatch.setattr("network.privacy.objections.CONFIRMATION_AGE", timedelta(seconds=-1))

    assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"email": "pas une adresse"}, "email"),
        ({"email": "аda@ville.example"}, "email"),  # noqa: RUF001 -- a Cyrillic letter
        ({"message": "x" * 4001}, "message"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(typed, field):
    response = send(**{"function": "Une agente"} | typed)

    assert response.status_code == 422
    assert soup_of(response).select_one(f"#id_{field}_error")
    assert soup_of(response).select_one("input[name=function]")["value"] == "Une agente"
    assert (Objection.objects.count(), mail.outbox) == (0, [])


def test_a_name_cannot_add_a_header_or_turn_text_round():
    send(name="Ada\r\nBcc: tous@ville.example \u202egnp.exe")

    assert Objection.objects.get().name == "Ada Bcc: tous@ville.example gnp.exe"
    assert mail.outbox[0].to == ["ada@ville.example"]
    assert mail.outbox[0].bcc == []


def test_programs_are_answered_and_thrown_away():
    assert send(website="https://spam.example").headers["Location"] == SENT
    assert Objection.objects.count() == 0


def test_the_form_cannot_be_sent_endlessly_for_one_address():
    statuses = [send().status_code for _time in range(5)]

    assert statuses == [302, 302, 302, 429, 429]
    assert Objection.objects.count() == 3


# In the desk


@pytest.fixture
def objection():
    return Objection.objects.create(
        name="Ada Lovelace", email="ada@ville.example", state="open", confirmed_at=timezone.now()
    )


def test_the_team_replaces_the_name_in_one_action_and_the_person_is_told(objection, organiser, sign_in):
    person = PersonFactory(first_name="Ada", last_name="Lovelace")
    client = sign_in(organiser)
    page = soup_of(client.get(f"/admin/donnees-personnelles/oppositions/{objection.pk}/"))
    assert page.select_one(f"select[name=person] option[value='{person.pk}']").has_attr("selected")

    client.post(
        f"/admin/donnees-personnelles/oppositions/{objection.pk}/",
        {
            "decision": "replace",
            "person": person.pk,
            "name": "Ada Lovelace",
            "function": "une élue",
            "answer": "C’est fait.",
        },
    )

    person.refresh_from_db()
    objection.refresh_from_db()
    assert (person.full_name, objection.state, objection.answered_by) == ("une élue", "replaced", organiser)
    assert "C’est fait." in mail.outbox[-1].body
    trace = client.get("/admin/donnees-personnelles/noms-remplaces/").content.decode()
    assert "Ada Lovelace" in trace


def test_a_refusal_gives_its_reasons(objection, organiser, sign_in):
    client, address = sign_in(organiser), f"/admin/donnees-personnelles/oppositions/{objection.pk}/"

    assert client.post(address, {"decision": "refuse", "answer": ""}).status_code == 422
    client.post(address, {"decision": "refuse", "answer": "Vous présidiez la séance."})

    objection.refresh_from_db()
    assert objection.state == "refused"
    assert "Vous présidiez la séance." in mail.outbox[-1].body
    assert "cnil.fr" in mail.outbox[-1].body


def test_two_answers_at_once_are_one(objection, organiser):
    objections.refuse(objection, by=organiser, answer="Non.")

    with pytest.raises(Exception, match="déjà"):
        objections.refuse(objection, by=organiser, answer="Non plus.")
    assert NameReplacement.objects.count() == 0


@pytest.mark.parametrize("page", ["oppositions/", "remplacer/", "noms-remplaces/"])
def test_liaison_officers_and_members_see_none_of_it(page, contributor, member, sign_in):
    for user in (contributor, member):
        assert sign_in(user).get(f"/admin/donnees-personnelles/{page}").status_code in {302, 403}


@pytest.mark.parametrize(
    "page", ["oppositions/", "remplacer/", "noms-remplaces/", "remplacer/?person=x", "remplacer/?person=99999999999999"]
)
def test_the_pages_of_the_desk_open_for_the_team(page, organiser, sign_in):
    assert sign_in(organiser).get(f"/admin/donnees-personnelles/{page}").status_code == 200


def test_an_organiser_replaces_a_name_without_an_objection(organiser, sign_in):
    person = PersonFactory(first_name="Ada", last_name="Lovelace")
    client = sign_in(organiser)

    assert client.post("/admin/donnees-personnelles/remplacer/", {"function": "une élue"}).status_code == 422
    client.post("/admin/donnees-personnelles/remplacer/", {"person": person.pk, "function": "une élue"})

    person.refresh_from_db()
    assert person.full_name == "une élue"
