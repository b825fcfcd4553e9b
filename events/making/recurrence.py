"""The days of a series: « every first Tuesday, September to June, not on public holidays ». Pure functions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import holidays
from dateutil import rrule
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_DAYS = 60
LONGEST = timedelta(days=2 * 366)
EVERY_WEEK, EVERY_TWO_WEEKS, LAST = "weekly", "fortnightly", "-1"
RHYTHMS = [
    ("1", gettext_lazy("The first of each month")),
    ("2", gettext_lazy("The second of each month")),
    ("3", gettext_lazy("The third of each month")),
    ("4", gettext_lazy("The fourth of each month")),
    (LAST, gettext_lazy("The last of each month")),
    (EVERY_WEEK, gettext_lazy("Every week")),
    (EVERY_TWO_WEEKS, gettext_lazy("Every two weeks")),
]
TERRITORIES = {
    "America/Guadeloupe": "GP",
    "America/Martinique": "MQ",
    "America/Cayenne": "GF",
    "Indian/Reunion": "RE",
    "Indian/Mayotte": "YT",
    "America/Miquelon": "PM",
    "Pacific/Noumea": "NC",
    "Pacific/Tahiti": "PF",
}
"""Overseas, public holidays of their own (the abolition of slavery) come on top of those of all France."""


@dataclass(frozen=True)
class Occurrence:
    day: date
    left_out: str = ""
    """Why this day is none of the series, in words; "" for one that is."""


def occurrences(
    *,
    rhythm: str,
    weekday: int,
    first_day: date,
    last_day: date,
    months_left_out: Collection[int] = (),
    skip_holidays: bool = True,
    time_zone: str = "Europe/Paris",
) -> list[Occurrence]:
    """Every day of the rule between two days, those left out with their reason. At most ``MOST_DAYS`` are kept."""
    until = min(last_day, first_day + LONGEST)
    on = rrule.weekday(weekday)
    if rhythm in {EVERY_WEEK, EVERY_TWO_WEEKS}:
        rule = rrule.rrule(
            rrule.WEEKLY, interval=1 if rhythm == EVERY_WEEK else 2, byweekday=on, dtstart=first_day, until=until
        )
    else:
        rule = rrule.rrule(rrule.MONTHLY, byweekday=on(int(rhythm)), dtstart=first_day, until=until)
    days_off = public_holidays(range(first_day.year, until.year + 1), time_zone) if skip_holidays else {}
    found, kept = [], 0
    for moment in rule:
        day = moment.date()
        reason = days_off.get(day, "")
        if day.month in months_left_out:
            reason = _("month left out")
        if not reason:
            kept += 1
            if kept > MOST_DAYS:
                break
        found.append(Occurrence(day, reason))
    return found


def public_holidays(years: Iterable[int], time_zone: str = "Europe/Paris") -> dict[date, str]:
    """``{day: name in French}`` of the public holidays where the clocks of a zone are."""
    found = holidays.country_holidays("FR", subdiv=TERRITORIES.get(time_zone), years=years, language="fr")
    return dict(found.items())
