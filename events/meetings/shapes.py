"""What pure rules and formats ask of meetings and what belongs to them: the models are made so."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise


class Entry(Protocol):
    """What identifies an event in every calendar, and counts its versions (R1, R3)."""

    uid: str
    sequence: int
    modified_at: datetime


class Host(Protocol):
    usual_name: str


class Titled(Protocol):
    title: str


class Session(Protocol):
    """A part of a meeting with hours, a format and perhaps a link of its own."""

    key: UUID
    title: str
    format: str
    place: str
    remote_link: str
    starts_at: datetime
    ends_at: datetime

    def get_format_display(self) -> str | Promise: ...


class Sessions(Protocol):
    def all(self) -> Iterable[Session]: ...


class Meeting(Protocol):
    """``format``, ``kind`` and ``status`` are words of ``events.vocabularies``."""

    title: str
    kind: str
    status: str
    format: str
    time_zone: str
    starts_at: datetime | None
    ends_at: datetime | None
    hours_are_known: bool
    is_sample: bool
    summary: str
    introduction: str  # HTML
    venue_name: str
    venue_address: str
    venue_access: str
    remote_code: str
    remote_phone: str
    remote_instructions: str
    host: Host | None
    working_group: Titled | None
    calendar_entry: Entry
    sessions: Sessions

    def get_kind_display(self) -> str | Promise: ...

    def get_format_display(self) -> str | Promise: ...


class DatedMeeting(Meeting, Protocol):
    starts_at: datetime


class Item(Protocol):
    """One line of a programme; ``kind`` is a word of ``AgendaItemKind``."""

    kind: str
    title: str
    starts_at: datetime | None
    length_min: int | None
