"""What somebody tries who does not belong: codes of something else, old sessions, ways round."""

import re

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache
from wagtail.models import PageViewRestriction

from network.accounts import invitations
from network.accounts.models.user import User
from network.audience.roles import ORGANISERS, Role
from tests.audience.outputs import routes
from tests.clients import BrowserLikeClient
from tests.factories.directory import PersonFactory
from tests.factories.network import StandardPageFactory, UserFactory
from tests.network.accounts.doors import CODE, GOOD_PASSWORD, SIGN_IN, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(home):
    """Pages need a site to stand on."""


def from_network(number):
    return BrowserLikeClient(REMOTE_ADDR=f"198.51.{number // 250}.{number % 250}")


# Codes and links of something else


def test_a_code_of_another_purpose_does_not_sign_in(member, organiser):
    """The code of an invitation is no sign-in code, and a sign-in code opens no invitation."""
    invitations.invite(person=PersonFactory(), email="a@ville.example", role=Role.MEMBER, by=organiser)
    link_code = re.search(r"/compte/invitation/([^/\s]+)/", mail.outbox[0].body)[1]
    client = BrowserLikeClient()
    client.post(SIGN_IN, {"email": member.email})
    mail_code = re.search(r"^ {4}(\S+)$", mail.outbox[1].body, re.MULTILINE)[1]

    client.post(CODE, {"code": link_code})
    assert not get_user(client).is_authenticated
    assert BrowserLikeClient().post(f"/compte/invitation/{mail_code}/").status_code == 410
    assert BrowserLikeClient().post(f"/compte/ouverture/{link_code}/").status_code == 410
    assert BrowserLikeClient().post("/compte/lien/", {"code": link_code}).status_code == 410


def test_a_sign_in_code_is_no_second_factor(organiser):
    client = BrowserLikeClient()
    client.post(SIGN_IN, {"email": organiser.email})
    code = re.search(r"^ {4}(\S+)$", mail.outbox[0].body, re.MULTILINE)[1]
    client.post(CODE, {"code": code})

    client.post("/compte/securite/confirmer/", {"code": code})

    assert client.get("/admin/").status_code == 302


# Addresses and names


@pytest.mark.parametrize(
    "address",
    [
        "m\u0435mbre@reseau.example",
        "membre@r\u0435seau.example",
        "m\u0131mbre@reseau.example",
        "membre\u200b@reseau.example",
    ],
)
def test_an_address_that_only_looks_like_a_known_one_gets_no_mail(address):
    UserFactory(email="membre@reseau.example")

    answer = BrowserLikeClient().post(SIGN_IN, {"email": address})

    assert answer.status_code == 200
    assert "lettre qui ressemble" in text_of(answer)
    assert mail.outbox == []


def test_names_are_kept_without_what_hides_or_turns_text(organiser):
    user = User(email="A@Ville.example", first_name="\u202eAlix\u200b\r\nBcc: x", last_name="Exemple\u2066")
    user.set_unusable_password()
    user.full_clean()
    user.save()

    assert (user.email, user.first_name, user.last_name) == ("a@ville.example", "Alix Bcc: x", "Exemple")


def test_an_account_made_in_capitals_signs_in(client):
    user = User.objects.create_user("Camille.Exemple@Ville.Example")
    client.post(SIGN_IN, {"email": "CAMILLE.exemple@ville.example"})
    client.post(CODE, {"code": re.search(r"^ {4}(\S+)$", mail.outbox[0].body, re.MULTILINE)[1]})

    assert get_user(client) == user


# Sessions


def test_the_session_of_a_deleted_account_is_worth_nothing(sign_in, organiser):
    client = sign_in(organiser)
    organiser.delete()

    assert client.get("/").status_code == 200
    assert not get_user(client).is_authenticated
    for path in ("/admin/", "/compte/"):
        assert client.get(path, follow=True).redirect_chain[-1][0].startswith(SIGN_IN)


def test_the_sessions_of_a_closed_account_end_at_once(sign_in, member):
    client = sign_in(member)
    member.is_active = False
    member.save()

    assert client.get("/compte/")["Location"].startswith(SIGN_IN)


@pytest.mark.parametrize("cookie", ["", "x", "\x00", "é", "A" * 8_000, "../../etc/passwd"])
def test_a_made_up_session_is_that_of_a_visitor(client, settings, cookie):
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie

    assert client.get("/").status_code == 200
    assert client.get("/compte/").status_code == 302


def test_signing_in_changes_the_key_of_the_session(client, member):
    client.post(SIGN_IN, {"email": member.email})
    before = client.session.session_key
    client.post(CODE, {"code": re.search(r"^ {4}(\S+)$", mail.outbox[0].body, re.MULTILINE)[1]})

    assert get_user(client) == member
    assert client.session.session_key != before


def test_signing_out_everywhere_ends_the_other_sessions(member):
    here, there = BrowserLikeClient(), BrowserLikeClient()
    for client in (here, there):
        client.post(SIGN_IN, {"email": member.email})
        client.post(CODE, {"code": re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE)[1]})
        client.get("/compte/appareils/")
    assert len(here.get("/compte/appareils/").context["sessions"]) == 2

    here.post("/compte/appareils/", {"all": "all"})

    assert not get_user(here).is_authenticated
    assert there.get("/compte/").status_code == 302


# A restriction that loses what it stands on


def test_a_page_closes_when_the_group_that_restricts_it_is_deleted(home, sign_in, member, administrator):
    bureau = Group.objects.create(name="Bureau")
    page = StandardPageFactory(parent=home, title="Pour le bureau", slug="bureau")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(bureau)
    member.groups.add(bureau)
    assert sign_in(member).get(page.url).status_code == 200

    bureau.delete()

    refused = sign_in(member).get(page.url)
    assert refused.status_code == 403
    assert "Pour le bureau" not in refused.content.decode()
    assert BrowserLikeClient().get(page.url)["Location"] == "/compte/connexion/?next=/bureau/"
    assert "Pour le bureau" in sign_in(administrator).get(page.url).content.decode()


# Ways round the second factor

DOORS = [
    ("get", "/admin/"),
    ("get", "/admin/login/"),
    ("post", "/admin/login/"),
    ("get", "/admin/password_reset/"),
    ("post", "/admin/password_reset/"),
    ("get", "/admin/password_reset/confirm/MQ/set-password/"),
    ("get", "/_util/login/"),
    ("get", "/admin/api/main/pages/"),
    ("get", "/api/search/?q=a"),
    ("get", "/api/v3/pages/"),
    ("post", "/api/v3/pages/"),
    ("get", "/admin/reports/audit/"),
    ("get", "/admin/account/"),
    ("post", "/admin/account/"),
    ("get", "/compte/mot-de-passe/"),
    ("get", "/compte/securite/codes/telecharger/"),
]


@pytest.mark.parametrize(("method", "path"), DOORS)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_no_door_opens_before_the_second_factor(sign_in, organiser, method, path, accept):
    client = sign_in(organiser, strong=False)

    answer = getattr(client, method)(path, headers={"accept": accept})

    assert answer.status_code in {302, 403}
    if answer.status_code == 302:
        assert answer["Location"] == "/compte/securite/"


def test_no_preview_opens_before_the_second_factor(home, sign_in, organiser):
    page = StandardPageFactory(parent=home, title="Brouillon secret", live=False)
    page.save_revision()
    client = sign_in(organiser, strong=False)

    for path in ("view_draft/", "edit/preview/?mode=", f"revisions/{page.latest_revision_id}/view/", "edit/"):
        answer = client.get(f"/admin/pages/{page.pk}/{path}")
        assert (answer.status_code, answer["Location"]) == (302, "/compte/securite/"), path


def test_every_route_of_an_api_is_closed_before_the_second_factor(sign_in, organiser):
    client = sign_in(organiser, strong=False)
    fixed = [f"/{route}" for route in routes() if route.startswith("api/") and "<" not in route]

    assert "/api/search/" in fixed
    assert {client.get(path).status_code for path in fixed} == {403}


def test_a_token_of_wagtail_s_api_is_no_way_in(home, organiser):
    from wagtail.models import APIToken  # noqa: PLC0415

    made = APIToken.objects.create(user=organiser, name="essai")
    token = getattr(made, "token", "") or getattr(made, "key", "") or str(made.pk)

    for path in ("/api/v3/pages/", "/api/v3/", "/admin/api/main/pages/", "/admin/"):
        answer = BrowserLikeClient().get(path, headers={"authorization": f"Bearer {token}"})
        assert answer.status_code in {302, 401, 403, 404}, path


def test_a_new_password_is_no_way_round(organiser):
    """There is no reset by mail; whoever signs in by a code must give the second factor before choosing one."""
    assert [route for route in routes() if "password/reset" in route or "mot-de-passe/oubli" in route] == []
    client = BrowserLikeClient()
    client.post(SIGN_IN, {"email": organiser.email})
    client.post(CODE, {"code": re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE)[1]})

    answer = client.post("/compte/mot-de-passe/choisir/", {"password1": GOOD_PASSWORD, "password2": GOOD_PASSWORD})

    organiser.refresh_from_db()
    assert answer["Location"] == "/compte/securite/"
    assert not organiser.has_usable_password()


def test_becoming_an_organiser_by_wagtail_s_own_forms_is_for_administrators(sign_in, organiser, member):
    client = sign_in(organiser)
    group = Group.objects.get(name=ORGANISERS)

    for path in (
        "/admin/users/",
        f"/admin/users/edit/{member.pk}/",
        "/admin/groups/",
        f"/admin/groups/edit/{group.pk}/",
    ):
        assert client.get(path).status_code == 302, path
        assert client.post(path, {"groups": [group.pk], "is_superuser": "on"}).status_code == 302, path
    member.refresh_from_db()
    assert not member.groups.exists()
    assert not member.is_superuser


def test_caches_count_over_all_processes():
    """An attacker must not get one allowance for each process of the web server."""
    from django.core.cache import caches  # noqa: PLC0415

    cache.set("allauth:rl:essai", [1])

    assert caches["shared"].get("allauth:rl:essai") == [1]
