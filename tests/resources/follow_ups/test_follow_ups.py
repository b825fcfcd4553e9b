"""Decisions and action items: where they stand, and what is not known of them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories.resources import ActionItemFactory, DecisionFactory, MeetingFactory, MinutesFactory
from tests.html import soup_of

pytestmark = pytest.mark.django_db


def texts(client, address):
    return [item.get_text(" ", strip=True) for item in soup_of(client.get(address)).select(".follow-up")]


def test_what_is_not_known_is_to_be_specified(client, open_minutes, follow_ups_page):
    ActionItemFactory(minutes=open_minutes, text="Réserver", status="unknown")

    assert texts(client, follow_ups_page.url) == ["Réserver Qui à préciser Pour quand à préciser Suite non connue"]


def test_a_decision_without_a_date_says_so(client, open_minutes, follow_ups_page):
    DecisionFactory(minutes=open_minutes, text="Se revoir", agreed_how="Par consensus")

    assert texts(client, follow_ups_page.url) == ["Se revoir Décidé le date non connue Comment Par consensus Décision"]


@pytest.mark.parametrize(
    ("status", "days", "is_overdue"),
    [("open", -1, True), ("open", 0, False), ("done", -1, False), ("unknown", -1, False)],
)
def test_overdue_is_said_in_words(client, open_minutes, follow_ups_page, status, days, is_overdue):
    due = timezone.localdate() + timedelta(days=days)
    ActionItemFactory(minutes=open_minutes, status=status, due_on=due)

    assert ("échéance dépassée" in texts(client, follow_ups_page.url)[0]) is is_overdue


def test_dates_are_written_as_the_french_write_them(client, open_minutes, follow_ups_page):
    ActionItemFactory(minutes=open_minutes, due_on=date(2030, 7, 1), owner="ICPC", status="open")

    assert "Qui ICPC Pour quand 1er\xa0juillet\xa02030 À faire" in texts(client, follow_ups_page.url)[0]


def test_each_leads_to_its_place_in_the_minutes(client, open_minutes, follow_ups_page):
    ActionItemFactory(minutes=open_minutes, slug="salle")
    DecisionFactory(minutes=open_minutes, slug="revoir")

    links = [link["href"] for link in soup_of(client.get(follow_ups_page.url)).select(".follow-up h3 a")]
    assert links == [f"{open_minutes.url}#decision-revoir", f"{open_minutes.url}#suite-salle"]
    minutes = soup_of(client.get(open_minutes.url))
    assert minutes.find(id="decision-revoir")
    assert minutes.find(id="suite-salle")


def test_an_announced_meeting_is_linked_only_for_those_who_may_see_it(client, open_minutes, agenda, follow_ups_page):
    announced = MeetingFactory(parent=agenda, title="Deuxième rencontre")
    ActionItemFactory(minutes=open_minutes, announced_meeting=announced)
    assert announced.url in client.get(follow_ups_page.url).content.decode()

    PageViewRestriction.objects.create(page=announced, restriction_type=PageViewRestriction.LOGIN)

    for page in (follow_ups_page, open_minutes):
        assert "Deuxième rencontre" not in client.get(page.url).content.decode()


def test_tabs_count_and_filter(client, open_minutes, follow_ups_page):
    ActionItemFactory.create_batch(2, minutes=open_minutes, status="open")
    ActionItemFactory(minutes=open_minutes, status="done")
    DecisionFactory(minutes=open_minutes)

    tabs = [tab.get_text(" ", strip=True) for tab in soup_of(client.get(follow_ups_page.url)).select(".tabs a")]
    assert tabs == ["Toutes (4)", "Décisions (1)", "À faire (2)", "Fait (1)"]
    assert len(texts(client, f"{follow_ups_page.url}?statut=open")) == 2
    assert len(texts(client, f"{follow_ups_page.url}?statut=decision")) == 1


@pytest.mark.parametrize(
    "query", ["statut=xxx", "statut=%00", "page=abc", "page=-1", "page=99999999999999", "statut=dropped"]
)
def test_a_query_that_makes_no_sense_shows_a_list(client, open_minutes, follow_ups_page, query):
    ActionItemFactory(minutes=open_minutes)

    assert client.get(f"{follow_ups_page.url}?{query}").status_code == 200


def test_they_go_by_meeting_the_latest_first(client, agenda, follow_ups_page):
    for year in (2021, 2023, 2022):
        day = f"{year}-05-05T09:00Z"
        meeting = MeetingFactory(parent=agenda, title=f"Rencontre de {year}", starts_at=day, ends_at=day)
        ActionItemFactory(minutes=MinutesFactory(parent=meeting))
    PageViewRestriction.objects.all().delete()

    headings = [
        heading.get_text(strip=True) for heading in soup_of(client.get(follow_ups_page.url)).main.find_all("h2")
    ]
    assert headings == ["Rencontre de 2023", "Rencontre de 2022", "Rencontre de 2021"]


def test_without_any_the_page_says_so(client, follow_ups_page):
    assert "Aucune décision ni suite" in soup_of(client.get(follow_ups_page.url)).main.get_text(" ", strip=True)
