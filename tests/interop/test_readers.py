"""What independent programs read in our calendars: the same events at the same instants (issue 6, « Done when »).

Eight readers that share no code for what they read: ``ical`` (Home Assistant), ``ics``, ``vobject`` (Radicale),
``icalevents``, ``recurring-ical-events``, ``x-wr-timezone``, ``icalendar`` itself, and one of fifty lines here that
knows nothing but RFC 5545 and the file's own VTIMEZONE. Fifteen real clients, Thunderbird and Evolution among them,
are driven by hand (README, « Calendars »).
"""

import re
import uuid
from datetime import UTC, date, datetime
from io import StringIO

import icalendar
import ics
import pytest
import recurring_ical_events
import vobject
import x_wr_timezone
from dateutil.tz import tzical
from icalevents import icalparser

from events.meetings.models.sessions import MeetingSession
from tests.events.calendar_files import DOMAIN, feed, meeting
from tests.factories.events import make_meeting, paris, publish, soon

SPAN = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC))
NASTY = {
    "emoji": "Rencontre 🎉👩🏽‍💻 et 🇫🇷",
    "commas": "Lyon, Nantes, Brest",
    "semicolons": "Lyon ; Nantes;Brest",
    "backslashes": r"C:\dossier\\chemin\, et \;",
    "new lines": "Ligne une\nligne deux\r\nligne trois",
    "500 characters": "é" * 500,
    "right to left": "لقاء المدن ‏(عبر الإنترنت)‏ שלום",
    "control characters": "Avant\x00\x07\x1b\x7f\x85après",
    "quotes and colons": '« Dire : "oui" » ; BEGIN:VEVENT',
    "looks like properties": "X\nEND:VEVENT\nBEGIN:VALARM",
}
PLACES = {  # where clocks change, and where they never do
    "France, summer time begins": ("Europe/Paris", paris("2027-03-28 01:30"), paris("2027-03-28 04:30")),
    "France, the day before": ("Europe/Paris", paris("2027-03-27 14:00"), paris("2027-03-27 16:00")),
    "France, summer time ends": ("Europe/Paris", paris("2027-10-31 01:00"), paris("2027-10-31 05:00")),
    "France, in winter": ("Europe/Paris", paris("2027-01-12 10:00"), paris("2027-01-12 11:30")),
    "Réunion": ("Indian/Reunion", paris("2027-07-01 08:00"), paris("2027-07-01 10:00")),
    "Guadeloupe": ("America/Guadeloupe", paris("2027-07-01 15:00"), paris("2027-07-01 17:00")),
    "Miquelon, in summer": ("America/Miquelon", paris("2027-03-20 15:00"), paris("2027-03-20 17:00")),
    "Miquelon, in winter": ("America/Miquelon", paris("2027-11-10 15:00"), paris("2027-11-10 17:00")),
    "Nouméa": ("Pacific/Noumea", paris("2027-07-01 08:00"), paris("2027-07-01 10:00")),
}


def clean_title(title):
    """What remains of a title in a calendar: one line, no control character."""
    text = title.replace("\r\n", "\n").replace("\n", " ")
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "", text)


def at(value):
    return value.astimezone(UTC) if isinstance(value, datetime) else value


# Each gives ``{uid: (start, end, title)}``, instants in UTC.


def by_icalendar(raw):
    return {
        str(event["UID"]): (at(event.start), at(event.end), str(event["SUMMARY"]))
        for event in icalendar.Calendar.from_ical(raw).events
    }


def by_recurring_ical_events(raw):
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(raw)).between(*SPAN)
    return {str(event["UID"]): (at(event.start), at(event.end), str(event["SUMMARY"])) for event in found}


def by_x_wr_timezone(raw):
    calendar = x_wr_timezone.to_standard(icalendar.Calendar.from_ical(raw))
    return {
        str(event["UID"]): (at(event.start), at(event.end), str(event["SUMMARY"])) for event in calendar.walk("VEVENT")
    }


def by_ical(raw):
    from ical.calendar_stream import IcsCalendarStream  # noqa: PLC0415 -- slow to import

    calendar = IcsCalendarStream.calendar_from_ics(raw.decode())
    return {event.uid: (at(event.dtstart), at(event.dtend), event.summary) for event in calendar.events}


def by_vobject(raw):
    events = vobject.readOne(raw.decode()).vevent_list
    return {e.uid.value: (at(e.dtstart.value), at(e.dtend.value), e.summary.value) for e in events}


def by_icalevents(raw):
    found = icalparser.parse_events(raw, start=SPAN[0], end=SPAN[1])
    return {
        e.uid: (e.start.date(), e.end.date(), e.summary) if e.all_day else (at(e.start), at(e.end), e.summary)
        for e in found
    }


def by_ics(raw):
    return {
        e.uid: (e.begin.date(), e.end.date(), e.name)
        if e.all_day
        else (at(e.begin.datetime), at(e.end.datetime), e.name)
        for e in ics.Calendar(raw.decode()).events
    }


def by_the_file_alone(raw):
    """No database of time zones: what the file's own VTIMEZONE says, read by dateutil."""
    lines = re.sub(r"\r\n[ \t]", "", raw.decode()).split("\r\n")
    text = "\r\n".join(lines)
    zones = {}
    for block in re.findall(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE", text, re.S):
        tzid = re.search(r"TZID:(.*)", block)[1].strip()
        zones[tzid] = tzical(StringIO(block)).get(tzid)
    found = {}
    for block in re.findall(r"\r\nBEGIN:VEVENT\r\n(.*?)\r\nEND:VEVENT(?=\r\n)", text, re.S):
        values = dict(line.split(":", 1) for line in block.strip().split("\r\n"))
        moments = []
        for name in ("DTSTART", "DTEND"):
            key = next(key for key in values if key.startswith(name))
            if "VALUE=DATE" in key:
                moments.append(datetime.strptime(values[key], "%Y%m%d").date())  # noqa: DTZ007 -- a day
            else:
                local = datetime.strptime(values[key], "%Y%m%dT%H%M%S")  # noqa: DTZ007 -- its zone comes next
                moments.append(at(local.replace(tzinfo=zones[key.partition("TZID=")[2]])))
        title = re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], values["SUMMARY"])
        found[values["UID"]] = (*moments, title)
    return found


READERS = [
    by_icalendar,
    by_recurring_ical_events,
    by_x_wr_timezone,
    by_ical,
    by_vobject,
    by_icalevents,
    by_ics,
    by_the_file_alone,
]
each_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__.removeprefix("by_"))


def uid(number):
    return f"{uuid.UUID(int=number)}@{DOMAIN}"


@each_reader
def test_every_reader_finds_the_same_events_under_the_same_titles(reader):
    pages = [
        meeting(number=number, title=title, summary=title, venue_name=title, format="in_person")
        for number, title in enumerate(NASTY.values(), start=1)
    ]

    found = reader(feed(*pages))

    start, end = datetime(2027, 7, 1, 12, tzinfo=UTC), datetime(2027, 7, 1, 14, tzinfo=UTC)
    assert found == {
        uid(number): (start, end, clean_title(title)) for number, title in enumerate(NASTY.values(), start=1)
    }


@each_reader
def test_every_reader_lands_on_the_same_instant_wherever_it_takes_place(reader):
    """France's changes of hour, and the territories: whether the reader believes the name of the zone or the file."""
    pages = [
        meeting(number=number, title=name, time_zone=zone, starts_at=start, ends_at=end)
        for number, (name, (zone, start, end)) in enumerate(PLACES.items(), start=1)
    ]

    found = reader(feed(*pages))

    assert found == {
        uid(number): (start.astimezone(UTC), end.astimezone(UTC), name)
        for number, (name, (_zone, start, end)) in enumerate(PLACES.items(), start=1)
    }


@each_reader
def test_every_reader_finds_the_same_days(reader):
    page = meeting(starts_at=paris("2027-05-05 00:00"), ends_at=paris("2027-05-06 23:59"), hours_are_known=False)

    (found,) = reader(feed(page)).values()

    assert found == (date(2027, 5, 5), date(2027, 5, 7), "Rencontre")


@pytest.mark.django_db
@each_reader
def test_every_reader_finds_each_session(reader, agenda, client):
    page = make_meeting(agenda, "Deux jours", starts_at=soon(10, 9), ends_at=soon(11, 16), published=False)
    page.sessions = [
        MeetingSession(title="Un", starts_at=soon(10, 9), ends_at=soon(10, 17), format="in_person"),
        MeetingSession(title="Deux", starts_at=soon(11, 9), ends_at=soon(11, 16), format="remote"),
    ]
    publish(page)

    found = reader(client.get("/calendriers/tous.ics").content)

    assert sorted(found.values()) == [
        (at(soon(10, 9)), at(soon(10, 17)), "Deux jours – Un"),
        (at(soon(11, 9)), at(soon(11, 16)), "Deux jours – Deux"),
    ]
