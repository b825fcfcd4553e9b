"""The agenda by months and by years."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from events.agenda.days import days_of, weeks_of
from events.meetings.models.meeting import MeetingPage
from tests.events.agenda.agenda_pages import day, section, titles
from tests.factories.events import make_meeting, paris, publish
from tests.html import soup_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("shown", "before", "after"),
    [("2026-12", "2026-11", "2027-01"), ("2027-01", "2026-12", "2027-02"), ("2028-02", "2028-01", "2028-03")],
)
def test_months_follow_each_other(agenda, client, shown, before, after):
    ways = soup_of(client.get(f"/agenda/?vue=mois&mois={shown}")).select(".month-nav a")

    assert [way["href"] for way in ways] == [f"/agenda/?vue=mois&mois={month}" for month in (before, after)]


def test_weeks_begin_on_monday_and_hold_the_whole_month():
    weeks = weeks_of(date(2026, 12, 1))

    assert weeks[0][0] == date(2026, 11, 30)
    assert weeks[-1][-1] == date(2027, 1, 3)
    assert {len(week) for week in weeks} == {7}


def test_a_meeting_takes_place_on_each_of_its_days_in_paris():
    page = MeetingPage(starts_at=paris("2027-05-05 23:30"), ends_at=paris("2027-05-07 00:30"))

    assert days_of(page) == [date(2027, 5, 5), date(2027, 5, 6), date(2027, 5, 7)]


def test_the_month_is_a_table_with_named_days(agenda, client):
    make_meeting(agenda, "Rencontre", starts_at=paris("2026-12-09 14:00"), format="hybrid")
    make_meeting(agenda, "En janvier", starts_at=paris("2027-01-09 14:00"))

    soup = soup_of(client.get("/agenda/?vue=mois&mois=2026-12"))
    table = soup.select_one(".month-grid table")

    assert table.caption.get_text() == "décembre\xa02026"
    headers = table.select("thead th")
    assert [header["abbr"] for header in headers] == [
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    ]  # fmt: skip
    assert {header["scope"] for header in headers} == {"col"}
    cells = table.select("tbody td:not(.out)")
    assert len(cells) == 31
    assert "Rencontre" in cells[8].get_text()
    assert "(Hybride)" in cells[8].get_text()
    assert cells[8].find("a")["href"] == "/agenda/2026/rencontre/"
    assert titles(section(client.get("/agenda/?vue=mois&mois=2026-12"), "detail")) == ["Rencontre"]
    assert [link["href"] for link in soup.select(".month-nav a")] == [
        "/agenda/?vue=mois&mois=2026-11",
        "/agenda/?vue=mois&mois=2027-01",
    ]


def test_a_meeting_of_two_months_is_in_both(agenda, client):
    make_meeting(agenda, "À cheval", starts_at=paris("2026-11-30 09:00"), ends_at=paris("2026-12-01 17:00"))

    for month in ("2026-11", "2026-12"):
        assert titles(section(client.get(f"/agenda/?vue=mois&mois={month}"), "detail")) == ["À cheval"]


def test_today_is_said(agenda, client):
    cell = soup_of(client.get("/agenda/?vue=mois")).select_one('td[aria-current="date"]')

    assert cell.get_text(strip=True) == str(timezone.localdate().day)


def test_months_stop_where_the_agenda_does(agenda, client):
    assert not soup_of(client.get("/agenda/?vue=mois&mois=2000-01")).select('.month-nav a[rel="prev"]')
    assert not soup_of(client.get("/agenda/?vue=mois&mois=2100-12")).select('.month-nav a[rel="next"]')


def test_filters_hold_in_the_month(agenda, client):
    make_meeting(agenda, "Bonne", starts_at=paris("2026-12-09 14:00"), format="remote")
    make_meeting(agenda, "Autre", starts_at=paris("2026-12-09 16:00"), format="hybrid")

    assert titles(section(client.get("/agenda/?vue=mois&mois=2026-12&format=remote"), "detail")) == ["Bonne"]


def test_the_small_month_beside_the_list_leads_to_its_meetings(agenda, client):
    meeting = make_meeting(agenda, "Bientôt", **day(40))

    grid = soup_of(client.get("/agenda/")).select_one('.month-grid[data-size="s"]')

    assert [link["href"] for link in grid.select("td a")] == [meeting.get_url()]
    assert "Bientôt" in grid.select_one("td a")["aria-label"]


def test_a_meeting_of_two_distant_sessions_is_in_the_month_on_their_days_only(agenda, client):
    meeting = make_meeting(
        agenda, "En deux fois", starts_at=paris("2026-05-04 09:00"), ends_at=paris("2026-05-13 12:00")
    )
    for on in ("04", "13"):
        start, end = paris(f"2026-05-{on} 09:00"), paris(f"2026-05-{on} 12:00")
        meeting.sessions.create(title=on, starts_at=start, ends_at=end, format="remote")
    publish(meeting)

    grid = soup_of(client.get("/agenda/?vue=mois&mois=2026-05")).select_one(".month-grid")

    assert [cell.get_text(" ", strip=True).replace("\xa0", " ") for cell in grid.select("td:has(a)")] == [
        "4 9 h 00 En deux fois",
        "13 9 h 00 En deux fois",
    ]


def test_hours_in_the_table_are_those_of_paris_as_its_days_are(agenda, client):
    starts = paris("2026-12-09 23:30")
    make_meeting(agenda, "À Nouméa", starts_at=starts, ends_at=starts + timedelta(hours=1), time_zone="Pacific/Noumea")

    cells = soup_of(client.get("/agenda/?vue=mois&mois=2026-12")).select(".month-grid td:has(a)")

    assert [cell.get_text(" ", strip=True).replace("\xa0", " ") for cell in cells] == [
        "9 23 h 30 À Nouméa",
        "10 À Nouméa",
    ]


def test_a_full_day_shows_its_first_meetings_and_leads_to_the_list_of_all(agenda, client):
    for number in range(4):
        make_meeting(agenda, f"Du 9, n° {number}", starts_at=paris(f"2026-12-09 1{number}:00"), format="remote")
    make_meeting(agenda, "Du 10", starts_at=paris("2026-12-10 10:00"))

    grid = soup_of(client.get("/agenda/?vue=mois&mois=2026-12&format=")).select_one(".month-grid")
    links = grid.select("td:has(a)")[0].select("a")
    page = client.get(links[-1]["href"])

    assert [link.get_text(" ", strip=True) for link in links[2:]] == ["et 2 autres"]
    assert links[-1]["href"] == "/agenda/?vue=mois&mois=2026-12&jour=9"
    assert titles(section(page, "detail")) == [f"Du 9, n° {number}" for number in range(4)]
    soup = soup_of(page)
    assert soup.find(id="detail").get_text() == "Rencontres du mercredi 9\xa0décembre\xa02026"
    assert soup.select_one("td[data-chosen]").find(string=True) == "9"
    assert soup.select_one(".section-head .link-on")["href"] == "/agenda/?vue=mois&mois=2026-12"
    assert soup.select_one('.month-nav a[rel="next"]')["href"] == "/agenda/?vue=mois&mois=2027-01"


@pytest.mark.parametrize("day", ["0", "32", "abc", "", "-1", "99999", "%00"])
def test_a_day_that_is_none_is_the_whole_month(agenda, client, day):
    make_meeting(agenda, "Rencontre", starts_at=paris("2026-12-09 14:00"))

    page = client.get(f"/agenda/?vue=mois&mois=2026-12&jour={day}")

    assert titles(section(page, "detail")) == ["Rencontre"]


# Years


def test_the_page_of_a_year_has_what_took_place_then_and_what_was_filed_there(agenda, client):
    make_meeting(agenda, "De 2022", starts_at=paris("2022-05-05 10:00"))
    make_meeting(agenda, "Suite", starts_at=None, status="announced", announced_on=date(2022, 5, 6))
    moved = make_meeting(agenda, "Déplacée", starts_at=paris("2021-12-01 10:00"))
    MeetingPage.objects.filter(pk=moved.pk).update(
        starts_at=paris("2022-01-10 10:00"), ends_at=paris("2022-01-10 12:00")
    )
    make_meeting(agenda, "De 2023", starts_at=paris("2023-05-05 10:00"))

    response = client.get("/agenda/2022/")

    assert titles(soup_of(response)) == ["Déplacée", "De 2022", "Suite"]
    assert soup_of(response).h1.get_text() == "Rencontres de 2022"
    tabs = soup_of(response).select(".tabs a")
    assert [(tab.get_text(), tab.get("aria-current")) for tab in tabs] == [
        ("2023", None), ("2022", "page"), ("2021", None),
    ]  # fmt: skip


def test_a_year_without_page_is_not_found(agenda, client):
    assert client.get("/agenda/1812/").status_code == 404


@pytest.mark.parametrize("number", ["abc", "-1", "99999999"])
def test_a_year_has_pages_too(agenda, client, number):
    make_meeting(agenda, starts_at=paris("2022-05-05 10:00"))

    assert client.get(f"/agenda/2022/?page={number}").status_code == 200
