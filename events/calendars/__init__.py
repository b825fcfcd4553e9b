"""Meetings as calendar software reads them (RFC 5545, RFC 7986). Pure functions: no query, no request, no clock,
so the same meetings always give the same bytes. The numbers L1… and R1… are those of CALENDARS.md."""

from events.calendars.events import calendar_uid, meeting_to_event
from events.calendars.feeds import calendar_bytes, event_order, joined_texts, tzids_of
from events.calendars.personal import cancelled_text, personal_text

__all__ = [
    "calendar_bytes",
    "calendar_uid",
    "cancelled_text",
    "event_order",
    "joined_texts",
    "meeting_to_event",
    "personal_text",
    "tzids_of",
]
