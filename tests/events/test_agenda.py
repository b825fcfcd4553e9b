"""`/agenda/`: the list, the months, the years, and whatever is written in their address."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from events.listing import AgendaChoices, days_of, next_month, page_number, previous_month, weeks_of
from events.models import MeetingPage
from network import page_cache
from network.models import Theme, WorkingGroup
from tests.factories.directory import MetropolisFactory
from tests.factories.events import AttendanceFactory, make_meeting, paris, publish, soon
from tests.html import errors_of, soup_of, structure_problems

pytestmark = pytest.mark.django_db


def section(response, heading):
    """The section of a page under a heading, as parsed HTML."""
    return soup_of(response).find(id=heading).find_parent("section")


def titles(part):
    return [link.get_text(strip=True) for link in part.select(".card-title a")]


def day(number, hour=10):
    return {"starts_at": soon(number, hour), "ends_at": soon(number, hour + 1)}


# The list


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


# Pages of the past


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


# Filters


def test_filters_combine(agenda, client):
    nantes, metz = MetropolisFactory(slug="nantes"), MetropolisFactory(slug="metz")
    make_meeting(agenda, "Bonne", format="remote", kind="webinar", host=nantes)
    make_meeting(agenda, "Autre format", format="hybrid", kind="webinar", host=nantes)
    make_meeting(agenda, "Autre type", format="remote", kind="committee", host=nantes)
    make_meeting(agenda, "Autre hôte", format="remote", kind="webinar", host=metz)

    response = client.get("/agenda/?format=remote&type=webinar&metropole=nantes")

    assert titles(section(response, "a-venir")) == ["Bonne"]
    chips = soup_of(response).select(".chips a")
    assert [chip["href"] for chip in chips] == [
        "/agenda/?type=webinar&metropole=nantes",
        "/agenda/?format=remote&metropole=nantes",
        "/agenda/?format=remote&type=webinar",
        "/agenda/",
    ]


def test_a_metropolis_is_found_by_what_it_hosts_and_attends_not_by_what_it_missed(agenda, client):
    nantes = MetropolisFactory(slug="nantes")
    make_meeting(agenda, "Accueillie", host=nantes)
    AttendanceFactory(meeting=make_meeting(agenda, "Suivie"), metropolis=nantes)
    AttendanceFactory(meeting=make_meeting(agenda, "Manquée"), metropolis=nantes, status="excused")

    assert set(titles(section(client.get("/agenda/?metropole=nantes"), "a-venir"))) == {"Accueillie", "Suivie"}


def test_the_form_keeps_the_choices_and_the_view(agenda, client):
    MetropolisFactory(slug="nantes")

    form = soup_of(client.get("/agenda/?vue=mois&mois=2026-12&format=remote&metropole=nantes")).select_one(
        "form.agenda-filters"
    )

    assert {option["value"] for option in form.select("option[selected]")} == {"remote", "nantes"}
    assert {(field["name"], field["value"]) for field in form.select("input[type=hidden]")} == {
        ("vue", "mois"),
        ("mois", "2026-12"),
    }
    assert form.find("details").has_attr("open")


def test_no_meeting_for_these_filters_is_said(agenda, client):
    make_meeting(agenda, format="remote")

    text = soup_of(client.get("/agenda/?format=hybrid")).get_text(" ", strip=True)

    assert "Aucune rencontre à venir ne répond à ces filtres." in text


@pytest.mark.parametrize(
    "query",
    [
        "page=abc", "page=-1", "page=99999999999999999999", "page=%00", "format=nonsense", "type=%F0%9F%8E%89",
        "metropole=nulle-part", "metropole='; drop table--", "vue=annee", "vue=mois&mois=2026-13",
        "vue=mois&mois=2026-00", "vue=mois&mois=abcd-ef", "vue=mois&mois=0000-01", "vue=mois&mois=99999-01",
        "vue=mois&mois=-2026-1", "vue=mois&mois=2026", "vue=mois&mois=", "vue=mois&mois=%00", "mois=2026-12",
        "vue=mois&mois=1900-01", "vue=mois&mois=2100-12", "vue=mois&mois=%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%96-12", "inconnu=1&inconnu=2",
    ],
)  # fmt: skip
def test_nothing_written_in_the_address_breaks_the_page(agenda, client, query):
    make_meeting(agenda, "Rencontre")

    response = client.get(f"/agenda/?{query}")

    assert response.status_code == 200
    assert errors_of(response.content.decode()) == []


def test_choices_have_one_canonical_address():
    choices = AgendaChoices.read(QueryDict("metropole=nantes&x=1&format=remote&vue=mois&mois=2026-3"), {"nantes"})

    assert choices.address("/agenda/") == "/agenda/?vue=mois&mois=2026-03&format=remote&metropole=nantes"
    assert AgendaChoices.read(QueryDict("format=faux"), set()).address("/agenda/") == "/agenda/"


# Months


def test_months_follow_each_other():
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert previous_month(date(2027, 1, 1)) == date(2026, 12, 1)
    assert next_month(date(2027, 1, 1)) == date(2027, 2, 1)


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


def test_coming_meetings_go_on_over_pages(agenda, client):
    for number in range(15):
        make_meeting(agenda, f"À venir {number:02d}", **day(1 + number))

    pages = [section(client.get(f"/agenda/?avenir={number}"), "a-venir") for number in (1, 2, 3)]

    assert [title for page in pages for title in titles(page)] == [f"À venir {number:02d}" for number in range(15)]
    assert [len(titles(page)) for page in pages] == [6, 6, 3]
    assert soup_of(client.get("/agenda/?avenir=2")).find(id="passees") is None


def test_meetings_are_filtered_by_working_group_and_theme(agenda, client):
    group = WorkingGroup.objects.create(title="Groupe climat", slug="climat")
    parent = Theme.objects.create(code="ECO", label="Écologie")
    child = Theme.objects.create(code="ECO-EAU", label="Eau", parent=parent)
    make_meeting(agenda, "Du groupe", working_group=group)
    themed = make_meeting(agenda, "Sur l’eau")
    themed.themes.set([child])
    themed = publish(themed)

    assert titles(section(client.get("/agenda/?groupe=climat"), "a-venir")) == ["Du groupe"]
    soup = soup_of(client.get("/agenda/?theme=ECO"))
    assert titles(soup.find(id="a-venir").find_parent("section")) == ["Sur l’eau"]
    assert ["Écologie" in chip.get_text() for chip in soup.select(".chips a")] == [True]


def test_a_meeting_of_two_distant_sessions_is_in_the_month_on_their_days_only(agenda, client):
    meeting = make_meeting(
        agenda, "En deux fois", starts_at=paris("2026-05-04 09:00"), ends_at=paris("2026-05-13 12:00")
    )
    for on in ("04", "13"):
        start, end = paris(f"2026-05-{on} 09:00"), paris(f"2026-05-{on} 12:00")
        meeting.sessions.create(title=on, starts_at=start, ends_at=end, format="remote")
    publish(meeting)

    grid = soup_of(client.get("/agenda/?vue=mois&mois=2026-05")).select_one(".month-grid")

    busy = [cell.select_one(".day").get_text() for cell in grid.select("td[data-busy]")]
    assert busy == ["4", "13"]


def test_a_card_carries_its_moments_for_readers_whose_clock_shows_others(agenda, client):
    make_meeting(agenda, starts_at=paris("2031-07-01 14:00"), ends_at=paris("2031-07-01 15:00"))

    hours = soup_of(client.get("/agenda/")).select_one("reader-time")

    assert (hours["data-start"], hours["data-end"]) == ("2031-07-01T14:00+02:00", "2031-07-01T15:00+02:00")
    assert "14 h 00 – 15 h 00" in hours.get_text().replace("\xa0", " ")


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
    page_cache.store.clear()
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
