"""Months and days of the agenda: as an address writes them, as a table shows them, and those of a meeting."""

import calendar
from datetime import date, timedelta

from django.utils import timezone

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Months outside these years are not shown: robots would follow « next month » for ever."""


def read_month(text):
    """The first day of a month written ``2026-12``, or ``None``."""
    year, _dash, month = text.partition("-")
    if not (year.isdecimal() and month.isdecimal() and len(year) == 4 and len(month) <= 2):
        return None
    year, month = int(year), int(month)
    return date(year, month, 1) if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 else None


def read_day(text, month):
    """A day of the month of ``month`` (its first day, or ``None``) written ``9``, or ``None``."""
    if month is None or not (text.isdecimal() and len(text) <= 2):
        return None
    return month.replace(day=int(text)) if 1 <= int(text) <= calendar.monthrange(month.year, month.month)[1] else None


def weeks_of(first):
    """The weeks of a month, Monday first; the days of the months around it included."""
    return calendar.Calendar().monthdatescalendar(first.year, first.month)


def starts_by_day(meeting):
    """``{day: moment}`` for each day in Paris on which a dated meeting takes place, in order: the days of its sessions,
    if it has any and they were fetched beforehand, else from its first to its last. The moment is when the meeting or
    one of its sessions begins that day, ``None`` where it only goes on."""
    sessions = meeting.sessions.all() if is_prefetched(meeting, "sessions") else []
    starts = {}
    for part in sorted(sessions, key=lambda session: session.starts_at) or [meeting]:
        first, *others = days_from(part.starts_at, part.ends_at)
        if starts.get(first) is None:
            starts[first] = part.starts_at
        for day in others:
            starts.setdefault(day)
    return dict(sorted(starts.items()))


def days_of(meeting):
    """The days in Paris on which a dated meeting takes place."""
    return list(starts_by_day(meeting))


def days_from(start, end):
    first = timezone.localdate(start)
    last = timezone.localdate(end) if end else first
    # A mistyped year must not fill the grid with a thousand days.
    return [first + timedelta(days=number) for number in range(min(max((last - first).days, 0), 60) + 1)]


def is_prefetched(record, name):
    return name in getattr(record, "_prefetched_objects_cache", {})
