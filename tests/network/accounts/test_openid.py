"""Signing in with ProConnect, against a real provider that runs beside the tests."""

import threading
from urllib.parse import parse_qs, urlsplit

import environ
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from network.accounts.openid import is_of_the_public_sector
from network.audience.roles import ORGANISERS
from network.settings.openid import openid_apps, openid_origins
from tests.clients import BrowserLikeClient
from tests.factories.network import UserFactory
from tests.html import soup_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
BEGIN = "/compte/proconnect/connexion/"
NANTES = {"usual_name": "Exemple", "siret": "24440040400129", "email_verified": True}


class Provider:
    """A running provider: its address, and who it knows."""

    def __init__(self):
        import flask  # noqa: PLC0415 -- slow, and only these tests need it
        import oidc_provider_mock  # noqa: PLC0415
        from werkzeug.serving import make_server  # noqa: PLC0415

        self.app = oidc_provider_mock.app(require_nonce=True)
        self.signs_answers = False
        self.app.after_request(self.sign)
        self.flask = flask
        self.server = make_server("127.0.0.1", 0, self.app, threaded=True)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def sign(self, response):
        """ProConnect answers `/userinfo` with a signed token."""
        if self.signs_answers and self.flask.request.path == "/userinfo":
            from authlib.jose import jwt  # noqa: PLC0415

            key = self.flask.g.oidc_provider_mock_storage.jwk
            claims = response.get_json() | {"iss": self.url, "aud": self.signs_answers, "exp": 4_000_000_000}
            head = {"alg": "RS256", "kid": key.as_dict()["kid"]}
            response.set_data(jwt.encode(head, claims, key.as_dict(is_private=True)))
            response.content_type = "application/jwt"
        return response

    def know(self, sub, **claims):
        requests.put(f"{self.url}/users/{sub}", json=claims, timeout=5).raise_for_status()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)


@pytest.fixture(scope="module")
def provider():
    running = Provider()
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def _set_up(home, provider, settings, monkeypatch):
    """The site as its settings make it for this provider."""
    provider.signs_answers = False
    monkeypatch.setenv("OPENID_SERVER", provider.url)
    monkeypatch.setenv("OPENID_CLIENT_ID", "reseau")
    monkeypatch.setenv("OPENID_CLIENT_SECRET", "un-secret")
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": openid_apps(environ.Env())}
    }


def go_to_provider(client):
    """Press the button. Returns the address at the provider."""
    answer = client.post(BEGIN)
    assert answer.status_code == 302
    return answer["Location"]


def agree(address, sub):
    """Say yes at the provider. Returns the path to which it sends the browser back."""
    answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def sign_in(sub, client=None):
    client = client or BrowserLikeClient()
    return client, client.get(agree(go_to_provider(client), sub))


def text_of(response):
    return soup_of(response).main.get_text(" ", strip=True)


def test_somebody_who_has_an_account_signs_in(provider):
    user = UserFactory(email="alix@nantesmetropole.example")
    provider.know("alix", email="Alix@nantesmetropole.example", **NANTES)

    client, answer = sign_in("alix")

    assert answer["Location"] == "/compte/"
    assert get_user(client) == user
    assert SocialAccount.objects.get().user == user


def test_the_answer_may_be_signed_as_proconnect_does(provider):
    user = UserFactory(email="alix@nantesmetropole.example")
    provider.signs_answers = "reseau"
    provider.know("signee", email=user.email, **NANTES)

    client, _answer = sign_in("signee")
    assert get_user(client) == user

    provider.signs_answers = "another-site"  # a token made for somebody else
    client, answer = sign_in("signee")
    assert answer.status_code == 403
    assert not get_user(client).is_authenticated


def test_what_is_asked_of_the_provider(provider):
    asked = parse_qs(urlsplit(go_to_provider(BrowserLikeClient())).query)

    assert sorted(asked["scope"][0].split()) == ["email", "given_name", "openid", "siret", "usual_name"]
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://testserver/compte/proconnect/retour/"]
    assert len(asked["nonce"][0]) >= 24
    assert len(asked["state"][0]) >= 16


def test_nobody_makes_an_account_by_it(provider, django_user_model):
    provider.know("inconnue", email="inconnue@nantesmetropole.example", **NANTES)

    client, answer = sign_in("inconnue")

    assert answer.status_code == 403
    assert not get_user(client).is_authenticated
    assert not django_user_model.objects.filter(email="inconnue@nantesmetropole.example").exists()


@pytest.mark.parametrize(
    "claims",
    [
        {"siret": "73282932000074"},
        {"siret": ""},
        {},
        {"siret": "24440040400129", "is_service_public": False},
        {"siret": "2444"},
    ],
)
def test_people_of_private_bodies_are_refused_in_plain_words(provider, claims, request):
    user = UserFactory(email="prive@entreprise.example")
    name = f"prive-{abs(hash(str(claims)))}"
    provider.know(name, email=user.email, email_verified=True, **claims)

    client, answer = sign_in(name)

    assert answer.status_code == 403
    assert "secteur public" in text_of(answer)
    assert not get_user(client).is_authenticated


def test_which_employers_are_public():
    assert is_of_the_public_sector({"siret": "13002526500013"})
    assert is_of_the_public_sector({"siret": "244 400 404 00129"})
    assert is_of_the_public_sector({"siret": "77567227224234", "is_service_public": True})
    assert not is_of_the_public_sector({"siret": "77567227224234"})
    assert not is_of_the_public_sector({"siret": ["24440040400129"]})


def test_an_address_that_the_provider_did_not_check_opens_nothing(provider):
    user = UserFactory(email="alix@nantesmetropole.example")
    provider.know("non-verifiee", email=user.email, **NANTES | {"email_verified": False})

    client, answer = sign_in("non-verifiee")

    assert answer.status_code == 403
    assert not get_user(client).is_authenticated


def test_a_closed_account_does_not_sign_in(provider):
    user = UserFactory(email="fermee@nantesmetropole.example", is_active=False)
    provider.know("fermee", email=user.email, **NANTES)

    client, _answer = sign_in("fermee")

    assert not get_user(client).is_authenticated


def test_an_organiser_still_needs_the_second_factor(provider):
    user = UserFactory(email="equipe@nantesmetropole.example", roles=(ORGANISERS,))
    provider.know("equipe", email=user.email, **NANTES)

    client, _answer = sign_in("equipe")

    for path in ("/admin/", "/compte/", "/api/search/?q=a"):
        assert client.get(path).status_code in {302, 403}
    assert client.get("/admin/")["Location"] == "/compte/securite/"


def test_an_answer_of_another_session_or_given_twice_is_refused(provider):
    UserFactory(email="alix@nantesmetropole.example")
    provider.know("alix-2", email="alix@nantesmetropole.example", **NANTES)
    client = BrowserLikeClient()
    back = agree(go_to_provider(client), "alix-2")

    stranger = BrowserLikeClient()
    assert stranger.get(back).status_code == 403
    assert not get_user(stranger).is_authenticated
    assert client.get(back).status_code == 302
    again = BrowserLikeClient()
    assert again.get(back).status_code == 403


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x&code=y", "?error=access_denied", "?error=%00"])
def test_a_made_up_answer_is_refused_in_the_site_s_look(query):
    answer = BrowserLikeClient().get(f"/compte/proconnect/retour/{query}")

    assert answer.status_code == 403
    assert "n’a pas confirmé votre identité" in text_of(answer)


def test_a_provider_that_does_not_answer_is_said_in_plain_words(settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"

    answer = BrowserLikeClient().post(BEGIN)

    assert answer.status_code == 403
    assert "n’a pas répondu" in text_of(answer)


def test_it_begins_by_a_button_only():
    assert BrowserLikeClient().get(BEGIN).status_code == 405
    assert Client(enforce_csrf_checks=True).post(BEGIN).status_code == 403


def test_without_its_settings_there_is_no_such_sign_in(settings, monkeypatch):
    for name in ("OPENID_SERVER", "OPENID_CLIENT_ID", "OPENID_CLIENT_SECRET"):
        monkeypatch.delenv(name)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": openid_apps(environ.Env())}}

    assert BrowserLikeClient().post(BEGIN).status_code == 404
    assert "ProConnect" not in BrowserLikeClient().get("/compte/connexion/").content.decode()


def test_half_of_the_settings_is_an_error_that_names_the_rest(monkeypatch):
    monkeypatch.delenv("OPENID_CLIENT_SECRET")

    with pytest.raises(ImproperlyConfigured, match="OPENID_CLIENT_SECRET"):
        openid_apps(environ.Env())


def test_forms_may_lead_to_the_provider_and_nowhere_else(provider):
    assert openid_origins(environ.Env()) == [provider.url]
