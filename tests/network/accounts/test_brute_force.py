"""Brute force: thousands of requests send few mails, and leave few rows."""

from time import time

import pytest
from allauth.core.internal import ratelimit
from django.apps import apps
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import caches
from django.test import RequestFactory
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from network.accounts.models.audit import AuditEntry
from network.accounts.rate_limits import allows
from network.page_cache.models.shared_cache import SharedCacheEntry
from tests.clients import BrowserLikeClient
from tests.factories.network import StandardPageFactory
from tests.network.accounts.doors import CODE, GOOD_PASSWORD, PASSWORD, SIGN_IN, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(home):
    """Pages need a site to stand on."""


def network(number):
    return f"198.{number // 65_000}.{number // 250 % 250}.{number % 250}"


def from_network(number):
    return BrowserLikeClient(REMOTE_ADDR=network(number))


def kept():
    """Everything the counting keeps: ``{key: history}``."""
    shared = caches["shared"]
    return {key: shared.get(key.split(":", 2)[2]) for key in list(shared._cache)}


# The count itself, asked thousands of times: what sends a code asks it first.


def code_allowed(*, address, number):
    request = RequestFactory().post(SIGN_IN, REMOTE_ADDR=network(number))
    used = ratelimit.consume(request, app="allauth.account", action="request_login_code", key=address)
    return used is not None


def test_five_thousand_requests_for_one_address_from_as_many_networks_are_ten_mails_an_hour(monkeypatch):
    now = time()
    allowed = 0
    for attempt in range(5_000):
        monkeypatch.setattr(ratelimit.time, "time", lambda at=now + attempt * 0.7: at)  # within one hour
        allowed += code_allowed(address="membre@reseau.example", number=attempt)

    assert allowed == 10
    of_the_address = [history for key, history in kept().items() if ":ip:" not in key]
    assert len(of_the_address) == 2  # a minute, an hour
    assert max(map(len, of_the_address)) <= 10


def test_five_thousand_addresses_from_one_network_are_twenty_mails_an_hour_and_leave_no_more_rows():
    allowed = sum(code_allowed(address=f"personne{number}@ville.example", number=1) for number in range(5_000))

    assert allowed == 20
    assert len(kept()) == 1 + 2 * 20  # the network, and the addresses that were written to


@pytest.mark.parametrize(
    ("form", "most"), [("account_request", 20), ("contact", 20), ("correction", 40), ("objection", 20)]
)
def test_a_thousand_forms_from_one_network_are_taken_few_times(form, most):
    request = RequestFactory().post("/", REMOTE_ADDR=network(1))

    assert sum(allows(request, form, address=f"personne{number}@ville.example") for number in range(1_000)) == most
    assert len(kept()) <= 1 + most + most


def test_the_table_of_counts_stays_small_whatever_is_asked(settings):
    """As in production: rows of the database, culled beyond a number."""
    settings.CACHES = settings.CACHES | {
        "shared": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "network_shared_cache",
            "OPTIONS": {"MAX_ENTRIES": 60},
        }
    }
    for number in range(150):
        code_allowed(address=f"personne{number}@ville.example", number=number)

    assert SharedCacheEntry.objects.count() <= 60 + 2


# Whole requests


def test_a_flood_of_requests_leaves_the_mails_of_the_first_ones_and_nothing_else(member):
    BrowserLikeClient().get(SIGN_IN)
    before = count_of_rows()
    answers = [BrowserLikeClient().post(SIGN_IN, {"email": f"personne{number}@ville.example"}) for number in range(80)]

    assert [answer.status_code for answer in answers] == [302] * 20 + [429] * 60
    assert "Trop d’essais" in text_of(answers[-1])
    assert len(mail.outbox) == 20
    assert Session.objects.count() == 20
    assert count_of_rows() == before


def count_of_rows():
    """Rows of our own tables, sessions and counts apart."""
    ours = [
        model for model in apps.get_models() if model._meta.app_label == "network" and model is not SharedCacheEntry
    ]
    return {model._meta.label: count for model in ours if (count := model._default_manager.count())}


def test_one_address_asked_for_from_many_networks_gets_few_mails(member, monkeypatch):
    now = time()
    for attempt in range(60):
        monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda at=now + attempt * 59: at)
        answer = from_network(attempt).post(SIGN_IN, {"email": member.email})
        assert answer.status_code in {302, 429}

    assert len(mail.outbox) == 10
    assert "Trop d’essais" in text_of(answer)


def test_a_password_is_tried_five_times_whatever_the_networks(member):
    member.set_password(GOOD_PASSWORD)
    member.save()
    for attempt in range(5):
        from_network(attempt).post(PASSWORD, {"login": member.email, "password": f"essai {attempt}"})

    client = from_network(99)
    answer = client.post(PASSWORD, {"login": member.email, "password": GOOD_PASSWORD})

    assert not get_user(client).is_authenticated
    assert answer.status_code == 200
    assert "Trop" in text_of(answer)
    assert AuditEntry.objects.filter(action=AuditEntry.Action.SIGN_IN_FAILED).count() >= 5


def test_a_code_cannot_be_guessed_by_opening_many_sessions(member):
    """Three tries for each code, three codes a minute: nine guesses among some hundred million."""
    guesses = 0
    for attempt in range(20):
        client = from_network(attempt)
        if client.post(SIGN_IN, {"email": member.email}).status_code != 302:
            continue
        for _try in range(5):
            guesses += client.post(CODE, {"code": "BCDFGH"}).status_code == 200
        assert not get_user(client).is_authenticated

    assert guesses <= 9


def test_second_factor_codes_are_limited_too(home, organiser, monkeypatch):
    monkeypatch.setattr("django.db.transaction.on_commit", lambda function, **_options: function())
    from tests.network.accounts.test_second_factor import code_for, sign_in_by_mail  # noqa: PLC0415

    first = BrowserLikeClient()
    sign_in_by_mail(first, organiser)
    secret = first.get("/compte/securite/application/").context["form"].secret
    first.post("/compte/securite/application/", {"code": code_for(secret)})
    client = BrowserLikeClient()
    sign_in_by_mail(client, organiser)

    answers = [client.post("/compte/securite/verification/", {"code": f"{number:06}"}) for number in range(30)]

    assert "Trop" in text_of(answers[-1])
    cache_hit = client.post("/compte/securite/verification/", {"code": code_for(secret)})
    assert cache_hit.status_code == 200  # even the right one, until the minutes are over
    assert client.get("/admin/").status_code == 302


def test_a_shared_password_is_tried_ten_times_a_minute(home):
    page = StandardPageFactory(parent=home, title="Dossier", slug="dossier")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password=GOOD_PASSWORD)
    address = f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    client = from_network(1)
    answers = [client.post(address, {"password": f"essai {number}", "return_url": page.url}) for number in range(10)]
    assert {answer.status_code for answer in answers} == {200}

    refused = client.post(address, {"password": GOOD_PASSWORD, "return_url": page.url})
    elsewhere = from_network(2).post(address, {"password": GOOD_PASSWORD, "return_url": page.url})

    assert refused.status_code == 429
    assert "Trop de demandes" in text_of(refused)
    assert elsewhere["Location"] == page.url


def test_the_shared_password_of_a_collection_too(home):
    restriction = CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(), restriction_type="password", password=GOOD_PASSWORD
    )
    client = from_network(1)

    answers = [
        client.post(f"/documents/authenticate_with_password/{restriction.pk}/", {"password": "x", "return_url": "/"})
        for _try in range(11)
    ]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
