"""Organisers and administrators need a second factor, whatever the way in."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.cache import cache

from network.accounts.models.audit import AuditEntry
from network.accounts.sample_accounts import sign_in_path
from network.accounts.second_factor import needs_second_factor
from network.audience.roles import CONTRIBUTORS, ORGANISERS
from tests.clients import BrowserLikeClient
from tests.factories.network import UserFactory

pytestmark = pytest.mark.django_db

SETTING_UP = "/compte/securite/"
CONFIRMING = "/compte/securite/confirmer/"


def code_for(secret):
    """What an authentication application shows now (RFC 6238)."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def code_in_mail():
    return re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE)[1]


def sign_in_by_mail(client, user):
    client.post("/compte/connexion/", {"email": user.email})
    return client.post("/compte/code/", {"code": code_in_mail()})


@pytest.fixture
def set_up_application(monkeypatch):
    """What is due when the change is kept is done at once: a test's transaction is never kept."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda function, **_options: function())

    def set_up(client):
        page = client.get("/compte/securite/application/")
        secret = page.context["form"].secret
        return secret, client.post("/compte/securite/application/", {"code": code_for(secret)})

    return set_up


def test_who_needs_one():
    writers = Group.objects.create(name="Rédaction")
    writers.permissions.add(Permission.objects.get(codename="access_admin"))

    assert not needs_second_factor(UserFactory())
    assert not needs_second_factor(UserFactory(roles=(CONTRIBUTORS,)))
    assert needs_second_factor(UserFactory(roles=(ORGANISERS,)))
    assert needs_second_factor(UserFactory(roles=("Rédaction",)))
    assert needs_second_factor(UserFactory(roles=(CONTRIBUTORS, "Rédaction")))
    assert needs_second_factor(UserFactory(is_superuser=True))


PATHS = [
    "/",
    "/admin/",
    "/admin/pages/",
    "/admin/api/main/pages/",
    "/admin/account/",
    "/admin/sprite/",
    "/compte/",
    "/compte/appareils/",
    "/recherche/?q=a",
    "/inconnu/",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_opens_before_the_second_factor(home, sign_in, organiser, path, method):
    response = getattr(sign_in(organiser, strong=False), method)(path)

    assert response.status_code == 302
    assert response["Location"] == SETTING_UP


def test_programs_are_told_in_their_language(home, sign_in, organiser):
    response = sign_in(organiser, strong=False).get("/admin/pages/", headers={"accept": "application/json"})

    assert response.status_code == 403
    assert "second" in response.json()["detail"]


def test_members_need_none(home, sign_in, member):
    assert sign_in(member, strong=False).get("/compte/").status_code == 200


def test_a_member_who_becomes_organiser_needs_one_at_once(home, sign_in, member):
    client = sign_in(member, strong=False)
    member.groups.add(Group.objects.get(name=ORGANISERS))

    assert client.get("/compte/")["Location"] == SETTING_UP


def test_an_organiser_sets_up_an_application_at_the_first_sign_in(home, organiser, set_up_application):
    client = BrowserLikeClient()
    sign_in_by_mail(client, organiser)
    assert client.get("/admin/")["Location"] == SETTING_UP
    assert "Votre rôle demande un second facteur" in client.get(SETTING_UP).content.decode()

    _secret, response = set_up_application(client)

    assert response["Location"] == "/compte/securite/codes/"
    assert len(client.get("/compte/securite/codes/").context["unused_codes"]) == 10
    assert client.get("/admin/").status_code == 200
    assert AuditEntry.objects.filter(action=AuditEntry.Action.SECOND_FACTOR, actor=organiser).count() == 2


def test_the_secret_is_not_readable_in_the_database(home, organiser, set_up_application):
    client = BrowserLikeClient()
    sign_in_by_mail(client, organiser)
    secret, _response = set_up_application(client)

    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept
    assert len(kept) > 80


def test_the_code_by_mail_is_not_enough_the_next_time(home, organiser, set_up_application):
    first = BrowserLikeClient()
    sign_in_by_mail(first, organiser)
    secret, _response = set_up_application(first)

    client = BrowserLikeClient()
    response = sign_in_by_mail(client, organiser)
    assert response["Location"].startswith("/compte/securite/verification/")
    # The site's door leads back to the question that is still open.
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/compte/securite/verification/")
    refused = client.post("/compte/securite/verification/", {"code": "000000"})
    assert refused.status_code == 200
    Authenticator.objects.update(last_used_at=None)
    cache.clear()
    client.post("/compte/securite/verification/", {"code": code_for(secret)})
    assert client.get("/admin/").status_code == 200


def test_a_recovery_code_works_once(home, organiser, set_up_application):
    first = BrowserLikeClient()
    sign_in_by_mail(first, organiser)
    set_up_application(first)
    code = first.get("/compte/securite/codes/").context["unused_codes"][0]

    client = BrowserLikeClient()
    sign_in_by_mail(client, organiser)
    client.post("/compte/securite/verification/", {"code": code})
    assert client.get("/admin/").status_code == 200
    other = BrowserLikeClient()
    sign_in_by_mail(other, organiser)
    assert other.post("/compte/securite/verification/", {"code": code}).status_code == 200
    assert other.get("/admin/").status_code == 302


def test_a_password_is_not_a_way_round(home, organiser):
    organiser.set_password("quatre mots que personne ne met ensemble")
    organiser.save()
    client = BrowserLikeClient()
    response = client.post(
        "/compte/mot-de-passe/connexion/",
        {"login": organiser.email, "password": "quatre mots que personne ne met ensemble"},
    )
    assert response["Location"] == "/compte/"

    assert client.get("/admin/")["Location"] == SETTING_UP


def test_a_session_without_the_factor_one_has_must_show_it(home, sign_in, organiser, set_up_application):
    first = BrowserLikeClient()
    sign_in_by_mail(first, organiser)
    set_up_application(first)

    client = sign_in(organiser, strong=False)

    assert client.get("/admin/pages/")["Location"] == f"{CONFIRMING}?next=%2Fadmin%2Fpages%2F"
    # Nor may it set up another factor beside the first, even with the password.
    for path in ("/compte/securite/application/", "/compte/securite/cles/ajouter/", "/compte/confirmer/"):
        assert client.get(path)["Location"].startswith(CONFIRMING)


@pytest.mark.parametrize("path", ["/admin/login/", "/_util/login/", "/admin/password_reset/", "/admin/logout/"])
def test_wagtail_has_no_sign_in_of_its_own(home, client, organiser, path):
    organiser.set_password("quatre mots que personne ne met ensemble")
    organiser.save()
    client.post(path, {"username": organiser.email, "password": "quatre mots que personne ne met ensemble"})

    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/compte/connexion/")


def test_wagtail_resets_no_password(home, client, organiser):
    client.post("/admin/password_reset/", {"email": organiser.email})

    assert mail.outbox == []


def test_the_link_of_a_sample_account_is_enough_at_home_only(home, client, organiser, settings):
    client.post("/compte/lien/", {"code": sign_in_path(organiser).partition("code=")[2]})
    assert client.get("/admin/").status_code == 200

    settings.SAMPLE_ACCOUNTS = False
    assert client.get("/admin/")["Location"] == SETTING_UP


def test_records_of_somebody_else_s_session_do_not_count(home, sign_in, organiser, administrator):
    client = sign_in(administrator)
    client.force_login(organiser, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/admin/")["Location"] == SETTING_UP


def test_a_visitor_without_a_session_costs_no_query_here(home, client, django_assert_num_queries):
    with django_assert_num_queries(1):  # the redirects' look-up of a page that is not there is Wagtail's
        client.get("/robots.txt")
