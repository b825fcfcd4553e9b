"""A personal calendar for the tests: its address, what is in it, meetings to be invited to."""

from datetime import timedelta

import icalendar
from django.utils import timezone

from events.attendance.models import Attendance
from events.feeds.serving import store, tags
from events.feeds.subscriptions import token_of
from tests.factories.events import make_meeting


def forget():
    """As a process that has just started."""
    store.clear()
    tags.clear()


LINK = "https://visio.example/secret"


def address(subscription, extension="ics"):
    return f"/calendriers/perso/{token_of(subscription)}.{extension}"


def fetch(client, subscription, **headers):
    return client.get(address(subscription), headers=headers)


def events(client, subscription):
    response = fetch(client, subscription)
    assert response.status_code == 200, response.content
    return icalendar.Calendar.from_ical(response.content).events


def titles(client, subscription):
    return [str(event["SUMMARY"]) for event in events(client, subscription)]


def invite(meeting, somebody, **fields):
    """An attendance of somebody invited, who has not answered unless ``fields`` say so."""
    return Attendance.objects.create(
        meeting=meeting, person=somebody.person, invited_at=timezone.now() - timedelta(days=3), **fields
    )


def hybrid(agenda, title="Rencontre", **fields):
    return make_meeting(agenda, title, format="hybrid", venue_name="Salle", remote_link=LINK, **fields)
