"""Meetings as one calendar file."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TypedDict, Unpack

from icalendar import Calendar, Event, vDuration
from icalendar.parser_tools import to_unicode

from events.calendars.zones import zone_component

PRODID = "-//Métropoles participatives//Agenda//FR"
COLOUR_NAME = "teal"  # RFC 7986 takes names of CSS, not hexadecimal
COLOUR_CODE = "#0B5A52"  # Apple's own property takes hexadecimal only


class Head(TypedDict, total=False):
    """What a whole calendar says of itself."""

    name: str
    description: str
    url: str
    source: str
    refresh: timedelta | None


def calendar_bytes(events: Iterable[Event], **head: Unpack[Head]) -> bytes:
    """A whole VCALENDAR as the bytes to send: CRLF ends, lines folded at 75 octets (R13).

    ``events`` are VEVENTs in any order; ``head`` is what ``joined_texts`` takes. The same arguments give the same
    bytes (R7).
    """
    events = sorted(events, key=event_order)
    return joined_texts(
        [event.to_ical().decode() for event in events], tzids=set().union(*map(tzids_of, events)), **head
    )


def joined_texts(
    texts: Iterable[str],
    *,
    tzids: Iterable[str],
    name: str = "",
    description: str = "",
    url: str = "",
    source: str = "",
    refresh: timedelta | None = None,
) -> bytes:
    """A whole VCALENDAR of events that are text already, in the order they are to stand in.

    ``tzids`` are the zones they name. ``name`` is given for feeds that people subscribe to, and left out of the file
    of one meeting, which joins a calendar the reader already has; so is ``refresh``, how often to ask for it again.
    """
    head, foot = calendar_frame(name=name, description=description, url=url, source=source, refresh=refresh)
    # Before the events that name them, in an order no hash seed decides (L3).
    zones = [zone_text(tzid) for tzid in sorted(tzids)]
    return "".join([head, *zones, *texts, foot]).encode()


def calendar_frame(*, name: str, description: str, url: str, source: str, refresh: timedelta | None) -> tuple[str, str]:
    """What stands before and after the components of a calendar."""
    calendar = Calendar.new(
        prodid=PRODID,
        calscale="GREGORIAN",
        method="PUBLISH",
        name=name or None,
        description=description or None,
        color=COLOUR_NAME if name else None,
        url=url or None,
        source=source or None,
    )
    # icalendar invents a random one (L4), and vdirsyncer takes it for the name of every event: khal shows one only.
    del calendar["UID"]
    if name:
        calendar.add("x-apple-calendar-color", COLOUR_CODE)
        calendar.add("x-wr-timezone", "Europe/Paris")
    if refresh:
        calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(refresh).to_ical().decode())
    foot = "END:VCALENDAR\r\n"
    return calendar.to_ical().decode().removesuffix(foot), foot


def zone_text(tzid: str) -> str:
    return zone_component(tzid).to_ical().decode()


def tzids_of(event: Event) -> set[str]:
    """The zones that one event names."""
    named = (event[name].params.get("TZID") for name in ("DTSTART", "DTEND") if name in event)
    return {tzid for tzid in named if tzid}


def event_order(event: Event) -> tuple[str, str]:
    """By start, then by UID: days and moments cannot be compared, their text can."""
    return to_unicode(event["DTSTART"].to_ical()), str(event["UID"])
