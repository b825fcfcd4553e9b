"""A meeting for search engines: JSON-LD (schema.org Event), which shows no link to join and ends no script."""

import json
import re

import pytest

from events.meetings.structured_data import meeting_json_ld
from tests.events.calendar_files import meeting
from tests.factories.events import make_meeting, paris

URL = "https://reseau.example/agenda/2027/rencontre/"


def data(**fields):
    return json.loads(meeting_json_ld(meeting(**fields), URL))


def test_a_hybrid_meeting_names_its_room_and_its_page():
    found = data(
        format="hybrid",
        venue_name="Hôtel de Métropole",
        venue_address="20 rue du Lac, Lyon",
        remote_link="https://visio.example/secret",
        summary="Ce que l’on y fera.",
    )

    assert found == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Rencontre",
        "url": URL,
        "startDate": "2027-07-01T14:00:00+02:00",
        "endDate": "2027-07-01T16:00:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            {"@type": "Place", "name": "Hôtel de Métropole", "address": "20 rue du Lac, Lyon"},
            {"@type": "VirtualLocation", "url": URL},
        ],
        "description": "Ce que l’on y fera.",
        "organizer": {"@type": "Organization", "name": "Métropoles participatives"},
        "inLanguage": "fr",
    }


def test_cancelled_whole_days_and_unknown_facts():
    found = data(
        status="cancelled",
        hours_are_known=False,
        starts_at=paris("2027-05-05 00:00"),
        ends_at=paris("2027-05-06 23:59"),
    )

    assert found["eventStatus"] == "https://schema.org/EventCancelled"
    assert (found["startDate"], found["endDate"]) == ("2027-05-05", "2027-05-06")
    assert "location" not in found
    assert "eventAttendanceMode" not in found


def test_nothing_is_said_of_samples_and_of_what_has_no_date():
    assert meeting_json_ld(meeting(is_sample=True), URL) == ""
    assert meeting_json_ld(meeting(starts_at=None, ends_at=None), URL) == ""


@pytest.mark.django_db
def test_the_page_holds_it_as_data_that_no_title_can_leave(agenda, client):
    title = "</script><script>alert(1)</script> & “guillemets”"
    page = make_meeting(agenda, title, slug="piege", format="remote", remote_link="https://visio.example/secret")

    html = client.get(page.get_url()).content.decode()

    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert json.loads(block)["name"] == title
    assert "visio.example" not in block
    assert "<script>alert" not in html
