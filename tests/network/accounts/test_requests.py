"""Asking for an account: the same answers for everybody, an address confirmed first, then a decision."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.accounts import requests
from network.accounts.models.audit import AuditEntry
from network.accounts.models.requests import AccountRequest
from network.accounts.models.user import User
from network.audience.roles import CONTRIBUTORS
from network.directory.models.people import Person
from tests.clients import BrowserLikeClient
from tests.factories.directory import MetropolisFactory
from tests.factories.network import UserFactory
from tests.html import soup_of

pytestmark = pytest.mark.django_db
ASK, SENT = "/compte/ouverture/", "/compte/ouverture/envoyee/"
ANSWERS = {
    "first_name": "Alix",
    "last_name": "Exemple",
    "email": "alix@ville.example",
    "organisation": "Ville exemple",
    "function": "Chargée de mission",
    "message": "",
}


@pytest.fixture(autouse=True)
def _site(home, organiser):
    """Pages need a site to stand on, requests a team to decide on them."""


def ask(client=None, **more):
    return (client or BrowserLikeClient()).post(ASK, ANSWERS | more)


def link_in(message):
    return re.search(r"https?://[^/\s]+(/compte/ouverture/\S+)", message.body)[1]


def confirmed():
    ask()
    BrowserLikeClient().post(link_in(mail.outbox[-1]))
    return AccountRequest.objects.get(email="alix@ville.example")


def words_of(response):
    return soup_of(response).main.get_text(" ", strip=True)


def test_a_request_is_confirmed_then_approved_and_opens_an_account(sign_in, organiser):
    assert ask()["Location"] == SENT
    assert [message.to for message in mail.outbox] == [["alix@ville.example"]]
    BrowserLikeClient().post(link_in(mail.outbox[0]))
    assert mail.outbox[1].to == [organiser.email]
    request = AccountRequest.objects.get()

    desk = sign_in(organiser)
    assert "Alix Exemple" in desk.get("/admin/comptes/demandes/").content.decode()
    person = Person.objects.create(first_name="Alix", last_name="Exemple", slug="alix")
    page = soup_of(desk.get(f"/admin/comptes/demandes/{request.pk}/"))
    assert "Vérifiez qu’il s’agit bien de la même personne" in page.get_text(" ", strip=True)
    assert page.find("select", attrs={"name": "person"}).find("option", selected=True)["value"] == str(person.pk)
    desk.post(f"/admin/comptes/demandes/{request.pk}/", {"decision": "approve", "role": "member", "person": person.pk})

    user = User.objects.get(email="alix@ville.example")
    assert (user.get_full_name(), user.person) == ("Alix Exemple", person)
    assert mail.outbox[2].to == ["alix@ville.example"]
    assert "/compte/connexion/" in mail.outbox[2].body
    entry = AuditEntry.objects.get(action=AuditEntry.Action.REQUEST)
    assert (entry.actor, entry.subject) == (organiser, "alix@ville.example")


def test_the_answer_never_tells_whether_an_address_has_an_account():
    UserFactory(email="connue@ville.example")
    answers = [ask(email=address) for address in ("connue@ville.example", "inconnue@ville.example")]

    assert [(answer.status_code, answer["Location"], answer.content) for answer in answers] == [(302, SENT, b"")] * 2
    assert len(mail.outbox) == 2  # each gets one mail: nothing is told by how long it takes either
    assert "a déjà un compte" in mail.outbox[0].subject or "déjà un compte" in mail.outbox[0].subject
    assert not AccountRequest.objects.filter(email="connue@ville.example").exists()


def test_the_team_hears_of_a_request_only_once_its_address_is_confirmed(sign_in, organiser):
    ask()
    link = link_in(mail.outbox[0])
    client = BrowserLikeClient()
    for _time in range(2):
        assert "Confirmer ma demande" in words_of(client.get(link))
    assert len(mail.outbox) == 1
    assert "Alix" not in sign_in(organiser).get("/admin/comptes/demandes/").content.decode()
    assert sign_in(organiser).get(f"/admin/comptes/demandes/{AccountRequest.objects.get().pk}/").status_code == 404

    client.post(link)
    answer = client.post(link)

    assert "Votre demande est confirmée" in words_of(answer)
    assert [message.to for message in mail.outbox[1:]] == [[organiser.email]]


def test_asking_again_replaces_what_was_not_confirmed_and_says_what_waits(sign_in):
    ask(function="Ancienne")
    ask(function="Nouvelle")
    assert AccountRequest.objects.get().function == "Nouvelle"

    BrowserLikeClient().post(link_in(mail.outbox[-1]))
    ask()

    assert AccountRequest.objects.count() == 1
    assert "attend la réponse" in mail.outbox[-1].body


def test_what_nobody_confirmed_is_forgotten_after_three_days(monkeypatch):
    ask()
    AccountRequest.objects.update(received_at=timezone.now() - timedelta(days=3, hours=1))

    ask(email="autre@ville.example")

    assert [request.email for request in AccountRequest.objects.all()] == ["autre@ville.example"]


def test_a_confirmation_link_expires_and_a_made_up_one_never_worked(monkeypatch):
    ask()
    link = link_in(mail.outbox[0])
    monkeypatch.setattr(requests, "CONFIRMATION_AGE", timedelta(seconds=-1))

    assert BrowserLikeClient().get(link).status_code == 410
    assert BrowserLikeClient().post(link).status_code == 410
    assert BrowserLikeClient().get("/compte/ouverture/n-importe-quoi/").status_code == 410
    assert AccountRequest.objects.get().state == "unconfirmed"


def test_a_refusal_is_told_with_its_words(sign_in, organiser):
    request = confirmed()

    sign_in(organiser).post(
        f"/admin/comptes/demandes/{request.pk}/", {"decision": "refuse", "answer": "Écrivez d’abord à votre référente."}
    )

    request.refresh_from_db()
    assert (request.state, request.decided_by) == ("refused", organiser)
    assert "Écrivez d’abord à votre référente." in mail.outbox[-1].body
    assert not User.objects.filter(email="alix@ville.example").exists()


def test_a_request_is_decided_once(organiser):
    request = confirmed()
    requests.refuse(request, by=organiser)

    with pytest.raises(ValidationError, match="déjà"):
        requests.approve(request, by=organiser)
    assert not User.objects.filter(email="alix@ville.example").exists()


def test_a_liaison_officer_is_approved_with_her_metropolis(sign_in, organiser):
    request, nantes = confirmed(), MetropolisFactory()
    path = f"/admin/comptes/demandes/{request.pk}/"
    refused = sign_in(organiser).post(path, {"decision": "approve", "role": CONTRIBUTORS})
    assert refused.status_code == 422

    sign_in(organiser).post(path, {"decision": "approve", "role": CONTRIBUTORS, "metropolises": [nantes.pk]})

    user = User.objects.get(email="alix@ville.example")
    assert [group.name for group in user.groups.all()] == [CONTRIBUTORS]
    assert list(user.metropolises.all()) == [nantes]


def test_an_organiser_cannot_approve_somebody_as_an_organiser(sign_in, organiser):
    request = confirmed()

    answer = sign_in(organiser).post(
        f"/admin/comptes/demandes/{request.pk}/", {"decision": "approve", "role": "organisers"}
    )

    assert answer.status_code == 422
    assert not User.objects.filter(email="alix@ville.example").exists()


def test_a_closed_account_is_not_opened_again_by_a_request(organiser):
    UserFactory(email="alix@ville.example", is_active=False)
    request = confirmed()

    with pytest.raises(ValidationError, match="fermé"):
        requests.approve(request, by=organiser)


def test_a_fourth_request_for_one_address_within_the_hour_is_refused_whatever_the_network():
    answers = [ask(BrowserLikeClient(REMOTE_ADDR=f"198.51.100.{number}")) for number in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert "trop souvent" in words_of(answers[3])
    assert "alix@ville.example" in answers[3].content.decode()  # nothing typed is lost
    assert len(mail.outbox) == 3


def test_one_network_asks_twenty_times_an_hour_whatever_the_addresses(settings):
    answers = [ask(email=f"personne{number}@ville.example") for number in range(21)]

    assert [answer.status_code for answer in answers] == [302] * 20 + [429]


def test_what_programs_fill_in_is_answered_and_thrown_away():
    assert ask(website="https://spam.example")["Location"] == SENT
    assert mail.outbox == []
    assert not AccountRequest.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_name", ""),
        ("first_name", "A" * 1_000_000),
        ("last_name", "Exem\x00ple"),
        ("email", "a@ville.example\r\nBcc: b@x.example"),
        ("email", "\u0430lix@ville.example"),  # the first letter is Cyrillic
        ("email", "alix@v\u0131lle.example"),  # a Turkish dotless i
        ("email", "pas une adresse"),
        ("function", "\u200b\u200e"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(field, value):
    answer = ask(**{field: value})

    assert answer.status_code == 422
    assert soup_of(answer).find(attrs={"name": field})["aria-invalid"] == "true"
    assert mail.outbox == []


def test_names_are_kept_without_what_cannot_be_seen_or_turns_text_round():
    ask(first_name="\u202eAlix\u200b", last_name="Ex\r\nBcc: tous@x.example", function="Chargée\tde  mission")

    request = AccountRequest.objects.get()
    assert (request.first_name, request.last_name, request.function) == (
        "Alix",
        "Ex Bcc: tous@x.example",
        "Chargée de mission",
    )
    BrowserLikeClient().post(link_in(mail.outbox[0]))
    assert mail.outbox[1].subject == "Demande de compte : Alix Ex Bcc: tous@x.example"
    assert "Bcc" not in mail.outbox[1].message()
