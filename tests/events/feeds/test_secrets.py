"""`/calendriers/perso/<token>.ics`: how its secret is kept (R27)."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.feeds.subscriptions import make_subscription, renew, revoke, subscription_at, token_of
from events.feeds.views import personal
from tests.events.feeds.calendars_of_mine import address, fetch

pytestmark = pytest.mark.django_db


def test_the_answer_is_private_and_says_nothing_of_its_address(agenda, client, somebody, subscription):
    response = fetch(client, subscription)

    assert response["Cache-Control"] == "private, max-age=300"  # R23
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert token_of(subscription).encode() not in response.content


def test_no_table_of_the_database_holds_a_working_address(agenda, client, somebody, subscription):
    token = token_of(subscription)
    fetch(client, subscription)

    assert len(token) == 32  # 192 bits
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        for table in tables & set(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            assert token not in repr(cursor.fetchall()), table


def test_with_another_secret_key_the_database_gives_no_address(subscription, settings):
    token = token_of(subscription)
    settings.SECRET_KEY = "another machine"  # noqa: S105

    assert token_of(subscription) == ""
    assert subscription_at(token) is None
    settings.SECRET_KEY_FALLBACKS = ["for-tests-only"]
    assert subscription_at(f"https://x.example/calendriers/perso/{token}.ics?x") == subscription


@pytest.mark.parametrize("token", ["x", "A" * 32, "A" * 3000, "é", "' OR 1=1 --"])
def test_an_unknown_token_is_not_found_after_one_query_whatever_it_looks_like(client, db, token):
    """Constant time: the same single look-up by keyed hash for any token; nothing is compared letter by letter."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"/calendriers/perso/{token}.ics")

    assert response.status_code == 404
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == "Il n’y a pas de calendrier à cette adresse.\n"
    assert len(look_ups(captured)) == 1


def look_ups(captured):
    """The queries that ask for a subscription; others follow any 404 (redirects)."""
    return [query for query in captured if "events_calendarsubscription" in query["sql"]]


def test_a_closed_or_renewed_address_says_so(client, somebody, subscription, agenda):
    new = renew(subscription, by=somebody)

    old = fetch(client, subscription)

    assert old.status_code == 410
    assert "fermée" in old.content.decode()
    assert fetch(client, new).status_code == 200
    revoke(new)
    assert fetch(client, new).status_code == 410


def test_the_calendar_of_a_closed_account_is_closed(client, somebody, subscription, agenda):
    somebody.is_active = False
    somebody.save()

    assert fetch(client, subscription).status_code == 410


def test_no_log_holds_a_token(client, agenda, subscription, caplog):
    caplog.set_level(logging.DEBUG)
    token = token_of(subscription)
    fetch(client, subscription)
    revoke(subscription)
    fetch(client, subscription)
    client.get("/calendriers/perso/inconnu-secret.ics")
    client.post(address(subscription))

    text = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert token not in text
    assert "inconnu-secret" not in text


def test_too_many_fetches_of_one_calendar_are_slowed_down_without_harm_to_others(
    client, agenda, somebody, subscription, monkeypatch
):
    monkeypatch.setattr(personal.of_one_calendar, "most", 3)
    other = make_subscription(user=somebody)

    statuses = [fetch(client, subscription).status_code for _time in range(5)]

    assert statuses == [200, 200, 200, 429, 429]
    refused = fetch(client, subscription)
    assert refused["Retry-After"] == "300"
    assert refused["Content-Type"] == "text/plain; charset=utf-8"
    assert fetch(client, other).status_code == 200  # R27: Google asks for all from one address


def test_strangers_who_try_tokens_are_slowed_down_and_cost_one_query_each(client, agenda, subscription, monkeypatch):
    monkeypatch.setattr(personal.of_strangers, "most", 5)

    with CaptureQueriesContext(connection) as captured:
        statuses = [client.get(f"/calendriers/perso/{number}.ics").status_code for number in range(50)]

    assert statuses == [404] * 5 + [429] * 45
    assert len(look_ups(captured)) == 50
    assert all(query["sql"].startswith("SELECT") for query in captured)
    assert fetch(client, subscription).status_code == 200


def test_a_flood_fills_no_memory():
    limit = personal.Limit(most=2, seconds=60, remembered=100)

    for number in range(1000):
        limit.allows(number)

    assert len(limit.counts) == 100


def test_the_time_of_a_limit_runs_from_the_first_request():
    limit = personal.Limit(most=2, seconds=60)

    assert [limit.allows("x", now=now) for now in (0, 1, 2, 59)] == [True, True, False, False]
    assert limit.allows("other", now=59)
    assert [limit.allows("x", now=now) for now in (61, 62, 63)] == [True, True, False]


def test_a_limit_counts_right_when_threads_ask_at_once():
    limit = personal.Limit(most=100, seconds=60)

    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(limit.allows, ["x"] * 2000))

    assert allowed.count(True) == 100
