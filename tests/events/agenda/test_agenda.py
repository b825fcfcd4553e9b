"""`/agenda/` as a list: what comes, what was announced, what is past; who sees what, and at what cost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from events.agenda.listed_meetings import page_number
from network.page_cache import kept_pages
from tests.events.agenda.agenda_pages import day, section, titles
from tests.factories.directory import MetropolisFactory
from tests.factories.events import AttendanceFactory, make_meeting, paris, soon
from tests.html import errors_of, soup_of, structure_problems

pytestmark = pytest.mark.django_db


def test_coming_meetings_are_first_and_grouped_by_month(agenda, client):
    make_meeting(agenda, "Plus tard", **day(70))
    make_meeting(agenda, "Bientôt", **day(3))

    coming = section(client.get("/agenda/"), "a-venir")

    assert titles(coming) == ["Bientôt", "Plus tard"]
    assert len(coming.select(".agenda-month > h3")) == 2


def test_a_meeting_under_way_is_still_coming(agenda, client):
    now = timezone.now()
    make_meeting(agenda, "En cours", starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))

    response = client.get("/agenda/")

    assert titles(section(response, "a-venir")) == ["En cours"]
    assert titles(section(response, "passees")) == []


def test_days_without_hours_are_coming_until_their_evening(agenda, client):
    make_meeting(
        agenda, "Aujourd’hui", starts_at=soon(0, 0), ends_at=soon(0, 0), hours_are_known=False, status="save_the_date"
    )

    assert titles(section(client.get("/agenda/"), "a-venir")) == ["Aujourd’hui"]


def test_past_meetings_are_last_the_latest_first_by_year(agenda, client):
    make_meeting(agenda, "Ancienne", starts_at=paris("2019-03-01 10:00"))
    make_meeting(agenda, "Récente", starts_at=paris("2022-05-05 10:00"))

    past = section(client.get("/agenda/"), "passees")

    assert titles(past) == ["Récente", "Ancienne"]
    assert [heading.get_text() for heading in past.find_all("h3")] == ["2022", "2019"]
    years = {link["href"] for link in past.select("nav a")}
    assert years == {"/agenda/2022/", "/agenda/2019/"}


def test_announced_meetings_say_when_and_that_nothing_more_is_known(agenda, client):
    make_meeting(
        agenda,
        "Suite",
        starts_at=None,
        status="announced",
        announced_on=date(2022, 5, 6),
        date_as_announced="au printemps 2023",
    )

    announced = section(client.get("/agenda/"), "annoncees")

    assert titles(announced) == ["Suite"]
    text = announced.get_text(" ", strip=True)
    assert "Annoncée en mai\xa02022\xa0: au printemps 2023" in text
    assert "La suite donnée n’est pas connue de ce site." in text


def test_a_fresh_announcement_is_not_said_to_be_forgotten(agenda, client):
    make_meeting(agenda, "Suite", starts_at=None, status="announced", announced_on=timezone.localdate())

    assert "n’est pas connue" not in section(client.get("/agenda/"), "annoncees").get_text()


def test_an_empty_agenda_says_so(agenda, client):
    text = soup_of(client.get("/agenda/")).get_text(" ", strip=True)

    assert "Aucune rencontre n’est programmée." in text
    assert "Aucune rencontre passée n’est enregistrée ici." in text
    assert "annoncées sans date connue" not in text


def test_cancelled_and_sample_meetings_say_what_they_are(agenda, client):
    make_meeting(agenda, "Annulée", status="cancelled")
    make_meeting(agenda, "Fictive", is_sample=True)

    cards = section(client.get("/agenda/"), "a-venir").select(".meeting-card")

    assert "Annulée" in cards[0].select_one(".tags").get_text()
    assert "Exemple" in cards[1].select_one(".tags").get_text()


def test_a_meeting_overseas_gives_both_hours(agenda, client):
    make_meeting(agenda, "Saint-Denis", starts_at=soon(5, 14), ends_at=soon(5, 15), time_zone="Pacific/Noumea")

    text = section(client.get("/agenda/"), "a-venir").get_text(" ", strip=True)

    assert "14\xa0h\xa000\xa0–\xa015\xa0h\xa000 à Paris" in text


@pytest.mark.parametrize(
    ("time_zone", "hour", "words"),
    [
        ("Indian/Reunion", 9, "(début à 9 h 00, fin à 12 h 00 à Paris)"),
        ("Pacific/Noumea", 20, "(4 et 5 mai 2037, début à 20 h 00, fin à 23 h 00 à Paris)"),  # the next day there
    ],
)
def test_a_meeting_of_several_days_overseas_gives_its_hours_in_paris(agenda, client, time_zone, hour, words):
    starts, ends = paris(f"2037-05-04 {hour:02}:00"), paris(f"2037-05-05 {hour + 3}:00")
    make_meeting(agenda, "Outre-mer", starts_at=starts, ends_at=ends, time_zone=time_zone)

    text = section(client.get("/agenda/"), "a-venir").get_text(" ", strip=True).replace("\xa0", " ")

    assert words in text


def test_a_card_carries_its_moments_for_readers_whose_clock_shows_others(agenda, client):
    make_meeting(agenda, starts_at=paris("2031-07-01 14:00"), ends_at=paris("2031-07-01 15:00"))

    hours = soup_of(client.get("/agenda/")).select_one("reader-time")

    assert (hours["data-start"], hours["data-end"]) == ("2031-07-01T14:00+02:00", "2031-07-01T15:00+02:00")
    assert "14 h 00 – 15 h 00" in hours.get_text().replace("\xa0", " ")


# Pages


def test_the_past_goes_on_over_pages(agenda, client):
    for number in range(30):
        make_meeting(agenda, f"Passée {number:02d}", **day(-10 - number))

    first, second, third = (section(client.get(f"/agenda/?page={number}"), "passees") for number in (1, 2, 3))

    shown = titles(first) + titles(second) + titles(third)
    assert shown == [f"Passée {number:02d}" for number in range(30)]
    assert (len(titles(first)), len(titles(second)), len(titles(third))) == (2, 15, 13)
    assert soup_of(client.get("/agenda/?page=2")).find(id="a-venir") is None


@pytest.mark.parametrize(
    ("asked", "served"),
    [("abc", 1), ("", 1), ("-4", 1), ("0", 1), ("1.5", 1), ("99999", 3), ("9" * 5000, 1), ("2", 2), (None, 1)],
)
def test_any_page_number_gives_the_nearest_page(asked, served):
    assert page_number(asked, 3) == served


def test_coming_meetings_go_on_over_pages(agenda, client):
    for number in range(15):
        make_meeting(agenda, f"À venir {number:02d}", **day(1 + number))

    pages = [section(client.get(f"/agenda/?avenir={number}"), "a-venir") for number in (1, 2, 3)]

    assert [title for page in pages for title in titles(page)] == [f"À venir {number:02d}" for number in range(15)]
    assert [len(titles(page)) for page in pages] == [6, 6, 3]
    assert soup_of(client.get("/agenda/?avenir=2")).find(id="passees") is None


# Who sees what


@pytest.mark.parametrize("path", ["/agenda/", "/agenda/?vue=mois&mois={month}", "/agenda/{year}/"])
def test_a_members_only_meeting_is_listed_to_members_only(agenda, client, member, sign_in, path):
    make_meeting(agenda, "Ouverte")
    hidden = make_meeting(agenda, "Réservée")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    path = path.format(month=f"{hidden.starts_at:%Y-%m}", year=hidden.get_url().split("/")[2])

    assert "Réservée" not in client.get(path).content.decode()
    assert "Réservée" in sign_in(member).get(path).content.decode()


def test_drafts_are_listed_to_nobody(agenda, client):
    make_meeting(agenda, "Brouillon", published=False)

    assert "Brouillon" not in client.get("/agenda/").content.decode()


# Well made, and at a known cost


@pytest.mark.parametrize("path", ["/agenda/", "/agenda/?vue=mois", "/agenda/2022/", "/calendriers/"])
def test_pages_are_valid_and_ordered(agenda, client, path):
    make_meeting(agenda, starts_at=paris("2022-05-05 10:00"))
    make_meeting(agenda, "Bientôt", is_sample=True)
    make_meeting(agenda, "Annulée", status="cancelled")
    make_meeting(agenda, "Suite", starts_at=None, status="announced", announced_on=date(2022, 5, 6))

    text = client.get(path).content.decode()

    assert errors_of(text) == []
    assert structure_problems(text) == []


def cost(client, path):
    """The queries of a page that no cache keeps, in a process that has served it before."""
    client.get(path)
    kept_pages.store.clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", ["/agenda/", "/agenda/?vue=mois", "/agenda/2026/", "/agenda/?metropole=nantes"])
def test_the_cost_of_a_list_does_not_grow_with_it(agenda, client, path):
    nantes = MetropolisFactory(slug="nantes")

    def add(count, prefix):
        for number in range(count):
            host = MetropolisFactory()
            meeting = make_meeting(agenda, f"{prefix} passée {number}", starts_at=paris("2026-01-05 10:00"), host=host)
            AttendanceFactory(meeting=meeting, metropolis=nantes)
            make_meeting(agenda, f"{prefix} à venir {number}", host=host, **day(1 + number))
            make_meeting(agenda, f"{prefix} annoncée {number}", starts_at=None, status="announced", host=host)

    add(1, "A")
    few = cost(client, path)
    add(6, "B")

    assert cost(client, path) == few <= 20


def test_a_list_page_stays_small(agenda, client):
    for number in range(40):
        make_meeting(agenda, f"À venir {number}", **day(1 + number))
        make_meeting(agenda, f"Passée {number}", **day(-1 - number))

    for path in ("/agenda/", "/agenda/?avenir=2", "/agenda/?page=2", "/agenda/?vue=mois"):
        assert len(soup_of(client.get(path)).find_all(True)) < 600, path
