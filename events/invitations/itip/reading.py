"""What a calendar answers: the REPLY, COUNTER… of one VEVENT (RFC 5546 §3.2). Nothing here believes what it reads."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar, Component

from network.mail.inbox import line_received


class Unreadable(Exception):
    """A calendar that cannot be understood; the message says why, for whoever looks at it."""


@dataclass(frozen=True)
class Reply:
    """One VEVENT that came as an answer."""

    method: str
    uid: str
    sequence: int
    stamp: datetime | None
    organizer: str
    attendees: tuple["Attendee", ...]
    comment: str = ""
    recurrence_id: str = ""
    start: datetime | None = None
    """A moment proposed instead (COUNTER)."""
    end: datetime | None = None


@dataclass(frozen=True)
class Attendee:
    address: str
    partstat: str
    name: str = ""
    delegated_to: str = ""
    delegated_from: str = ""


def read_replies(content: bytes) -> list[Reply]:
    """The VEVENTs of a calendar file as ``Reply``, in order. Raises ``Unreadable`` with a reason for a human."""
    try:
        calendar = Calendar.from_ical(content)
        events = list(calendar.walk("VEVENT"))[:20]
        method = line_received(calendar.get("METHOD"), 20).upper()
        return [reply_of(method, event) for event in events]
    except Exception as error:
        raise Unreadable(f"{type(error).__name__}: {line_received(error, 200)}") from error


def reply_of(method: str, event: Component) -> Reply:
    named = event.get("ATTENDEE", [])
    named = named if isinstance(named, list) else [named]
    comments = event.get("COMMENT", [])
    comments = comments if isinstance(comments, list) else [comments]
    return Reply(
        method=method,
        uid=line_received(event.get("UID"), 250),
        sequence=number(event.get("SEQUENCE")),
        stamp=moment(event, "DTSTAMP"),
        organizer=address_of(event.get("ORGANIZER")),
        attendees=tuple(attendee_of(one) for one in named[:50]),
        comment=line_received(" ".join(map(str, comments)), 500),
        recurrence_id=line_received(event["RECURRENCE-ID"].to_ical(), 40) if "RECURRENCE-ID" in event else "",
        start=moment(event, "DTSTART"),
        end=moment(event, "DTEND"),
    )


def attendee_of(value: object) -> Attendee:
    parameters = getattr(value, "params", {})
    return Attendee(
        address=address_of(value),
        partstat=line_received(parameters.get("PARTSTAT"), 30).upper(),
        name=line_received(parameters.get("CN"), 160),
        delegated_to=address_of(first(parameters.get("DELEGATED-TO"))),
        delegated_from=address_of(first(parameters.get("DELEGATED-FROM"))),
    )


def first(value: object) -> object:
    return value[0] if isinstance(value, (list, tuple)) and value else value


def address_of(value: object) -> str:
    """« mailto:A@b » as « a@b »; empty when it is no mail address."""
    text = line_received(value, 254).lower().strip('"')
    text = text.removeprefix("mailto:")
    return text if "@" in text else ""


def number(value: Any) -> int:
    try:
        return max(0, int(value or 0))
    except (TypeError, ValueError):
        return 0


def moment(event: Component, name: str) -> datetime | None:
    """A property as a moment; ``None`` when it is none, or one without a zone that exists."""
    value = getattr(event.get(name), "dt", None)
    if not isinstance(value, datetime) or value.tzinfo is None:
        return None
    return value.astimezone(UTC)
