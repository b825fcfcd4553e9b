"""The feeds of a part of the agenda, and what they say to an address that asks for nothing known (issue 6, 1)."""

import json

import icalendar
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from events.calendars.models import CalendarClock, EventText
from events.feeds.choices import FeedChoices, UnknownChoice
from events.feeds.serving import store, tags
from events.meetings.models.meeting import MeetingPage
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup
from tests.factories.directory import MetropolisFactory
from tests.factories.events import make_meeting, publish

pytestmark = pytest.mark.django_db


def forget():
    """As a process that has just started."""
    store.clear()
    tags.clear()


def titles(response):
    assert response.status_code == 200, response.content
    return sorted(str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(response.content).events)


@pytest.fixture
def meetings(agenda):
    """Four meetings that differ in host, group, theme, kind and format."""
    mobility = Theme.objects.create(code="TST", label="Mobilité", sort_order=1)
    air = Theme.objects.create(code="TST-AIR", label="Air", parent=mobility, sort_order=2)
    group = WorkingGroup.objects.create(title="Chantier écoles", slug="ecoles")
    nantes, lyon = MetropolisFactory(slug="nantes-test"), MetropolisFactory(slug="lyon-test")
    return [
        make_meeting(agenda, "A", host=nantes, kind="webinar", format="remote"),
        make_meeting(agenda, "B", host=nantes, kind="gathering", format="hybrid", themes=[air]),
        make_meeting(agenda, "C", host=lyon, kind="gathering", format="in_person", working_group=group),
        make_meeting(agenda, "D", format="remote", themes=[mobility], working_group=group),
    ]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("tous.ics", ["A", "B", "C", "D"]),
        ("metropole/nantes-test.ics", ["A", "B"]),
        ("metropole/NANTES-TEST.ics", ["A", "B"]),
        ("groupe/ecoles.ics", ["C", "D"]),
        ("thematique/tst-air.ics", ["B"]),
        ("thematique/tst.ics", ["B", "D"]),
        ("type/gathering.ics", ["B", "C"]),
        ("tous.ics?format=remote", ["A", "D"]),
        ("tous.ics?metropole=nantes-test&format=remote", ["A"]),
        ("tous.ics?metropole=nantes-test&metropole=lyon-test", ["A", "B", "C"]),
        ("tous.ics?metropole=lyon-test,nantes-test", ["A", "B", "C"]),
        ("groupe/ecoles.ics?format=in_person", ["C"]),
        ("tous.ics?utm_source=x&metropole=", ["A", "B", "C", "D"]),
    ],
)
def test_a_feed_holds_what_its_address_asks_for(meetings, client, address, found):
    assert titles(client.get(f"/calendriers/{address}")) == found


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("metropole/inconnue.ics", 404, "Il n’y a pas de calendrier à cette adresse."),
        ("groupe/inconnu.ics", 404, "Il n’y a pas de calendrier à cette adresse."),
        ("thematique/x.ics", 404, "Il n’y a pas de calendrier à cette adresse."),
        ("type/x.ics", 404, "Il n’y a pas de calendrier à cette adresse."),
        ("tous.ics?metropole=inconnue", 400, "« inconnue » n’est pas une valeur connue de « metropole »."),
        ("tous.ics?jours=x", 400, "« x » n’est pas une valeur connue de « jours »."),
        ("tous.ics?format=visio", 400, "Valeurs connues : in_person, hybrid, remote."),
    ],
)
def test_what_does_not_exist_is_said_in_one_line_of_text(meetings, client, address, status, words):
    """R20: no HTML at the address of a calendar."""
    response = client.get(f"/calendriers/{address}")

    assert response.status_code == status
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert words in response.content.decode().replace("\xa0", " ")
    assert not response.cookies


def test_a_post_to_a_feed_is_refused_in_words(client, agenda):
    response = client.post("/calendriers/tous.ics")

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert response.content.decode() == "Cette adresse se lit seulement, avec GET.\n"


def test_one_combination_has_one_address_and_one_text_whatever_its_order(meetings, client):
    first = client.get("/calendriers/tous.ics?metropole=nantes-test&format=remote&format=hybrid")
    second = client.get("/calendriers/tous.ics?format=hybrid,remote&metropole=nantes-test")

    assert first.content == second.content
    assert first["ETag"] == second["ETag"]
    choices = FeedChoices.read(QueryDict("format=remote&metropole=b,a&jours=blocs"))
    assert choices.path() == "/calendriers/tous.ics?metropole=a&metropole=b&format=remote&jours=blocs"
    assert FeedChoices.read(QueryDict("metropole=a")).path() == "/calendriers/metropole/a.ics"
    assert (
        FeedChoices.read(QueryDict("jours=blocs"), type="webinar").path() == "/calendriers/type/webinar.ics?jours=blocs"
    )


def test_an_address_with_a_thousand_values_is_refused():
    with pytest.raises(UnknownChoice):
        FeedChoices.read(QueryDict("metropole=" + ",".join(str(number) for number in range(1000))))


def test_the_feed_says_what_it_was_asked_for(meetings, client):
    calendar = icalendar.Calendar.from_ical(client.get("/calendriers/groupe/ecoles.ics").content)

    assert calendar.calendar_name == "Métropoles participatives – Chantier écoles"
    assert calendar["SOURCE"].endswith("/calendriers/groupe/ecoles.ics")


def test_jcal_says_the_same_as_the_calendar(meetings, client):
    """RFC 7265: read back by the library, nothing is lost."""
    response = client.get("/calendriers/tous.json")
    ics = client.get("/calendriers/tous.ics")

    assert response["Content-Type"] == "application/calendar+json"
    jcal = icalendar.Calendar.from_jcal(json.loads(response.content))
    assert jcal.events == icalendar.Calendar.from_ical(ics.content).events
    meeting = meetings[1].get_url()
    alone = json.loads(client.get(f"{meeting}rencontre.json").content)
    assert alone[0] == "vcalendar"
    assert ["summary", {}, "text", "B"] in alone[2][-1][1]


def test_atom_names_the_coming_meetings_with_their_own_identity(meetings, client):
    response = client.get("/calendriers/tous.atom?metropole=nantes-test")

    text = response.content.decode()
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "<title>A</title>" in text
    assert "<title>B</title>" in text
    assert "<title>C</title>" not in text
    assert f"urn:uuid:{meetings[0].calendar_entry.uid}" in text
    assert client.get("/calendriers/tous.atom", headers={"if-none-match": response["ETag"]}).status_code == 200
    again = client.get("/calendriers/tous.atom?metropole=nantes-test", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


# What is printed and who changes it


@pytest.mark.parametrize(
    "rename",
    [
        lambda: setattr_saved(WorkingGroup.objects.get(slug="ecoles"), "title", "Renommé"),
        lambda: setattr_saved(Theme.objects.get(code="TST"), "label", "Renommé"),
    ],
    ids=["group", "theme"],
)
def test_a_new_name_reaches_the_feed_and_moves_its_validators(meetings, client, rename):
    """R6: everything rendered counts."""
    before = client.get("/calendriers/tous.ics")
    clock = CalendarClock.objects.get().changed_at

    rename()
    after = client.get("/calendriers/tous.ics")

    assert "Renommé" in icalendar.Calendar.from_ical(after.content).to_ical().decode().replace("\r\n ", "")
    assert after["ETag"] != before["ETag"]
    assert CalendarClock.objects.get().changed_at > clock


def setattr_saved(record, name, value):
    setattr(record, name, value)
    record.save()


def test_texts_that_are_missing_or_old_are_written_when_asked_for(meetings, client):
    before = client.get("/calendriers/tous.ics").content
    EventText.objects.all().delete()
    forget()

    assert client.get("/calendriers/tous.ics").content == before
    EventText.objects.update(made_with="old", text="BEGIN:VEVENT\r\nEND:VEVENT\r\n")
    forget()
    assert client.get("/calendriers/tous.ics").content == before


def test_the_address_of_a_moved_page_follows(meetings, client):
    page = MeetingPage.objects.get(title="A")
    page.slug = "autre-adresse"
    publish(page)

    event = next(
        e
        for e in icalendar.Calendar.from_ical(client.get("/calendriers/tous.ics").content).events
        if e["SUMMARY"] == "A"
    )

    assert event["URL"].endswith("/autre-adresse/")


def test_an_unchanged_feed_is_answered_304_with_one_query(meetings, client):
    first = client.get("/calendriers/tous.ics")

    with CaptureQueriesContext(connection) as captured:
        answer = client.get("/calendriers/tous.ics", headers={"if-none-match": first["ETag"]})

    assert answer.status_code == 304
    assert len(captured) == 1


def test_a_combination_asks_at_most_four_queries(meetings, client):
    client.get("/calendriers/tous.ics")
    forget()
    address = "/calendriers/tous.ics?metropole=nantes-test&thematique=tst&groupe=ecoles&format=remote"

    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200

    assert len(captured) <= 4


def test_gzip_can_be_switched_off_for_a_client_that_fails_on_it(meetings, client, settings):
    settings.CALENDARS_GZIP = False  # R22

    response = client.get("/calendriers/tous.ics", headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in response
    assert response.content.startswith(b"BEGIN:VCALENDAR")
