"""Which events a public feed holds: what its address asks for, and the texts that answer (issue 6, 1)."""

from collections import namedtuple
from dataclasses import replace
from datetime import timedelta

from django.db.models import CharField, Q, Value
from django.utils import timezone

from events.agenda.narrowing import narrowed
from events.calendars.event_texts import made_with, renew_old_texts
from events.calendars.models import EventText
from events.feeds.choices import BLOCKS, HOURS, unknown
from events.meetings.models.meeting import MeetingPage
from events.meetings.models.querysets import FEED_COMING_DAYS, FEED_PAST_DAYS, start_of_day
from events.vocabularies import MeetingFormat, MeetingKind
from network.directory.models.metropolises import Metropolis
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup

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
    meetings = answering(reader.visible(MeetingPage.objects.live().dated()), choices)
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


def answering(meetings, choices):
    """Those with an event that answers to the choices: a session may have another format than its meeting."""
    meetings = narrowed(meetings, replace(choices, formats=()))
    if choices.formats:
        meetings = meetings.filter(Q(event_texts__isnull=True) | Q(event_texts__format__in=choices.formats))
    return meetings


# When


def last_change(changed_at, now=None):
    """In whole seconds since 1970: the last noted change, or last midnight, since meetings enter and leave the feed
    as days go by. It never goes back (R6)."""
    midnight = start_of_day(timezone.localdate(now))
    return int(max(changed_at or midnight, midnight).timestamp())
