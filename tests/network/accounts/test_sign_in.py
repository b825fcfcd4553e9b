"""Signing in: by a code received by mail, and by nothing else (`test_sample_links.py`: the links of a local start)."""

import re
from time import time

import pytest
from django.contrib.auth import get_user
from django.core import mail
from wagtail.models import PageViewRestriction

from tests.clients import BrowserLikeClient
from tests.factories.network import StandardPageFactory, UserFactory
from tests.html import soup_of

SIGN_IN, CODE, ACCOUNT, LINK = "/compte/connexion/", "/compte/code/", "/compte/", "/compte/lien/"


@pytest.fixture(autouse=True)
def _site(home):
    """Pages need a site to stand on."""


def ask_for_code(client, address, **more):
    return client.post(SIGN_IN, {"email": address, **more})


def code_in(message):
    return re.search(r"^ {4}(\S+)$", message.body, re.MULTILINE).group(1)


def signed_in(client):
    user = get_user(client)
    return user if user.is_authenticated else None


def text_of(response):
    return soup_of(response).main.get_text(" ", strip=True)


# By code


def test_the_code_received_by_mail_signs_in(client, member):
    response = ask_for_code(client, member.email)
    assert response.headers["Location"] == CODE
    assert [message.to for message in mail.outbox] == [[member.email]]

    response = client.post(CODE, {"code": code_in(mail.outbox[0])})

    assert response.headers["Location"] == ACCOUNT
    assert signed_in(client) == member


def test_the_address_may_be_written_in_another_case(client, member):
    ask_for_code(client, member.email.upper())

    client.post(CODE, {"code": code_in(mail.outbox[0]).lower()})

    assert signed_in(client) == member


def test_signing_in_leads_back_to_the_page_asked_for(client, member):
    ask_for_code(client, member.email, next="/comptes-rendus/")

    response = client.post(CODE, {"code": code_in(mail.outbox[0]), "next": "/comptes-rendus/"})

    assert response.headers["Location"] == "/comptes-rendus/"


@pytest.mark.parametrize("elsewhere", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(client, member, elsewhere):
    ask_for_code(client, member.email, next=elsewhere)

    response = client.post(CODE, {"code": code_in(mail.outbox[0]), "next": elsewhere})

    assert response.headers["Location"] == ACCOUNT


def test_an_unknown_address_gets_the_same_answer_and_a_mail_that_says_so(client, member):
    known = ask_for_code(client, member.email)
    known_page = text_of(client.get(CODE)).replace(member.email, "…")
    client.logout()
    unknown = ask_for_code(client, "inconnu@reseau.example")
    unknown_page = text_of(client.get(CODE)).replace("inconnu@reseau.example", "…")

    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert known_page == unknown_page
    assert [message.to for message in mail.outbox] == [[member.email], ["inconnu@reseau.example"]]
    assert "n’y a pas de compte" in mail.outbox[1].body
    assert not re.search(r"^ {4}\S+$", mail.outbox[1].body, re.MULTILINE)


def test_a_code_is_good_for_one_browser_and_one_time(client, member):
    ask_for_code(client, member.email)
    code = code_in(mail.outbox[0])
    client.post(CODE, {"code": code})
    client.post("/compte/deconnexion/")

    response = client.post(CODE, {"code": code})

    assert response.headers["Location"] == SIGN_IN
    assert signed_in(client) is None


def test_a_code_expires_after_ten_minutes(client, member, monkeypatch):
    ask_for_code(client, member.email)
    now = time()
    monkeypatch.setattr("allauth.account.internal.flows.code_verification.time.time", lambda: now + 601)

    response = client.post(CODE, {"code": code_in(mail.outbox[0])})

    assert response.headers["Location"] == SIGN_IN
    assert signed_in(client) is None


def test_three_wrong_codes_end_the_attempt(client, member):
    ask_for_code(client, member.email)

    answers = [client.post(CODE, {"code": "ZZZZZZ"}) for _attempt in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 302]
    assert "Ce code n’est pas celui que nous avons envoyé" in text_of(answers[0])
    client.post(CODE, {"code": code_in(mail.outbox[0])})
    assert signed_in(client) is None


def test_a_fourth_code_within_a_minute_is_refused_whatever_the_browser(member):
    answers = [ask_for_code(BrowserLikeClient(), member.email) for _browser in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert "Trop d’essais" in text_of(answers[3])
    assert len(mail.outbox) == 3


def test_a_closed_account_does_not_sign_in(client):
    closed = UserFactory(is_active=False)
    ask_for_code(client, closed.email)

    for message in mail.outbox:
        if match := re.search(r"^ {4}(\S+)$", message.body, re.MULTILINE):
            client.post(CODE, {"code": match.group(1)})

    assert signed_in(client) is None


@pytest.mark.parametrize(
    "address",
    ["", "pas une adresse", "a@b", "x" * 400 + "@reseau.example", "a@reseau.example\r\nBcc: b@x.example", "\x00@x.fr"],
)
def test_what_is_no_address_is_refused_without_a_mail(client, address):
    response = ask_for_code(client, address)

    assert response.status_code == 200
    assert soup_of(response).find(attrs={"aria-invalid": "true"})
    assert mail.outbox == []


@pytest.mark.parametrize("code", ["", " ", "\x00", "x" * 10_000, "é" * 20])
def test_what_is_no_code_is_refused(client, member, code):
    ask_for_code(client, member.email)

    assert client.post(CODE, {"code": code}).status_code == 200
    assert signed_in(client) is None


# No other way in


@pytest.mark.parametrize("path", ["/admin/login/", "/_util/login/"])
def test_wagtail_s_own_sign_in_leads_to_ours(client, path):
    response = client.get(f"{path}?next=/admin/pages/")

    assert response.status_code == 302
    assert response.headers["Location"] == f"{SIGN_IN}?next=/admin/pages/"


@pytest.mark.parametrize("path", ["/admin/login/", "/_util/login/", SIGN_IN])
def test_a_password_opens_nothing(client, path):
    UserFactory(email="avec@reseau.example").set_password("un mot de passe")

    client.post(path, {"username": "avec@reseau.example", "email": "", "password": "un mot de passe"})

    assert signed_in(client) is None


@pytest.mark.parametrize("path", ["/admin/password_reset/", "/admin/password_reset/done/"])
def test_wagtail_s_password_reset_is_closed(client, path):
    assert client.get(path).status_code == 404


def test_nobody_makes_an_account_alone(client, django_user_model):
    response = client.post(
        "/compte/ouverture/", {"email": "nouveau@reseau.example", "password1": "x", "password2": "x"}
    )

    assert response.status_code == 422
    assert not django_user_model.objects.filter(email="nouveau@reseau.example").exists()
    assert "équipe" in text_of(client.get("/compte/ouverture/"))


def test_the_admin_asks_to_sign_in(client):
    assert client.get("/admin/pages/").headers["Location"] == "/admin/login/?next=/admin/pages/"
    assert client.get("/admin/login/?next=/admin/pages/").headers["Location"] == f"{SIGN_IN}?next=/admin/pages/"


def test_signing_out_takes_a_button(client, sign_in, member):
    sign_in(member)

    client.get("/compte/deconnexion/")
    assert signed_in(client) == member
    client.post("/compte/deconnexion/")
    assert signed_in(client) is None


def test_the_admin_s_sign_out_signs_out_of_the_site(client, sign_in, organiser):
    sign_in(organiser)

    client.post("/admin/logout/")

    assert signed_in(client) is None


# Who may what


def test_the_account_page_says_who_one_is(sign_in, organiser):
    text = text_of(sign_in(organiser).get(ACCOUNT))

    assert organiser.email in text
    assert "Équipe ICPC" in text


def test_the_account_page_is_not_kept_by_anybody(sign_in, member):
    assert "no-store" in sign_in(member).get(ACCOUNT)["Cache-Control"]


@pytest.mark.parametrize(
    ("who", "opens"), [("member", False), ("contributor", True), ("organiser", True), ("administrator", True)]
)
def test_who_may_open_the_admin(who, opens, request, sign_in):
    client = sign_in(request.getfixturevalue(who))

    assert (client.get("/admin/").status_code == 200) is opens
    assert ("/admin/" in client.get(ACCOUNT).content.decode()) is opens


def test_contributors_neither_add_nor_publish_on_pages_of_everybody(home, contributor):
    permissions = home.permissions_for_user(contributor)

    assert not permissions.can_add_subpage()  # they draft practices: tests/resources/practices/test_drafting.py
    assert not permissions.can_publish_subpage()
    assert not permissions.can_edit()


def test_organisers_write_and_publish_everywhere(home, organiser):
    permissions = home.permissions_for_user(organiser)

    assert permissions.can_add_subpage()
    assert permissions.can_publish_subpage()
    assert permissions.can_edit()
    assert not organiser.has_perm("network.add_user")
    assert not organiser.has_perm("auth.change_group")


# A page behind a shared password


def test_a_shared_password_opens_its_page(home, client):
    page = StandardPageFactory(parent=home, title="Brouillon partagé")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="sésame")  # noqa: S106
    form = soup_of(client.get(page.url)).find("form", method="post")
    fields = {field["name"]: field.get("value", "") for field in form.find_all("input", attrs={"name": True})}
    assert "Brouillon partagé" not in text_of(client.get(page.url))

    refused = client.post(form["action"], {**fields, "password": "autre"})
    accepted = client.post(form["action"], {**fields, "password": "sésame"}, follow=True)

    assert refused.status_code == 200
    assert soup_of(refused).find(attrs={"aria-invalid": "true"})
    assert accepted.redirect_chain
    assert soup_of(accepted).h1.get_text(strip=True) == "Brouillon partagé"
