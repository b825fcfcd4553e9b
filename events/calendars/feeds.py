"""Meetings as one calendar file."""

from datetime import timedelta

from icalendar import Calendar

from events.calendars.zones import zone_component

PRODID = "-//Métropoles participatives//Agenda//FR"
COLOUR_NAME = "teal"  # RFC 7986 takes names of CSS, not hexadecimal
COLOUR_CODE = "#0B5A52"  # Apple's own property takes hexadecimal only
REFRESH = timedelta(hours=1)


def calendar_bytes(events, *, name="", description="", url="", source=""):
    """A whole VCALENDAR as the bytes to send: CRLF ends, lines folded at 75 octets (R13).

    ``events`` are VEVENTs in any order. ``name`` is given for feeds that people
    subscribe to, and left out of the file of one meeting, which joins a calendar
    the reader already has. The same arguments give the same bytes (R7).
    """
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
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    for event in sorted(events, key=event_order):
        calendar.add_component(event)
    zones = [zone_component(tzid) for tzid in sorted(calendar.get_used_tzids())]
    calendar.subcomponents[:0] = zones  # before the events that name them, in an order no hash seed decides (L3)
    return calendar.to_ical()


def event_order(event):
    """By start, then by UID: days and moments cannot be compared, their text can."""
    return event["DTSTART"].to_ical(), str(event["UID"])
