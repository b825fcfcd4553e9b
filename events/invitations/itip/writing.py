"""REQUEST and CANCEL: one event for one person."""

from datetime import UTC, datetime

from icalendar import STATUS, Calendar, Event, vCalAddress

from events.calendars.vcalendar import PRODID
from events.calendars.zones import zone_component

METHODS = ("REQUEST", "CANCEL")


def invitation_bytes(
    event: Event,
    *,
    method: str,
    organizer: str,
    organizer_name: str,
    attendee: str,
    attendee_name: str,
    sequence: int,
    now: datetime,
    partstat: str = "",
) -> bytes:
    """A whole VCALENDAR that invites one person to one event, or takes the invitation back.

    ``event`` is the VEVENT as feeds print it, and keeps its UID (R28); it is changed. ``organizer`` is the mailbox
    that is read, the same in every message to this person (R31); ``attendee`` is the only one named (R30).
    ``sequence`` is the number of the event, or a higher one. ``now`` is when the message is made: only here it is
    the DTSTAMP (R3).
    """
    if method not in METHODS:
        raise ValueError(f"{method}: an invitation is one of {', '.join(METHODS)}.")
    is_cancel = method == "CANCEL"
    for name in ("dtstamp", "sequence", "organizer", "attendee"):
        event.pop(name, None)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", sequence)
    event.add("organizer", vCalAddress.new(organizer, cn=organizer_name or None))
    event.add(
        "attendee",
        vCalAddress.new(
            attendee,
            cn=attendee_name or None,
            cutype="INDIVIDUAL",
            role="REQ-PARTICIPANT",
            partstat=None if is_cancel else partstat or "NEEDS-ACTION",
            rsvp=None if is_cancel else True,
        ),
        encode=False,
    )
    if is_cancel:
        event.pop("status", None)
        event.add("status", STATUS.CANCELLED)
        event.pop("conference", None)  # nobody joins any more
    calendar = Calendar.new(prodid=PRODID, calscale="GREGORIAN", method=method)
    del calendar["UID"]  # icalendar invents one (L4)
    for tzid in sorted(tzids_of(event)):
        calendar.add_component(zone_component(tzid))
    calendar.add_component(event)
    return calendar.to_ical()


def tzids_of(event: Event) -> set[str]:
    """The zones that one event names."""
    named = (event[name].params.get("TZID") for name in ("DTSTART", "DTEND") if name in event)
    return {tzid for tzid in named if tzid}
