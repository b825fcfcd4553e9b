"""Which events a public feed holds: what its address asks for, and the texts that answer (issue 6, 1)."""

from collections import namedtuple
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.event_texts import made_with, renew_old_texts
from events.models import Attendance, CalendarClock, EventText, MeetingPage
from events.models.querysets import FEED_COMING_DAYS, FEED_PAST_DAYS, start_of_day
from events.vocabularies import AttendanceStatus, MeetingFormat, MeetingKind
from network.models import Metropolis, Theme, WorkingGroup

BLOCKS = "blocs"
HOURS = "heures"
MOST_VALUES = 30
PARAMETERS = {
    "metropole": "metropolises",
    "groupe": "groups",
    "thematique": "themes",
    "type": "kinds",
    "format": "formats",
}
"""What an address may choose by, in the order in which a feed's own address writes it."""


class UnknownChoice(ValueError):
    """An address asks for something that does not exist; says what, in one line for whoever reads it."""


@dataclass(frozen=True)
class FeedChoices:
    """What a feed is asked for. Values of one kind add up, kinds narrow each other; equal choices are equal."""

    metropolises: tuple = ()
    groups: tuple = ()
    themes: tuple = ()
    kinds: tuple = ()
    formats: tuple = ()
    days: str = HOURS

    @classmethod
    def read(cls, query, **path):
        """Of an address: ``query`` is its QueryDict, ``path`` what stands before the question mark.

        Raises ``UnknownChoice``. Parameters we do not know are left alone: some clients add their own.
        """
        values = {}
        for parameter, field in PARAMETERS.items():
            asked = [part for value in query.getlist(parameter) for part in value.split(",")]
            asked += [path[parameter]] if path.get(parameter) else []
            values[field] = tuple(sorted({value.strip().lower() for value in asked if value.strip()}))
            if len(values[field]) > MOST_VALUES:
                raise UnknownChoice(_("“%(name)s” has too many values.") % {"name": parameter})
        for parameter, choices in (("type", MeetingKind), ("format", MeetingFormat)):
            for value in values[PARAMETERS[parameter]]:
                if value not in choices.values:
                    raise unknown(parameter, value, choices.values)
        days = query.get("jours") or HOURS
        if days not in (HOURS, BLOCKS):
            raise unknown("jours", days, [HOURS, BLOCKS])
        return cls(**values, days=days)

    @property
    def query(self):
        """The query string of these choices, always written the same way."""
        query = QueryDict(mutable=True)
        for parameter, field in PARAMETERS.items():
            if values := getattr(self, field):
                query.setlist(parameter, values)
        if self.days != HOURS:
            query["jours"] = self.days
        return query.urlencode()

    @property
    def chosen(self):
        """``(parameter, values)`` of what is narrowed."""
        return [(parameter, getattr(self, field)) for parameter, field in PARAMETERS.items() if getattr(self, field)]

    def path(self, extension="ics"):
        """The address of the feed: a short one when a single thing is chosen."""
        chosen, days = self.chosen, f"?jours={self.days}" if self.days != HOURS else ""
        if len(chosen) == 1 and len(chosen[0][1]) == 1 and chosen[0][0] != "format":
            parameter, (value,) = chosen[0]
            return reverse(f"events:feed_{parameter}", args=[value, extension]) + days
        query = self.query
        return reverse("events:feed", args=[extension]) + (f"?{query}" if query else "")


def unknown(parameter, value, known=()):
    text = _("“%(value)s” is not a known value of “%(name)s”.") % {"value": shortened(value), "name": parameter}
    if known:
        text += " " + _("Known values: %(values)s.") % {"values": ", ".join(known)}
    return UnknownChoice(text)


def shortened(value, length=60):
    value = "".join(character for character in value if character.isprintable())
    return value if len(value) <= length else f"{value[:length]}…"


# Names


def names_of(choices):
    """What the choices are called, in their order: one query. Raises ``UnknownChoice`` for what does not exist."""
    asked = {"metropole": choices.metropolises, "groupe": choices.groups, "thematique": choices.themes}
    sources = {
        "metropole": (Metropolis, "slug", "short_name"),
        "groupe": (WorkingGroup, "slug", "title"),
        "thematique": (Theme, "code", "label"),
    }
    found = {}
    queries = []
    for parameter, values in asked.items():
        if values:
            model, key, name = sources[parameter]
            wanted = Q()
            for value in values:
                wanted |= Q(**{f"{key}__iexact": value})
            kind = Value(parameter, output_field=CharField())
            queries.append(model.objects.filter(wanted).order_by().values_list(kind, key, name))
    if queries:
        rows = queries[0].union(*queries[1:]) if len(queries) > 1 else queries[0]
        found = {(parameter, key.lower()): name for parameter, key, name in rows}
    names = []
    for parameter, values in choices.chosen:
        if parameter == "type":
            names += [str(MeetingKind(value).label) for value in values]
        elif parameter == "format":
            names += [str(MeetingFormat(value).label) for value in values]
        else:
            for value in values:
                if (parameter, value) not in found:
                    raise unknown(parameter, value)
                names.append(found[parameter, value])
    return names


# Texts

COLUMNS = (
    "pk",
    "event_texts__made_with",
    "event_texts__order",
    "event_texts__tzid",
    "event_texts__text",
)
Row = namedtuple("Row", ["meeting", "made_with", "order", "tzid", "text"])


def chosen_rows(choices, reader, now=None):
    """The events of a feed for a reader, in the order of the file. One query; two when texts had to be written."""
    meetings = narrowed(reader.visible(MeetingPage.objects.live().dated()), choices)
    return current_rows(meetings.filter(shown_as(choices.days) & within_feed(now)))


def rows_of_meeting(meetings, days=HOURS):
    """The events of one meeting, whenever it takes place."""
    return current_rows(meetings.filter(shown_as(days)))


def current_rows(meetings):
    """Rows of texts that are up to date, written now if they are not."""
    found = [Row(*row) for row in meetings.order_by().values_list(*COLUMNS)]
    if any(row.made_with != made_with() for row in found):
        renew_old_texts()
        found = [Row(*row) for row in meetings.order_by().values_list(*COLUMNS)]
    return sorted((row for row in found if row.text), key=lambda row: row.order)


def shown_as(days):
    """The condition on texts of a view of the days; a meeting without any text yet answers too, to get one."""
    view = EventText.Shown.DAYS if days == BLOCKS else EventText.Shown.HOURS
    return Q(event_texts__isnull=True) | Q(event_texts__shown__in=[EventText.Shown.ALWAYS, view])


def within_feed(now=None):
    """The condition of what a feed holds: the last three months, so that changes and cancellations are still seen,
    and a little over a year ahead (R26)."""
    today = timezone.localdate(now)
    first = start_of_day(today - timedelta(days=FEED_PAST_DAYS))
    last = start_of_day(today + timedelta(days=FEED_COMING_DAYS + 1))
    inside = Q(event_texts__ends_at__gte=first, event_texts__starts_at__lt=last)
    return Q(event_texts__isnull=True) | inside


def narrowed(meetings, choices):
    """Those that answer to the choices. A metropolis has part in what it hosts or attended."""
    if choices.metropolises:
        there = [AttendanceStatus.PRESENT, AttendanceStatus.REMOTE]
        attended = Attendance.objects.filter(metropolis__slug__in=choices.metropolises, status__in=there)
        meetings = meetings.filter(Q(host__slug__in=choices.metropolises) | Q(pk__in=attended.values("meeting")))
    if choices.groups:
        meetings = meetings.filter(working_group__slug__in=choices.groups)
    if choices.themes:
        codes = Q()
        for code in choices.themes:
            codes |= Q(theme__code__iexact=code) | Q(theme__parent__code__iexact=code)
        through = MeetingPage.themes.through.objects.filter(codes, meetingpage=OuterRef("pk"))
        meetings = meetings.filter(Exists(through))
    if choices.kinds:
        meetings = meetings.filter(kind__in=choices.kinds)
    if choices.formats:
        meetings = meetings.filter(Q(event_texts__isnull=True) | Q(event_texts__format__in=choices.formats))
    return meetings


# When


def clock():
    """When what feeds print last changed; ``None`` when nothing ever did."""
    return CalendarClock.objects.filter(pk=1).values_list("changed_at", flat=True).first()


def last_change(changed_at, now=None):
    """In whole seconds since 1970: the last noted change, or last midnight, since meetings enter and leave the feed
    as days go by. It never goes back (R6)."""
    midnight = start_of_day(timezone.localdate(now))
    return int(max(changed_at or midnight, midnight).timestamp())


def absolute(address):
    """A whole address that no request decides, so that the bytes are the same for everybody (R7)."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + address
