"""Dates and hours as French readers write them: « 1er mai », « 5 et 6 mai 2022 », « 14 h 00 – 16 h 00 »."""

from datetime import date, datetime

from django.utils import dateformat, timezone

NBSP = "\xa0"


def format_day(day: date, *, weekday: bool = False, year: bool = True) -> str:
    """« jeudi 1er juillet 2027 », « 5 mai 2022 ». ``day`` is a date or a datetime in the zone to show."""
    number = "1er" if day.day == 1 else str(day.day)
    parts = [dateformat.format(day, "l")] if weekday else []
    parts.append(f"{number}{NBSP}{dateformat.format(day, 'F')}")
    if year:
        parts[-1] += f"{NBSP}{day.year}"
    return " ".join(parts)


def format_hour(moment: datetime) -> str:
    """« 14 h 00 » for an aware datetime, in its own zone."""
    return f"{moment.hour}{NBSP}h{NBSP}{moment.minute:02d}"


def format_days(first: date, last: date) -> str:
    """The days from first to last: « 5 et 6 mai 2022 », « du 30 juin au 2 juillet 2027 », « 5 mai 2022 »."""
    if first == last:
        return format_day(first)
    same_month = (first.year, first.month) == (last.year, last.month)
    number = "1er" if first.day == 1 else str(first.day)
    if same_month and (last - first).days == 1:
        return f"{number} et {format_day(last)}"
    if same_month:
        return f"du {number} au {format_day(last)}"
    return f"du {format_day(first, year=first.year != last.year)} au {format_day(last)}"


def format_span(start: datetime, end: datetime, *, hours: bool = True) -> str:
    """When something takes place. ``start`` and ``end`` are aware datetimes in the zone to show.

    « jeudi 1er juillet 2027, 14 h 00 – 16 h 00 »; over several days « du 30 juin au 2 juillet 2027 ».
    """
    if start.date() != end.date():
        return format_days(start.date(), end.date())
    day = format_day(start, weekday=True)
    if not hours:
        return day
    return f"{day}, {format_hour(start)}{NBSP}–{NBSP}{format_hour(end)}"


def in_paris(moment: datetime) -> datetime:
    """An aware datetime as the site's readers live it."""
    return timezone.localtime(moment)
