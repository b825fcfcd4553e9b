"""The number by which calendar software knows a newer version of a meeting (SEQUENCE, RFC 5545 §3.8.7.4)."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from events.calendars.models import CalendarEntry, CalendarIdentity, SessionCalendarEntry
from events.meetings.models.meeting import MeetingPage
from events.meetings.models.sessions import MeetingSession

SIGNIFICANT = (
    "starts_at",
    "ends_at",
    "hours_are_known",
    "time_zone",
    "format",
    "venue_name",
    "venue_address",
    "remote_link",
    "remote_code",
    "remote_phone",
)
OF_A_SESSION = ("starts_at", "ends_at", "format", "place", "remote_link")
OF_ITS_MEETING = ("time_zone", "venue_name", "venue_address", "remote_link")


def calendar_facts(meeting: MeetingPage, sessions: Sequence[MeetingSession] = ()) -> str:
    """A hash of when, where and whether the meeting takes place."""
    facts: dict[str, Any] = {name: str(getattr(meeting, name) or "") for name in SIGNIFICANT}
    facts["host"] = meeting.host_id or ""
    if sessions:  # its block of days follows them
        facts["sessions"] = sorted([str(session.starts_at), str(session.ends_at)] for session in sessions)
    return hashed(facts | state_of(meeting))


def session_facts(meeting: MeetingPage, session: MeetingSession) -> str:
    """A hash of when, where and whether one session takes place."""
    facts: dict[str, Any] = {name: str(getattr(session, name) or "") for name in OF_A_SESSION}
    facts["meeting"] = {name: str(getattr(meeting, name) or "") for name in OF_ITS_MEETING}
    facts["host"] = meeting.host_id or ""
    return hashed(facts | state_of(meeting))


def state_of(meeting: MeetingPage) -> dict[str, bool]:
    return {
        "cancelled": meeting.status == meeting.Status.CANCELLED,
        "tentative": meeting.status == meeting.Status.SAVE_THE_DATE,
    }


def hashed(facts: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def note_publication(meeting: MeetingPage, *, now: datetime | None = None) -> CalendarEntry:
    """Keep the moment of a publication, and count one version more when the meeting's time, place or status changed.

    Google and Exchange ignore an update whose number did not grow; it never
    shrinks, even when an older revision is published again.
    """
    now = now or timezone.now()
    sessions = list(meeting.sessions.all())
    entry, _made = CalendarEntry.objects.get_or_create(meeting=meeting)
    moved = count_version(entry, calendar_facts(meeting, sessions), now)
    moved = note_sessions(meeting, sessions, now) or moved
    if moved:
        entry.moved_at, entry.moved_from = now, entry.starts_at
    entry.starts_at = meeting.starts_at
    entry.save()
    return entry


def note_sessions(meeting: MeetingPage, sessions: Iterable[MeetingSession], now: datetime) -> bool:
    """Likewise for each session. One taken out is cancelled; one that an old draft brings back is itself again."""
    entries = {entry.session_key: entry for entry in meeting.session_calendar_entries.all()}
    was_published = bool(entries)
    moved = False
    for session in sessions:
        entry = entries.pop(session.key, None)
        moved = moved or (entry is None and was_published)
        entry = entry or SessionCalendarEntry(meeting=meeting, session_key=session.key)
        moved = count_version(entry, session_facts(meeting, session), now, again=entry.removed_at) or moved
        entry.removed_at = None
        entry.save()
    for entry in entries.values():
        if entry.removed_at is None:
            entry.sequence += 1
            entry.removed_at = entry.modified_at = now
            entry.save()
            moved = True
    return moved


def count_version(entry: CalendarIdentity, facts: str, now: datetime, *, again: datetime | None = None) -> bool:
    """Whether what matters changed since the last publication; the entry is not saved."""
    moved = bool(entry.facts and (entry.facts != facts or again))
    if moved:
        entry.sequence += 1
    entry.facts = facts
    entry.modified_at = now
    return moved
