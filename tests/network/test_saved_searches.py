"""Followed searches: what members are told, by mail and by feed, and nothing else."""

import re
from datetime import UTC, datetime, timedelta
from email import policy
from email.parser import BytesParser
from xml.etree import ElementTree as ET

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from network import saved_searches
from network.models import SavedSearch
from network.saved_searches import due_searches, follow_search, send_digest, stop_code
from network.search_digests import send_mail
from search import updating
from search.engines import engine
from search.models import Arrival
from tests.factories.network import StandardPageFactory, UserFactory
from tests.html import errors_of, soup_of, structure_problems

ATOM = "{http://www.w3.org/2005/Atom}"
CANARY = "hippopotame"
LATER = timedelta(days=40)
N = "\xa0"


@pytest.fixture(autouse=True)
def _index(home, search_at_once):
    updating.rebuild()
    yield
    engine().files.close()


def publish(home, title, text="", groups=None):
    page = StandardPageFactory.build(title=title, body=[("paragraph", f"<p>{text}</p>")])
    home.add_child(instance=page)
    if groups is not None:
        restrict(page, groups)
    page.save_revision().publish()
    return page


def restrict(page, groups):
    kind = PageViewRestriction.GROUPS if groups else PageViewRestriction.LOGIN
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    restriction.groups.set(groups)
    return restriction


def followed(user, words="budget", **fields):
    saved, _is_new = follow_search(user=user, query=f"q={words}")
    for name, value in fields.items():
        setattr(saved, name, value)
    saved.save()
    return saved


def in_a_month(saved):
    return send_digest(saved.pk, send_mail, now=timezone.now() + LATER)


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


# The feed


def feed_of(saved, **headers):
    return Client().get(f"/compte/recherches/{saved.token}.atom", headers=headers)


def test_the_feed_is_valid_private_and_says_what_the_page_says(home, member):
    publish(home, "Le budget & <les> autres", "Un budget participatif.")
    saved = followed(member)

    response = feed_of(saved)

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Robots-Tag"] == "noindex"
    root = ET.fromstring(response.content)  # noqa: S314 -- our own
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}title") == f"«{N}budget{N}» – Métropoles participatives"
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Le budget & <les> autres"
    assert "Un <mark>budget</mark> participatif." in entry.findtext(f"{ATOM}summary")
    assert (
        entry.findtext(f"{ATOM}updated")
        == Arrival.objects.get(key=entry.findtext(f"{ATOM}id").partition(",2026:")[2]).since.isoformat()
    )
    assert entry.find(f"{ATOM}link").get("href").startswith("http")
    for needed in ("id", "updated"):
        assert root.findtext(f"{ATOM}{needed}")


def test_an_unchanged_feed_is_not_sent_again_nor_computed(home, member, monkeypatch):
    publish(home, "Le budget")
    saved = followed(member)
    first = feed_of(saved)
    assert feed_of(saved).content == first.content
    monkeypatch.setattr(saved_searches, "latest_results", None)

    again = feed_of(saved, **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("change", ["new", "edited", "gone", "restricted"])
def test_a_changed_feed_is_sent(home, member, change):
    page = publish(home, "Le budget")
    saved = followed(member)
    first = feed_of(saved)

    if change == "new":
        publish(home, "Autre budget")
    elif change == "edited":
        page.title = "Le budget corrigé"
        page.save_revision().publish()
    elif change == "gone":
        page.unpublish()
    else:
        restrict(page, [Group.objects.create(name="Dedans")])

    again = feed_of(saved, **{"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert again.content != first.content


def test_an_empty_feed_is_a_feed(member):
    root = ET.fromstring(feed_of(followed(member)).content)  # noqa: S314 -- our own

    assert root.findall(f"{ATOM}entry") == []
    assert root.findtext(f"{ATOM}updated")


def test_the_latest_arrivals_come_first_in_the_feed_however_many_there_are(home, member, monkeypatch):
    for number in range(12):
        publish(home, f"Budget {number}" if number % 3 == 0 else f"Autre {number}")
    saved = followed(member)

    titles = [result.hit.title for result in saved_searches.latest_results(saved, most=3)]

    assert titles == ["Budget 9", "Budget 6", "Budget 3"]


def test_a_renewed_address_closes_the_old_one(member, sign_in):
    saved = followed(member)
    old = f"/compte/recherches/{saved.token}.atom"
    stop = f"/compte/recherches/arreter/{stop_code(saved)}/"
    client = sign_in(member)
    assert client.get(old).status_code == 200

    client.post(f"/compte/recherches/{saved.pk}/", {"action": "renew"})

    saved.refresh_from_db()
    assert client.get(old).status_code == 404
    assert client.get(f"/compte/recherches/{saved.token}.atom").status_code == 200
    assert client.get(stop).status_code == 404


@pytest.mark.parametrize("token", ["x", "%00", "é" * 200, "' OR 1=1"])
def test_a_guessed_address_leads_nowhere(client, token):
    assert client.get(f"/compte/recherches/{token}.atom").status_code == 404


# Unsubscribing


def test_the_mail_says_how_to_stop_it_as_programs_expect(home, member):
    saved = followed(member)
    publish(home, "Le budget")
    in_a_month(saved)

    message = BytesParser(policy=policy.default).parsebytes(mail.outbox[0].message().as_bytes())

    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<http://[^/]+(/compte/recherches/arreter/\S+/)>", message["List-Unsubscribe"].strip())
    assert message["Auto-Submitted"] == "auto-generated"
    assert saved.token not in message.as_string()

    program = Client(enforce_csrf_checks=True)
    response = program.post(address[1], {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    saved.refresh_from_db()
    assert saved.frequency == SavedSearch.Frequency.NEVER


def test_looking_at_the_link_stops_nothing_and_shows_a_button(member, client):
    saved = followed(member)
    response = client.get(f"/compte/recherches/arreter/{stop_code(saved)}/")

    saved.refresh_from_db()
    assert saved.frequency == SavedSearch.Frequency.MONTHLY
    assert soup_of(response).select_one("main form[method=post] button").get_text() == "Arrêter ces courriels"


@pytest.mark.parametrize("code", ["x", "W10:aaa", "%3A%3A", "é"])
def test_a_broken_link_is_said_to_lead_nowhere(client, code):
    for answer in (client.get, client.post):
        assert answer(f"/compte/recherches/arreter/{code}/").status_code == 404


# Pages


def test_the_results_offer_to_follow_and_then_say_it_is_done(home, member, sign_in):
    publish(home, "Le budget")
    client = sign_in(member)
    form = soup_of(client.get("/recherche/?q=budget&kind=pages&page=1")).select_one(
        "form[action='/compte/recherches/suivre/']"
    )
    assert form.button.get_text() == "Suivre cette recherche"

    response = client.post(form["action"], {"query": form.find("input", {"name": "query"})["value"]}, follow=True)

    page = soup_of(response)
    assert "Vous suivez cette recherche" in page.main.get_text()
    assert page.select_one(".saved-search h2 a")["href"] == "/recherche/?q=budget&kind=pages"
    assert page.select_one(".saved-search details").has_attr("open")
    done = soup_of(client.get("/recherche/?q=budget&kind=pages"))
    assert "Vous suivez cette recherche" in done.main.get_text()
    assert done.select_one("form[action='/compte/recherches/suivre/']") is None


def test_visitors_and_bare_lists_are_not_offered_to_follow(client, member, sign_in):
    assert "Suivre" not in client.get("/recherche/?q=budget").content.decode()
    assert "Suivre cette" not in sign_in(member).get("/recherche/").content.decode()


def test_following_needs_an_account_and_a_token_of_the_form(client, member):
    response = client.post("/compte/recherches/suivre/", {"query": "q=a"})
    assert response.status_code == 302
    assert response["Location"].startswith("/compte/connexion/")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post("/compte/recherches/suivre/", {"query": "q=a"}).status_code == 403
    assert not SavedSearch.objects.exists()


def test_a_search_is_changed_and_dropped_by_its_member_only(member, sign_in):
    saved = followed(UserFactory())
    mine = followed(member)
    client = sign_in(member)

    for action in ("save", "renew", "stop"):
        assert client.post(f"/compte/recherches/{saved.pk}/", {"action": action}).status_code == 404

    prefix = f"recherche-{mine.pk}"
    client.post(
        f"/compte/recherches/{mine.pk}/",
        {"action": "save", f"{prefix}-name": " Le \n budget ", f"{prefix}-frequency": "weekly"},
    )
    mine.refresh_from_db()
    assert (mine.name, mine.frequency) == ("Le budget", "weekly")

    client.post(f"/compte/recherches/{mine.pk}/", {"action": "stop"})
    assert list(SavedSearch.objects.all()) == [saved]


def test_a_wrong_form_is_shown_again_with_what_is_wrong(member, sign_in):
    saved = followed(member)
    response = sign_in(member).post(
        f"/compte/recherches/{saved.pk}/",
        {"action": "save", f"recherche-{saved.pk}-name": "", f"recherche-{saved.pk}-frequency": "hourly"},
    )

    assert response.status_code == 422
    assert len(soup_of(response).select(".error")) == 2
    saved.refresh_from_db()
    assert saved.name == f"«{N}budget{N}»"


@pytest.mark.parametrize("searches", [0, 1, 3])
def test_the_list_is_well_made_and_costs_the_same_however_long(
    member, sign_in, searches, django_assert_max_num_queries
):
    for number in range(searches):
        followed(member, f"mot{number}")
    client = sign_in(member)
    with django_assert_max_num_queries(12):
        response = client.get("/compte/recherches/")

    text = response.content.decode()
    assert errors_of(text) + structure_problems(text) == []
    assert len(soup_of(response).select(".saved-search")) == searches
