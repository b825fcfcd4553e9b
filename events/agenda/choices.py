"""What the agenda shows: the choices of an address, whatever is written in it, and the days of a month."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.http import QueryDict
from django.utils import timezone

from events.vocabularies import MeetingFormat, MeetingKind

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Months outside these years are not shown: robots would follow « next month » for ever."""


@dataclass(frozen=True)
class AgendaChoices:
    """The choices an address of the agenda makes. What it says wrongly is as if it were not said."""

    by_month: bool = False
    month: date | None = None  # the first of the month; None: the current one
    day: date | None = None  # one day of that month; None: all
    format: str = ""
    kind: str = ""
    metropolis: str = ""  # a slug
    group: str = ""  # the slug of a working group
    theme: str = ""  # the code of a theme

    @classmethod
    def read(cls, query, metropolises, groups=(), themes=()):
        """From ``request.GET`` and the slugs and codes that exist."""
        month = read_month(query.get("mois", ""))
        return cls(
            by_month=query.get("vue") == "mois",
            month=month,
            day=read_day(query.get("jour", ""), month),
            format=known(query.get("format"), MeetingFormat.values),
            kind=known(query.get("type"), MeetingKind.values),
            metropolis=known(query.get("metropole"), metropolises),
            group=known(query.get("groupe"), groups),
            theme=known(query.get("theme"), themes),
        )

    @property
    def filters(self):
        """How many filters are set."""
        return sum(bool(value) for value in (self.format, self.kind, self.metropolis, self.group, self.theme))

    def query(self):
        """The canonical query string of these choices, in one order."""
        parameters = QueryDict(mutable=True)
        if self.by_month:
            parameters["vue"] = "mois"
            if self.month:
                parameters["mois"] = f"{self.month:%Y-%m}"
            if self.day:
                parameters["jour"] = str(self.day.day)
        for name, value in (
            ("format", self.format),
            ("type", self.kind),
            ("metropole", self.metropolis),
            ("groupe", self.group),
            ("theme", self.theme),
        ):
            if value:
                parameters[name] = value
        return parameters.urlencode()

    def address(self, base, **changes):
        """The address of the agenda at ``base`` with some choices changed."""
        query = replace(self, **changes).query()
        return f"{base}?{query}" if query else base


def known(value, values):
    return value if value in values else ""


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


def next_month(first):
    return (first + timedelta(days=31)).replace(day=1)


def previous_month(first):
    return (first - timedelta(days=1)).replace(day=1)


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


def page_number(text, last):
    """The number of the page asked for, or of the nearest one there is."""
    try:
        number = int(text)
    except (TypeError, ValueError):
        return 1
    return min(max(number, 1), last)
