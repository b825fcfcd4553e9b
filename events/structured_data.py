"""A meeting as search engines read it: schema.org's Event as JSON-LD, a block of data that no policy has to allow."""

import json
from zoneinfo import ZoneInfo

from django.utils.safestring import mark_safe

from events.vocabularies import MeetingFormat, MeetingStatus

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""So that no title ends the block of data."""
MODES = {
    MeetingFormat.IN_PERSON: "OfflineEventAttendanceMode",
    MeetingFormat.REMOTE: "OnlineEventAttendanceMode",
    MeetingFormat.HYBRID: "MixedEventAttendanceMode",
}
STATUSES = {MeetingStatus.CANCELLED: "EventCancelled", MeetingStatus.MOVED: "EventRescheduled"}


def meeting_json_ld(meeting, url):
    """The text of the block; empty without a date, and for samples, which are no events. Never the link to join."""
    if not meeting.starts_at or meeting.is_sample:
        return ""
    zone = ZoneInfo(meeting.time_zone)
    start = meeting.starts_at.astimezone(zone)
    end = meeting.ends_at.astimezone(zone) if meeting.ends_at else None
    if not meeting.hours_are_known:
        start, end = start.date(), end.date() if end else None
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": meeting.title,
        "url": url,
        "startDate": start.isoformat(),
        "endDate": end.isoformat() if end else None,
        "eventStatus": f"https://schema.org/{STATUSES.get(meeting.status, 'EventScheduled')}",
        "eventAttendanceMode": f"https://schema.org/{MODES[meeting.format]}" if meeting.format else None,
        "location": places(meeting, url) or None,
        "description": meeting.summary or None,
        "organizer": {"@type": "Organization", "name": "Métropoles participatives"},
        "inLanguage": "fr",
    }
    text = json.dumps({name: value for name, value in data.items() if value is not None}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 -- every character that HTML knows is escaped


def places(meeting, url):
    """The room and, for those who join remotely, the page of the meeting."""
    found = []
    if meeting.format != MeetingFormat.REMOTE and (meeting.venue_name or meeting.venue_address):
        place = {"@type": "Place", "name": meeting.venue_name or meeting.venue_address}
        found.append(place | ({"address": meeting.venue_address} if meeting.venue_address else {}))
    if meeting.format in {MeetingFormat.REMOTE, MeetingFormat.HYBRID}:
        found.append({"@type": "VirtualLocation", "url": url})
    return found
