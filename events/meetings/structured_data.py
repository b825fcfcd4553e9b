"""A meeting as search engines read it: schema.org's Event as JSON-LD, a block of data that no policy has to allow."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.safestring import mark_safe

from events.meetings.shapes import Meeting
from events.vocabularies import MeetingFormat, MeetingStatus

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""So that no title ends the block of data."""
MODES: dict[str, str] = {
    MeetingFormat.IN_PERSON: "OfflineEventAttendanceMode",
    MeetingFormat.REMOTE: "OnlineEventAttendanceMode",
    MeetingFormat.HYBRID: "MixedEventAttendanceMode",
}
STATUSES: dict[str, str] = {MeetingStatus.CANCELLED: "EventCancelled", MeetingStatus.MOVED: "EventRescheduled"}


def meeting_json_ld(meeting: Meeting, url: str) -> str:
    """The text of the block; empty without a date, and for samples, which are no events. Never the link to join."""
    if not meeting.starts_at or meeting.is_sample:
        return ""
    zone = ZoneInfo(meeting.time_zone)
    start, end = (
        _written(moment.astimezone(zone), is_exact=meeting.hours_are_known) if moment else None
        for moment in (meeting.starts_at, meeting.ends_at)
    )
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": meeting.title,
        "url": url,
        "startDate": start,
        "endDate": end,
        "eventStatus": f"https://schema.org/{STATUSES.get(meeting.status, 'EventScheduled')}",
        "eventAttendanceMode": f"https://schema.org/{MODES[meeting.format]}" if meeting.format else None,
        "location": places(meeting, url) or None,
        "description": meeting.summary or None,
        "organizer": {"@type": "Organization", "name": "Métropoles participatives"},
        "inLanguage": "fr",
    }
    text = json.dumps({name: value for name, value in data.items() if value is not None}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 -- every character that HTML knows is escaped


def _written(moment: datetime, *, is_exact: bool) -> str:
    """A moment, or its day alone where the hours are not known (ISO 8601)."""
    return moment.isoformat() if is_exact else moment.date().isoformat()


def places(meeting: Meeting, url: str) -> list[dict[str, str]]:
    """The room and, for those who join remotely, the page of the meeting."""
    found = []
    if meeting.format != MeetingFormat.REMOTE and (meeting.venue_name or meeting.venue_address):
        place = {"@type": "Place", "name": meeting.venue_name or meeting.venue_address}
        found.append(place | ({"address": meeting.venue_address} if meeting.venue_address else {}))
    if meeting.format in {MeetingFormat.REMOTE, MeetingFormat.HYBRID}:
        found.append({"@type": "VirtualLocation", "url": url})
    return found
