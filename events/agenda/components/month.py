"""One month of the agenda as a table."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from events.agenda.days import starts_by_day, weeks_of
from events.meetings.components.when import month_title
from events.vocabularies import MeetingStatus
from network.look.components import Component
from network.look.dates import format_day, format_hour

MOST_A_DAY = 3
"""Of a day with more meetings the first ones stand in the table, and a link leads to all."""


@dataclass(frozen=True)
class MonthMeeting:
    """A meeting inside a day."""

    title: str
    url: str
    format: str
    format_label: str
    hour: str = ""  # « 14 h 00 » in Paris, when it, or one of its sessions, begins that day
    is_cancelled: bool = False


@dataclass(frozen=True)
class MonthDay:
    day: date
    label: str  # « jeudi 1er juillet 2027 : Comité, Webinaire »
    in_month: bool
    is_today: bool
    meetings: list[MonthMeeting] = field(default_factory=list)
    url: str = ""
    """Of the list of this day alone."""
    is_chosen: bool = False

    @property
    def shown(self):
        return self.meetings if len(self.meetings) <= MOST_A_DAY else self.meetings[: MOST_A_DAY - 1]

    @property
    def more(self):
        """How many of its meetings stand only in the list of the day."""
        return len(self.meetings) - len(self.shown)

    @property
    def is_called_off(self):
        return bool(self.meetings) and all(meeting.is_cancelled for meeting in self.meetings)


@dataclass(frozen=True)
class MonthGrid(Component):
    """A month as a real table: weeks are rows, days have their names as headers."""

    title: str
    weeks: list[list[MonthDay]]
    weekdays: list[tuple[str, str]]  # ("lun.", "lundi")
    previous_url: str
    next_url: str
    previous_title: str
    next_title: str
    small: bool = False
    """Beside the list: only the numbers of the days, those with a meeting being links."""
    template_name: ClassVar[str] = "events/agenda/month_grid.html"

    @classmethod
    def of(cls, first, meetings, *, url_of, today, before, after, day_url=None, chosen=None, small=False):
        """The grid of the month of ``first``.

        ``meetings`` are those of its days, ``url_of`` gives a meeting's address and ``day_url`` that of the list of a
        day; ``before`` and ``after`` are (first day, address) of the months around it, the address being empty where
        the agenda ends; ``chosen`` is the day whose list stands below, if it is one day's.
        """
        by_day = {}
        for meeting in meetings:
            for day, start in starts_by_day(meeting).items():
                by_day.setdefault(day, []).append(month_meeting(meeting, url_of(meeting), start))
        weeks = [
            [
                MonthDay(
                    day=day,
                    label=day_label(day, by_day.get(day, [])),
                    in_month=day.month == first.month,
                    is_today=day == today,
                    meetings=by_day.get(day, []) if day.month == first.month else [],
                    url=day_url(day) if day_url and len(by_day.get(day, [])) > 1 else "",
                    is_chosen=day == chosen,
                )
                for day in week
            ]
            for week in weeks_of(first)
        ]
        return cls(
            title=month_title(first),
            weeks=weeks,
            weekdays=[(dateformat.format(day.day, "D"), dateformat.format(day.day, "l")) for day in weeks[0]],
            previous_url=before[1],
            previous_title=month_title(before[0]),
            next_url=after[1],
            next_title=month_title(after[0]),
            small=small,
        )


def day_label(day, meetings):
    """What a screen reader says of a day."""
    label = format_day(day, weekday=True)
    if not meetings:
        return label
    titles = ", ".join(meeting.title for meeting in meetings)
    return _("%(day)s: %(meetings)s") % {"day": label, "meetings": titles}


def month_meeting(meeting, url, start):
    """``start`` is when it begins that day, ``None`` on a day it only goes on."""
    title = meeting.title
    if meeting.is_sample:
        title = _("Example: %(title)s") % {"title": title}
    if meeting.status == MeetingStatus.CANCELLED:
        title = _("Cancelled: %(title)s") % {"title": title}
    return MonthMeeting(
        title=title,
        url=url,
        format=meeting.format,
        format_label=meeting.get_format_display(),
        hour=format_hour(timezone.localtime(start)) if meeting.hours_are_known and start else "",
        is_cancelled=meeting.status == MeetingStatus.CANCELLED,
    )
