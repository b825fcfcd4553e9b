"""When a meeting takes place, in the words of a reader in Paris and of one where it takes place."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from events.moments import PARIS
from events.vocabularies import TIME_ZONES
from network.look.dates import NBSP, format_day, format_hour, format_span

STALE_AFTER = timedelta(days=365)


@dataclass(frozen=True)
class When:
    """When a meeting or a session takes place, in the time zone of the meeting; there are always words."""

    text: str  # « jeudi 1er juillet 2027, 14 h 00 – 16 h 00 »; without a date « Annoncée en mai 2022, sans date »
    start: datetime | None = None  # aware, in the zone of the meeting; None while there is no date
    end: datetime | None = None  # None when it is not known
    hours: str = ""  # « 14 h 00 – 16 h 00 (heure de La Réunion) », "" when unknown
    paris: str = ""  # the same in Paris, when it differs

    @property
    def date_text(self):
        """The words of the date, "" while there is none."""
        return self.text if self.start else ""

    @property
    def short_text(self):
        """The words of the date, or that there is none yet."""
        return self.date_text or _("No date yet")


def meeting_when(meeting):
    """The ``When`` of a meeting: of its date, else what was announced."""
    if not meeting.starts_at:
        return When(announced_text(meeting))
    return when_of(
        meeting.starts_at,
        meeting.ends_at,
        time_zone=meeting.time_zone,
        zone_label=meeting.get_time_zone_display(),
        hours_are_known=meeting.hours_are_known,
    )


def when_of(starts_at, ends_at, *, time_zone, zone_label, hours_are_known=True):
    """The ``When`` of two moments, the second perhaps unknown (``None``), in a zone and its name in words."""
    zone = ZoneInfo(time_zone)
    start = starts_at.astimezone(zone)
    end = ends_at.astimezone(zone) if ends_at else None
    if end is None or end < start:
        text = format_day(start, weekday=True)
        hours = format_hour(start)
        text = f"{text}, {hours}" if hours_are_known else text
    else:
        text = format_span(start, end, hours=hours_are_known)
        hours = hours_text(start, end)
    if not hours_are_known:
        return When(text, start, end)
    paris = ""
    if time_zone != PARIS and start.utcoffset() != starts_at.astimezone(ZoneInfo(PARIS)).utcoffset():
        hours = _("%(hours)s (%(zone)s time)") % {"hours": hours, "zone": zone_label}
        paris_start = start.astimezone(ZoneInfo(PARIS))
        paris = paris_words(start, end, paris_start)
    return When(text, start, end, hours, paris)


def paris_words(start, end, paris_start):
    """The same in Paris: days and hours, or over several days the hours, with the days where they are others there."""
    if end is None or end < start:
        return format_hour(paris_start)
    paris_end = end.astimezone(ZoneInfo(PARIS))
    if paris_start.date() == paris_end.date():
        return format_span(paris_start, paris_end)
    hours = hours_text(paris_start, paris_end)
    if (paris_start.date(), paris_end.date()) == (start.date(), end.date()):
        return hours
    return f"{format_span(paris_start, paris_end, hours=False)}, {hours}"


def hours_text(start, end):
    """« 14 h 00 – 16 h 00 », or over several days « début à 14 h 00, fin à 16 h 00 »."""
    if start.date() == end.date():
        return f"{format_hour(start)}{NBSP}–{NBSP}{format_hour(end)}"
    return _("starts at %(start)s, ends at %(end)s") % {
        "start": format_hour(start),
        "end": format_hour(end),
    }


def month_title(day):
    """« décembre 2026 »"""
    return f"{dateformat.format(day, 'F')}{NBSP}{day.year}"


def announced_text(meeting):
    """« Annoncée en mai 2022, au printemps 2023 »: what was said when there was no date yet."""
    if meeting.announced_on and meeting.date_as_announced:
        return _("Announced in %(month)s for: %(date)s") % {
            "month": month_title(meeting.announced_on),
            "date": meeting.date_as_announced,
        }
    if meeting.announced_on:
        return _("Announced in %(month)s, without a date") % {"month": month_title(meeting.announced_on)}
    if meeting.date_as_announced:
        return _("Announced for: %(date)s") % {"date": meeting.date_as_announced}
    return _("Announced, without a date")


def is_stale(meeting, today=None):
    """Whether a meeting was announced so long ago, without anything since, that the site must say it does not know."""
    today = today or timezone.localdate()
    return (
        meeting.status == meeting.Status.ANNOUNCED
        and meeting.announced_on is not None
        and today - meeting.announced_on > STALE_AFTER
    )


def option_text(option, time_zone=PARIS):
    """When an option of a date poll would be, in the poll's zone: « mardi 12 janvier 2027, 10 h 00 – 12 h 00 »."""
    zone = ZoneInfo(time_zone)
    start, end = option.starts_at.astimezone(zone), option.ends_at.astimezone(zone)
    if not option.hours_are_known:
        return format_span(start, end, hours=False)
    if start.date() == end.date():
        return format_span(start, end)
    return f"{format_span(start, end)}, {hours_text(start, end)}"


def option_hours(option, time_zone=PARIS):
    """Only the hours of an option: « 10 h 00 – 12 h 00 », or nothing when it is of whole days."""
    zone = ZoneInfo(time_zone)
    if not option.hours_are_known:
        return ""
    return hours_text(option.starts_at.astimezone(zone), option.ends_at.astimezone(zone))


def zone_note(time_zone):
    """« heure de La Réunion » when a zone is not that of Paris, else nothing."""
    if time_zone == PARIS:
        return ""
    return _("%(zone)s time") % {"zone": dict(TIME_ZONES).get(time_zone, time_zone)}
