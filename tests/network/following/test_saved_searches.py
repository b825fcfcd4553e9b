"""Followed searches: what members are told, and nothing else."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from network.following import saved_searches
from network.following.digests import send_mail
from network.following.models.saved_searches import SavedSearch
from network.following.saved_searches import due_searches, follow_search, send_digest
from search import updating
from tests.factories.network import UserFactory
from tests.network.following.searches import LATER, followed, in_a_month, publish

CANARY = "hippopotame"
N = "\xa0"
pytestmark = pytest.mark.usefixtures("index")


# Following


def test_equal_searches_are_followed_once(member):
    first, is_new = follow_search(user=member, query="q=budget&sort=date&page=3&rubbish=1")
    again, is_new_again = follow_search(user=member, query="q=budget")

    assert (is_new, is_new_again) == (True, False)
    assert again == first
    assert (first.query, first.name) == ("q=budget", f"«{N}budget{N}»")


def test_a_search_is_named_after_all_it_asks(member):
    saved, _is_new = follow_search(user=member, query="q=budget&kind=pages&metropolis=Nantes&year=2022")

    assert saved.name == f"«{N}budget{N}»{N}· Pages{N}· Nantes{N}· 2022"


@pytest.mark.parametrize(
    "query", ["", "q=" + "é" * 3000, "q=%00%22&kind=<b>", "page=9999999999", "q=a&q=b&metropolis=" + "x" * 500]
)
def test_any_query_can_be_followed_and_asked(member, query):
    saved, _is_new = follow_search(user=member, query=query)

    assert len(saved.name) <= 120
    assert isinstance(saved_searches.latest_results(saved), list)


def test_a_member_follows_a_bounded_number_of_searches(member, sign_in, monkeypatch):
    monkeypatch.setattr(saved_searches, "MOST_PER_MEMBER", 2)
    client = sign_in(member)
    for words in ("un", "deux", "trois"):
        response = client.post("/compte/recherches/suivre/", {"query": f"q={words}"}, follow=True)

    assert SavedSearch.objects.count() == 2
    assert "Vous suivez 2 recherches" in response.content.decode()


# What is new


def test_a_digest_tells_what_came_since_the_newest_first(home, member):
    publish(home, "Ancien budget")
    saved = followed(member)
    publish(home, "Premier budget", "Le budget participatif des élu·e·s.")
    publish(home, "Second budget")

    assert in_a_month(saved) == 2

    (message,) = mail.outbox
    assert message.to == [member.email]
    assert message.subject == "2 nouveautés : « budget »"
    assert "Ancien budget" not in message.body
    assert message.body.index("Second budget") < message.body.index("Premier budget")
    assert "Le budget participatif des élu·e·s." in message.body
    assert "<mark>budget</mark> participatif" in message.alternatives[0].content
    assert re.search(r"http://\S+/premier-budget/", message.body)
    saved.refresh_from_db()
    assert saved.last_sent_at is not None


def test_nothing_new_sends_nothing_and_waits_for_the_next_month(home, member):
    publish(home, "Ancien budget")
    saved = followed(member)

    assert in_a_month(saved) == 0

    assert mail.outbox == []
    saved.refresh_from_db()
    assert saved.last_sent_at is None
    assert saved.told_until > timezone.now() + LATER - timedelta(minutes=5)


def test_each_result_is_told_once(home, member):
    saved = followed(member)
    publish(home, "Le budget")
    moment = timezone.now() + LATER

    assert [send_digest(saved.pk, send_mail, now=moment + timedelta(days=40 * turn)) for turn in range(3)] == [1, 0, 0]
    assert len(mail.outbox) == 1


def test_a_change_of_an_old_text_is_no_news(home, member):
    page = publish(home, "Le budget")
    saved = followed(member)
    page.title = "Le budget corrigé"
    page.save_revision().publish()

    assert in_a_month(saved) == 0


def test_a_rebuilt_index_makes_nothing_new(home, member):
    publish(home, "Le budget")
    saved = followed(member)
    updating.rebuild()

    assert in_a_month(saved) == 0


def test_a_mail_that_cannot_be_sent_is_sent_the_next_time(home, member):
    saved = followed(member)
    publish(home, "Le budget")

    def broken(*arguments):
        raise ConnectionError

    with pytest.raises(ConnectionError):
        send_digest(saved.pk, broken, now=timezone.now() + LATER)
    assert in_a_month(saved) == 1


def test_results_with_only_some_of_the_words_are_no_news(home, member):
    saved = followed(member, "budget+participatif+nantais")
    publish(home, "Le budget participatif")

    assert in_a_month(saved) == 0


def test_many_new_results_are_counted_and_the_latest_named(home, member):
    saved = followed(member)
    for number in range(25):
        publish(home, f"Budget numéro {number}")

    assert in_a_month(saved) == 25

    (message,) = mail.outbox
    assert message.body.count("\n* Budget") == 20
    assert f"Et 5 autres{N}: http" in message.body


# Who may see what


def test_restricted_texts_are_told_to_those_who_may_read_them_only(home):
    group = Group.objects.create(name="Dedans")
    insider, outsider = UserFactory(), UserFactory()
    insider.groups.add(group)
    searches = [followed(user, CANARY) for user in (insider, outsider)]
    publish(home, "Confidentiel", f"Le {CANARY} est là.", groups=[group])

    assert [in_a_month(saved) for saved in searches] == [1, 0]
    assert [message.to for message in mail.outbox] == [[insider.email]]


def test_a_text_opened_later_is_new_to_those_who_could_not_read_it(home, member):
    group = Group.objects.create(name="Dedans")
    page = publish(home, "Confidentiel", CANARY, groups=[group])
    saved = followed(member, CANARY)

    PageViewRestriction.objects.filter(page=page).delete()

    assert in_a_month(saved) == 1


def test_rights_are_those_of_the_moment(home, client):
    group = Group.objects.create(name="Dedans")
    user = UserFactory()
    user.groups.add(group)
    publish(home, "Confidentiel", CANARY, groups=[group])
    saved = followed(user, CANARY)
    address = f"/compte/recherches/{saved.token}.atom"
    before = client.get(address)
    assert "Confidentiel" in before.content.decode()

    user.groups.clear()

    after = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "Confidentiel" not in after.content.decode()
    assert CANARY not in after.content.decode().replace(saved.name, "").replace(f"q={CANARY}", "")


def test_a_closed_account_has_no_mail_and_no_feed(home, member, client):
    saved = followed(member)
    publish(home, "Le budget")
    member.is_active = False
    member.save()

    assert in_a_month(saved) == 0
    assert due_searches(timezone.now() + LATER) == []
    assert client.get(f"/compte/recherches/{saved.token}.atom").status_code == 404


# When


@pytest.mark.parametrize(
    ("frequency", "told", "due"),
    [
        ("weekly", "2026-11-02", "2026-11-09"),
        ("monthly", "2026-11-02", "2026-12-02"),
        ("monthly", "2026-01-31", "2026-02-28"),
        ("monthly", "2026-12-15", "2027-01-15"),
        ("never", "2020-01-01", None),
    ],
)
def test_a_digest_is_due_after_its_week_or_month_whatever_the_hour(member, frequency, told, due):
    saved = followed(member, frequency=frequency, told_until=datetime.fromisoformat(f"{told}T21:30:00+00:00"))
    first = datetime.fromisoformat(f"{told}T00:00:00+00:00")
    days = [first + timedelta(days=number, hours=5) for number in range(70)]

    found = next((day.date().isoformat() for day in days if saved in due_searches(day)), None)

    assert found == due


def test_the_command_sends_what_is_due_and_a_dry_run_nothing(home, member, capsys):
    saved = followed(member, told_until=datetime(2026, 1, 1, tzinfo=UTC))
    followed(member, "autre")
    publish(home, "Le budget")

    call_command("send_search_digests", "--dry-run")
    assert f"{saved.pk} «{N}budget{N}»: 1 new\n1 searches are due." in capsys.readouterr().out
    assert mail.outbox == []

    call_command("send_search_digests")
    assert len(mail.outbox) == 1
