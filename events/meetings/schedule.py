"""The hours of a programme: what is given, what follows from it, and where it does not add up. Pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from events.meetings.shapes import Item
from events.vocabularies import AgendaItemKind
from network.look.dates import format_day, format_hour


@dataclass(frozen=True)
class Slot:
    """When one item of a programme takes place; ``None`` where nothing says so."""

    item: Item
    start: datetime | None = None
    end: datetime | None = None
    is_computed: bool = False
    """The start was not given: it follows from the item before."""


class Timed(NamedTuple):
    """An item whose start is known."""

    title: str
    start: datetime
    end: datetime | None


def schedule(items: Iterable[Item], *, starts_at: datetime | None = None, zone: tzinfo | None = None) -> list[Slot]:
    """One ``Slot`` for each item, in order.

    An item without a start begins when the one before it ends, the first one when the meeting does (``starts_at``);
    one without a length ends when the next one starts, if that is given. Nothing is made up for a programme in which
    no item has a start or a length. Titles of parts take no time.
    """
    items = list(items)
    timed = [item for item in items if item.kind != AgendaItemKind.PART]
    if not any(item.starts_at or item.length_min for item in timed):
        return [Slot(item) for item in items]
    slots: list[Slot] = []
    clock = starts_at
    for number, item in enumerate(items):
        if item.kind == AgendaItemKind.PART:
            slots.append(Slot(item))
            continue
        start = item.starts_at or clock
        start = start.astimezone(zone) if start and zone else start
        end = None
        if start and item.length_min:
            end = start + timedelta(minutes=item.length_min)
        elif start:
            following = next((later for later in items[number + 1 :] if later.kind != AgendaItemKind.PART), None)
            if following and following.starts_at and following.starts_at > start:
                end = following.starts_at.astimezone(zone) if zone else following.starts_at
        slots.append(Slot(item, start, end, is_computed=item.starts_at is None and start is not None))
        clock = end
    return slots


def schedule_remarks(
    slots: Iterable[Slot], *, starts_at: datetime | None, ends_at: datetime | None, zone: tzinfo
) -> list[str]:
    """What an organiser should look at again: overlaps, gaps, items outside the meeting's hours. Sentences."""
    remarks = []
    timed = [Timed(slot.item.title, slot.start, slot.end) for slot in slots if slot.start]
    longest: Timed | None = None  # the item so far that ends last: one of an hour may reach over several short ones
    for above, after in pairwise(timed):
        longest = max((slot for slot in (longest, above) if slot), key=lambda slot: slot.end or slot.start)
        before = above if after.start < above.start or not longest.end else longest
        words: dict[str, object] = {"before": before.title, "after": after.title, "start": hour(after.start, zone)}
        if after.start < before.start:
            remarks.append(_("“%(after)s” (%(start)s) starts before “%(before)s”, which stands above it.") % words)
        elif before.end and after.start < before.end:
            words["end"] = hour(before.end, zone)
            remarks.append(_("“%(after)s” starts at %(start)s, before “%(before)s” ends (%(end)s).") % words)
        elif before.end and after.start > before.end and same_day(before.end, after.start, zone):
            words |= {"end": hour(before.end, zone), "minutes": (after.start - before.end) // timedelta(minutes=1)}
            remarks.append(
                _("Nothing for %(minutes)d minutes between “%(before)s” (until %(end)s) and “%(after)s” (%(start)s).")
                % words
            )
    if timed and starts_at and timed[0].start < starts_at:
        remarks.append(
            _("“%(item)s” starts at %(start)s, before the meeting (%(meeting)s).")
            % {"item": timed[0].title, "start": hour(timed[0].start, zone), "meeting": hour(starts_at, zone)}
        )
    beyond = next((slot for slot in timed if not slot.end and ends_at and slot.start >= ends_at), None)
    if ends_at and beyond:
        remarks.append(
            _("“%(item)s” starts at %(start)s, once the meeting is over (%(meeting)s).")
            % {"item": beyond.title, "start": hour(beyond.start, zone), "meeting": hour(ends_at, zone)}
        )
    ends = [(slot.end, slot) for slot in timed if slot.end]
    if not ends or not ends_at:
        return remarks
    last_end, last = max(ends, key=lambda found: found[0])
    end, over = words_apart(last_end, ends_at, zone)
    if last_end > ends_at:
        remarks.append(
            _("The programme ends at %(end)s with “%(item)s”, after the end of the meeting (%(meeting)s).")
            % {"item": last.title, "end": end, "meeting": over}
        )
    elif last is timed[-1] and last_end < ends_at:
        remarks.append(
            _("The programme ends at %(end)s, before the end of the meeting (%(meeting)s).")
            % {"end": end, "meeting": over}
        )
    return remarks


def hour(moment: datetime, zone: tzinfo) -> str:
    return format_hour(moment.astimezone(zone))


def words_apart(one: datetime, other: datetime, zone: tzinfo) -> tuple[str, str]:
    """Two moments in words: their hours, with their days when those differ."""
    if same_day(one, other, zone):
        return hour(one, zone), hour(other, zone)
    first, second = (f"{format_day(moment.astimezone(zone))}, {hour(moment, zone)}" for moment in (one, other))
    return first, second


def same_day(one: datetime, other: datetime, zone: tzinfo) -> bool:
    return one.astimezone(zone).date() == other.astimezone(zone).date()
