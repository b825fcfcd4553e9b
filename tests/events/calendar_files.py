"""Meetings that no database knows, as calendar files."""

import re
import uuid
from datetime import UTC, datetime

from events.calendars.models import CalendarEntry
from events.calendars.vcalendar import calendar_bytes
from events.calendars.vevent import meeting_to_event
from events.feeds.serving import REFRESH
from events.meetings.models.meeting import MeetingPage
from tests.factories.events import paris

DOMAIN = "reseau.example"
STAMP = datetime(2026, 11, 20, 9, 30, 12, 345678, tzinfo=UTC)
NASTY = 'Virgules, points-virgules ; barre \\ obliques, "guillemets" et émojis 🎉 ; fin'


def meeting(**fields):
    """A meeting that no database knows, with its identity in calendars."""
    fields = {
        "title": "Rencontre",
        "starts_at": paris("2027-07-01 14:00"),
        "ends_at": paris("2027-07-01 16:00"),
        "status": "confirmed",
        "content_type_id": 1,  # a page without one asks the database for it
    } | fields
    number = fields.pop("number", 1)
    page = MeetingPage(**fields)
    page.calendar_entry = CalendarEntry(meeting=page, uid=uuid.UUID(int=number), sequence=3, modified_at=STAMP)
    return page


def event(page=None, **options):
    page = page or meeting()
    return meeting_to_event(page, url="https://reseau.example/agenda/2027/rencontre/", domain=DOMAIN, **options)


def feed(*pages):
    return calendar_bytes([event(page) for page in pages], name="Rencontres", refresh=REFRESH)


def lines(raw):
    """The content lines, unfolded."""
    return re.sub(rb"\r\n[ \t]", b"", raw).decode().split("\r\n")
