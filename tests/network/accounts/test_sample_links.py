"""The one-time links by which the sample accounts of a local start sign in."""

import runpy
from time import time

import pytest
from django.contrib.auth import get_user_model
from django.core import signing
from wagtail import hooks

from network.accounts.sample_accounts import SAMPLE_ACCOUNT_HOOK, make_sample_accounts, sign_in_path
from network.accounts.signed_links import code_for
from tests.clients import BrowserLikeClient
from tests.network.accounts.test_sign_in import _site, ask_for_code, code_in, signed_in, text_of  # noqa: F401
from tests.prepared import ROOT

SIGN_IN, CODE, ACCOUNT, LINK = "/compte/connexion/", "/compte/code/", "/compte/", "/compte/lien/"


@pytest.fixture
def sample(db):
    return make_sample_accounts()


def code_of_link(path):
    return path.partition("code=")[2]


def test_a_link_signs_in_by_its_button_only(client, sample):
    path = sign_in_path(sample["organiser"])

    for _time in range(3):  # a mail program, a browser and a person
        page = client.get(path)
        assert page.status_code == 200
        assert signed_in(client) is None
    response = client.post(LINK, {"code": code_of_link(path)})

    assert response.headers["Location"] == ACCOUNT
    assert signed_in(client) == sample["organiser"]


def test_a_link_is_not_remembered_by_browsers(client, sample):
    response = client.get(sign_in_path(sample["member"]))

    assert "no-store" in response["Cache-Control"]


def test_a_link_works_once(client, sample):
    path = sign_in_path(sample["member"])
    client.post(LINK, {"code": code_of_link(path)})
    client.logout()

    assert client.get(path).status_code == 410
    assert client.post(LINK, {"code": code_of_link(path)}).status_code == 410
    assert signed_in(client) is None


def test_a_link_expires_after_a_day(client, sample, monkeypatch):
    path = sign_in_path(sample["member"])
    now = time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 24 * 3600 + 1)

    response = client.get(path)

    assert response.status_code == 410
    assert "Ce lien ne fonctionne plus" in text_of(response)


@pytest.mark.parametrize("code", ["", "x", "é", "\x00", "AAAA" * 5000, "a:b:c"])
def test_a_made_up_link_is_refused(client, db, code):
    assert client.get(LINK, {"code": code}).status_code == 410
    assert client.post(LINK, {"code": code}).status_code == 410


def test_a_link_made_for_something_else_does_not_sign_in(client, sample):
    values = signing.loads(code_of_link(sign_in_path(sample["member"])), salt="network.link.sample-account")
    code = code_for("calendar", **values)

    assert client.post(LINK, {"code": code}).status_code == 410
    assert client.get(f"{ACCOUNT}?code={code}").status_code == 302


def test_a_link_ends_with_any_sign_in_and_with_the_password(client, sample):
    by_mail, chosen = sample["member"], sample["contributor"]
    paths = [sign_in_path(by_mail), sign_in_path(chosen)]
    BrowserLikeClient().force_login(by_mail, backend="django.contrib.auth.backends.ModelBackend")
    chosen.set_password("quatre mots que personne ne met ensemble")
    chosen.save()

    assert [client.post(LINK, {"code": code_of_link(path)}).status_code for path in paths] == [410, 410]


def test_a_link_does_not_open_a_closed_account(client, sample):
    path = sign_in_path(sample["member"])
    sample["member"].is_active = False
    sample["member"].save()

    assert client.get(path).status_code == 410


def test_links_exist_with_sample_accounts_only(settings):
    def names():
        return [
            getattr(pattern, "name", None)
            for pattern in runpy.run_path(str(ROOT / "network/accounts/urls.py"))["urlpatterns"]
        ]

    assert "account_link" in names()
    settings.SAMPLE_ACCOUNTS = False
    assert "account_link" not in names()


def test_sample_accounts_are_made_once_and_left_as_they_are(sample):
    sample["member"].first_name = "Autre"
    sample["member"].save()

    again = make_sample_accounts()

    assert {role: user.pk for role, user in again.items()} == {role: user.pk for role, user in sample.items()}
    assert again["member"].first_name == "Autre"
    assert [user.has_usable_password() for user in again.values()] == [False] * 4


@pytest.mark.django_db(transaction=True)
def test_a_start_that_dies_half_way_leaves_no_sample_account_without_its_rights():
    def fail(_user):
        raise KeyboardInterrupt

    with hooks.register_temporarily(SAMPLE_ACCOUNT_HOOK, fail), pytest.raises(KeyboardInterrupt):
        make_sample_accounts()

    assert not get_user_model().objects.exists()
