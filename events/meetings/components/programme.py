"""The programme of a meeting, on the thread: parts, and in each its items in order."""

from dataclasses import dataclass, field, replace
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.utils.translation import ngettext

from events.meetings.components.documents import file_links
from events.meetings.schedule import schedule
from events.vocabularies import AgendaItemKind
from network.look.components import Component, FileLink, Link
from network.look.dates import NBSP, format_day, format_hour

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
    metropolis: str = ""


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
    cited: list[Link] = field(default_factory=list)  # pages the reader may see
    documents: list[FileLink] = field(default_factory=list)
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
    template_name: ClassVar[str] = "events/meetings/programme.html"

    @property
    def is_timed(self):
        return any(item.when for part in self.parts for item in part.items)

    @property
    def has_numbered_parts(self):
        return any(part.number for part in self.parts)

    @classmethod
    def of(cls, items, *, time_zone, starts_at=None, url_of=None, note_of=None):
        """From a meeting's agenda items in order.

        ``starts_at`` is the meeting's start, if its hour is known: the first item without one begins then. ``url_of``
        gives the address of a page an item cites, ``note_of`` says for whom a document is.
        """
        zone = ZoneInfo(time_zone)
        slots = schedule(items, starts_at=starts_at, zone=zone)
        parts, number = [], 0
        several_days = len({slot.start.date() for slot in slots if slot.start}) > 1
        day = None
        for slot in slots:
            item = slot.item
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
            if several_days and slot.start and slot.start.date() != day:
                day = slot.start.date()
                if parts and not parts[-1].items:
                    parts[-1] = replace(parts[-1], day=format_day(day, weekday=True))
                else:
                    parts.append(ProgrammePart(day=format_day(day, weekday=True), items=[]))
            if not parts:
                parts.append(ProgrammePart(items=[]))
            parts[-1].items.append(programme_item(slot, url_of, note_of))
        return cls(parts)


def programme_item(slot, url_of, note_of=None):
    item = slot.item
    speakers = [
        (
            speaker.capacity,
            ProgrammeSpeaker(
                speaker.person.full_name,
                speaker.role_text,
                speaker.metropolis.short_name if speaker.metropolis_id else "",
            ),
        )
        for speaker in item.speakers.all()
    ]
    cited = [
        Link(citation.page.title, url)
        for citation in item.citations.all()
        if citation.page_id and url_of and (url := url_of(citation.page))
    ]
    label = str(item.get_kind_display())
    return ProgrammeItem(
        title=item.title,
        kind=item.kind,
        kind_label="" if item.title.casefold() == label.casefold() else label,
        icon=ICONS.get(item.kind, "presentation"),
        anchor=item.anchor,
        when=item_hours(slot),
        datetime=slot.start.isoformat(timespec="minutes") if slot.start else "",
        description=item.description,
        place=item.place,
        cited=cited,
        documents=file_links(item.documents.all(), note_of),
        speakers=[person for capacity, person in speakers if capacity == "speaker"],
        facilitators=[person for capacity, person in speakers if capacity == "facilitator"],
    )


def item_hours(slot):
    """« 14 h 00 – 14 h 45 », « 14 h 00 », « 45 min », or nothing."""
    if slot.start and slot.end:
        return f"{format_hour(slot.start)}{NBSP}– {format_hour(slot.end)}"
    if slot.start:
        return format_hour(slot.start)
    if length := slot.item.length_min:
        return ngettext("%(count)d minute", "%(count)d minutes", length) % {"count": length}
    return ""
