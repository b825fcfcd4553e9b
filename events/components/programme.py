"""The programme of a meeting, on the thread: parts, and in each its items in order."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.utils.translation import ngettext

from events.vocabularies import AgendaItemKind
from network.components import Component
from network.dates import NBSP, format_day, format_hour

ICONS = {
    AgendaItemKind.WELCOME: "welcome",
    AgendaItemKind.PRESENTATION: "presentation",
    AgendaItemKind.FIELD_VISIT: "visit",
    AgendaItemKind.QUESTION: "question",
    AgendaItemKind.DISCUSSION: "discussion",
    AgendaItemKind.WORKSHOP: "workshop",
    AgendaItemKind.BREAK: "break",
    AgendaItemKind.CLOSING: "closing",
}


@dataclass(frozen=True)
class ProgrammeSpeaker:
    name: str
    role: str


@dataclass(frozen=True)
class ProgrammeItem:
    title: str
    kind: str
    kind_label: str
    icon: str
    anchor: str = ""
    when: str = ""  # « 14 h 00 – 14 h 45 », « 45 min »
    datetime: str = ""
    description: str = ""
    place: str = ""
    url: str = ""  # of the page it cites
    speakers: list[ProgrammeSpeaker] = field(default_factory=list)
    facilitators: list[ProgrammeSpeaker] = field(default_factory=list)

    @property
    def is_break(self):
        return self.kind == AgendaItemKind.BREAK


@dataclass(frozen=True)
class ProgrammePart:
    """A part of the programme; the items before any part have one without a title."""

    number: str = ""  # « 01 »
    title: str = ""
    anchor: str = ""
    description: str = ""
    day: str = ""  # « jeudi 5 mai 2022 », when the items have hours on several days
    items: list[ProgrammeItem] = field(default_factory=list)


@dataclass(frozen=True)
class Programme(Component):
    parts: list[ProgrammePart]
    template_name: ClassVar[str] = "events/components/programme.html"

    @property
    def is_timed(self):
        return any(item.when for part in self.parts for item in part.items)

    @property
    def has_numbered_parts(self):
        return any(part.number for part in self.parts)

    @classmethod
    def of(cls, items, *, time_zone, url_of=None):
        """From a meeting's agenda items in order; ``url_of`` gives the address of a page an item cites."""
        zone = ZoneInfo(time_zone)
        parts, number = [], 0
        several_days = len({item.starts_at.astimezone(zone).date() for item in items if item.starts_at}) > 1
        day = None
        for item in items:
            if item.kind == AgendaItemKind.PART:
                number += 1
                parts.append(
                    ProgrammePart(
                        f"{number:02d}",
                        item.title,
                        item.anchor,
                        item.description,
                        items=[],
                    )
                )
                continue
            if several_days and item.starts_at and item.starts_at.astimezone(zone).date() != day:
                day = item.starts_at.astimezone(zone).date()
                if parts and not parts[-1].items:
                    parts[-1] = replace(parts[-1], day=format_day(day, weekday=True))
                else:
                    parts.append(ProgrammePart(day=format_day(day, weekday=True), items=[]))
            if not parts:
                parts.append(ProgrammePart(items=[]))
            parts[-1].items.append(programme_item(item, zone, url_of))
        return cls(parts)


def programme_item(item, zone, url_of):
    speakers = [
        (
            speaker.capacity,
            ProgrammeSpeaker(speaker.person.full_name, speaker.role_text),
        )
        for speaker in item.speakers.all()
    ]
    start = item.starts_at.astimezone(zone) if item.starts_at else None
    label = str(item.get_kind_display())
    return ProgrammeItem(
        title=item.title,
        kind=item.kind,
        kind_label="" if item.title.casefold() == label.casefold() else label,
        icon=ICONS.get(item.kind, "presentation"),
        anchor=item.anchor,
        when=item_hours(start, item.length_min),
        datetime=start.isoformat(timespec="minutes") if start else "",
        description=item.description,
        place=item.place,
        url=url_of(item.cited_page) if url_of and item.cited_page_id else "",
        speakers=[person for capacity, person in speakers if capacity == "speaker"],
        facilitators=[person for capacity, person in speakers if capacity == "facilitator"],
    )


def item_hours(start, length_min):
    """« 14 h 00 – 14 h 45 », « 14 h 00 », « 45 min », or nothing."""
    if start and length_min:
        return f"{format_hour(start)}{NBSP}– {format_hour(start + timedelta(minutes=length_min))}"
    if start:
        return format_hour(start)
    if length_min:
        return ngettext("%(count)d minute", "%(count)d minutes", length_min) % {"count": length_min}
    return ""
