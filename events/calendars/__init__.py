"""Meetings as calendar software reads them (RFC 5545, RFC 7986). Pure functions: no query, no request, no clock,
so the same meetings always give the same bytes. The numbers L1… and R1… are those of CALENDARS.md."""

from events.calendars.events import calendar_uid, meeting_to_event
from events.calendars.feeds import calendar_bytes

__all__ = ["calendar_bytes", "calendar_uid", "meeting_to_event"]
