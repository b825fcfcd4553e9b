"""Meetings as iCalendar: what the bytes say, and what independent software understands of them.

The marks L… and R… are those of the requirements for calendars (CALENDARS.md).
"""

import os
import subprocess
import sys
import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import icalendar
import ics
import pytest
import recurring_ical_events
import vobject
from dateutil.tz import tzical
from icalevents import icalparser

from events.calendars.vcalendar import calendar_bytes
from events.calendars.zones import zone_component
from events.vocabularies import TIME_ZONES
from network.directory.models.metropolises import Metropolis
from tests.events.calendar_files import DOMAIN, NASTY, event, feed, lines, meeting
from tests.factories.events import paris


def test_a_meeting_says_what_calendars_need():
    written = lines(feed(meeting(host=Metropolis(usual_name="Nantes Métropole"), format="in_person", kind="gathering")))

    assert "UID:00000000-0000-0000-0000-000000000001@reseau.example" in written
    assert "DTSTAMP:20261120T093012Z" in written  # R3: the stored moment, never now
    assert "LAST-MODIFIED:20261120T093012Z" in written
    assert "SEQUENCE:3" in written  # R4
    assert "DTSTART;TZID=Europe/Paris:20270701T140000" in written
    assert "DTEND;TZID=Europe/Paris:20270701T160000" in written
    assert "SUMMARY:Rencontre" in written
    assert "LOCATION:Nantes Métropole" in written
    assert "STATUS:CONFIRMED" in written
    assert "TRANSP:OPAQUE" in written
    assert "CLASS:PUBLIC" in written
    assert "CATEGORIES:Rencontre" in written
    assert "URL:https://reseau.example/agenda/2027/rencontre/" in written


def test_the_calendar_says_its_name_and_when_to_look_again():
    written = lines(feed(meeting()))

    assert written[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]  # R15, with what follows
    assert any(line.startswith("PRODID:-//") for line in written)
    for line in (
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",  # R28
        "NAME:Rencontres",
        "X-WR-CALNAME:Rencontres",
        "COLOR:teal",
        "X-APPLE-CALENDAR-COLOR:#0B5A52",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",  # R25, L4
        "X-PUBLISHED-TTL:PT1H",
    ):
        assert line in written


def test_the_calendar_itself_has_no_uid():
    """vdirsyncer takes the first one it meets for that of every event: khal would show one event only."""
    assert len([line for line in lines(feed(meeting(), meeting(number=2))) if line.startswith("UID")]) == 2


def test_the_file_of_one_meeting_names_no_calendar_to_subscribe_to():
    written = lines(calendar_bytes([event()]))

    assert not [line for line in written if line.startswith(("NAME", "X-WR-CALNAME", "REFRESH-INTERVAL"))]


def test_lines_end_with_crlf_and_are_folded_at_75_octets_between_characters():
    raw = feed(meeting(title="é" * 300 + "🎉" * 40, summary="ü" * 300))

    assert raw.replace(b"\r\n", b"").count(b"\n") == raw.replace(b"\r\n", b"").count(b"\r") == 0
    assert raw.endswith(b"\r\n")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")  # R13: never split inside a character


def test_text_is_escaped_once_and_loses_its_control_characters():
    page = meeting(title=NASTY + "\x00\x07\x1b", summary="Une ligne\r\nune autre\u0085")

    read = icalendar.Calendar.from_ical(feed(page)).events[0]

    assert read["SUMMARY"] == NASTY  # R14
    assert "Une ligne\nune autre\n" in read["DESCRIPTION"] + "\n"


def test_days_without_hours_are_whole_days_and_the_end_is_the_day_after():
    page = meeting(
        starts_at=paris("2022-05-05 00:00"), ends_at=paris("2022-05-06 23:59"), hours_are_known=False, status="held"
    )

    written = lines(feed(page))

    assert "DTSTART;VALUE=DATE:20220505" in written
    assert "DTEND;VALUE=DATE:20220507" in written
    assert "TRANSP:TRANSPARENT" in written  # R11
    assert not [line for line in written if "VTIMEZONE" in line]


def test_a_cancelled_meeting_says_so_in_status_and_in_words():
    read = event(meeting(status="cancelled"))

    assert read["STATUS"] == "CANCELLED"
    assert read["SUMMARY"] == "Annulé\xa0: Rencontre"  # R5: some clients ignore STATUS


def test_a_date_to_save_is_tentative():
    read = event(meeting(status="save_the_date"))

    assert read["STATUS"] == "TENTATIVE"
    assert read["SUMMARY"] == "Date à réserver\xa0: Rencontre"


def test_a_sample_says_that_it_does_not_exist():
    read = event(meeting(is_sample=True))

    assert read["SUMMARY"] == "Exemple\xa0: Rencontre"
    assert "cette rencontre n’existe pas" in read["DESCRIPTION"]


def test_a_hybrid_meeting_keeps_its_room_and_hides_the_link():
    page = meeting(
        format="hybrid",
        venue_name="Hôtel de Métropole",
        venue_address="20 rue du Lac, Lyon",
        remote_link="https://visio.example/secret",
        remote_instructions="Code secret 1234",
    )

    raw = feed(page)

    assert b"visio.example" not in raw  # R17
    assert b"secret" not in raw
    assert event(page)["LOCATION"] == "Hôtel de Métropole, 20 rue du Lac, Lyon"


def test_a_reader_with_the_right_to_it_gets_the_link_where_each_client_looks():
    page = meeting(format="hybrid", venue_name="Hôtel de Métropole", remote_link="https://visio.example/salle")

    read = event(page, remote_link=page.remote_link)
    written = lines(calendar_bytes([read]))

    assert read["LOCATION"] == "Hôtel de Métropole"  # R16
    assert read["DESCRIPTION"].startswith("Rejoindre à distance\xa0: https://visio.example/salle\n")
    conference = next(line for line in written if line.startswith("CONFERENCE"))
    assert conference.endswith(":https://visio.example/salle")
    assert "FEATURE=AUDIO,VIDEO" in conference  # L4: two values, not one quoted text
    assert event(meeting(format="remote"), remote_link="https://visio.example/x")["LOCATION"] == (
        "https://visio.example/x"
    )


def test_a_remote_meeting_without_right_to_the_link_takes_place_remotely():
    assert event(meeting(format="remote", remote_link="https://visio.example/secret"))["LOCATION"] == "À distance"


def test_an_overseas_meeting_keeps_its_own_zone_and_says_the_hour_of_paris():
    page = meeting(
        time_zone="Indian/Reunion",
        starts_at=datetime(2027, 7, 1, 12, tzinfo=UTC),
        ends_at=datetime(2027, 7, 1, 14, tzinfo=UTC),
    )

    read = event(page)

    assert read["DTSTART"].to_ical() == b"20270701T160000"
    assert read["DTSTART"].params["TZID"] == "Indian/Reunion"  # R12: the zone of the venue
    assert "Heure de Paris\xa0: jeudi 1er\xa0juillet\xa02027, 14\xa0h\xa000" in read["DESCRIPTION"]


def test_no_moment_is_floating_and_none_is_written_in_utc():
    """R10, for every zone of the network. R8 has nothing to hold: a series is separate meetings, never an RRULE."""
    pages = [meeting(number=index, time_zone=zone) for index, (zone, _label) in enumerate(TIME_ZONES, start=1)]

    written = lines(feed(*pages))
    moments = [line for line in written[written.index("BEGIN:VEVENT") :] if line.startswith(("DTSTART", "DTEND"))]

    assert len(moments) == 2 * len(TIME_ZONES)
    assert all(";TZID=" in line and not line.endswith("Z") for line in moments)
    assert not [line for line in written[written.index("BEGIN:VEVENT") :] if line.startswith(("RRULE", "RDATE"))]


def test_an_event_whose_end_is_unknown_has_no_end():
    assert "DTEND" not in event(meeting(ends_at=None))


def test_events_are_in_one_order_whatever_the_order_they_come_in():
    pages = [
        meeting(number=2),
        meeting(number=1),
        meeting(number=3, starts_at=paris("2027-06-01 10:00"), ends_at=paris("2027-06-01 12:00")),
        meeting(number=4, hours_are_known=False),
    ]

    assert feed(*pages) == feed(*reversed(pages))  # R7
    assert len({line for line in lines(feed(*pages)) if line.startswith("UID:")}) == 4  # R2


def test_zones_come_first_and_in_one_order():
    pages = [meeting(number=index, time_zone=zone) for index, (zone, _label) in enumerate(TIME_ZONES, start=1)]

    names = [line for line in lines(feed(*pages)) if line.startswith(("TZID:", "BEGIN:VEVENT"))]

    assert names[: len(TIME_ZONES)] == [f"TZID:{zone}" for zone in sorted(dict(TIME_ZONES))]
    assert set(names[len(TIME_ZONES) :]) == {"BEGIN:VEVENT"}
    assert len(feed(*pages).split(b"BEGIN:VEVENT")[0].splitlines()) < 150  # L2: short enough for Google


SAME_BYTES = """
import django, hashlib
django.setup()
from tests.events.calendar_files import feed, meeting
from events.vocabularies import TIME_ZONES
pages = [meeting(number=i, time_zone=zone) for i, (zone, _label) in enumerate(TIME_ZONES, start=1)]
print(hashlib.sha256(feed(*pages)).hexdigest())
"""


def test_two_processes_with_different_hash_seeds_write_the_same_bytes():
    """L3: the order of time zones in icalendar depends on PYTHONHASHSEED."""
    answers = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", SAME_BYTES],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.getcwd()},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "77")
    }

    assert len(answers) == 1


@pytest.mark.parametrize("tzid", [zone for zone, _label in TIME_ZONES])
def test_a_zone_written_in_the_file_is_the_real_one(tzid):
    """L1, R9: read from the file alone by a program of its own, at each change of hour and between them."""
    written = tzical(StringIO(zone_component(tzid).to_ical().decode())).get(tzid)
    real = ZoneInfo(tzid)
    days = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number) for number in range(4 * 365)]
    changes = [day for day in days if offset(day, real) != offset(day + timedelta(days=1), real)]
    instants = [day + timedelta(minutes=30 * number) for day in changes for number in range(48)] + days[::30]

    assert [instant for instant in instants if offset(instant, written) != offset(instant, real)] == []


def offset(instant, zone):
    return instant.astimezone(zone).utcoffset()


def test_the_onset_of_summer_time_is_the_local_time_before_the_change():
    text = zone_component("Europe/Paris").to_ical().decode()

    assert "DTSTART:19970330T020000" in text
    assert "DTSTART:19961027T030000" in text


# Independent software


@dataclass
class Understood:
    """What a program makes of a feed: for each UID its start, its end and its title."""

    events: dict = field(default_factory=dict)

    def add(self, uid, start, end, title):
        assert str(uid) not in self.events
        self.events[str(uid)] = (instant(start), instant(end), str(title))


def instant(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat()


def understood_by_ics(raw):
    result = Understood()
    for item in ics.Calendar(raw.decode()).events:
        days = item.all_day
        end = item.end.date() if days else item.end.datetime
        result.add(item.uid, item.begin.date() if days else item.begin.datetime, end, item.name)
    return result


def understood_by_vobject(raw):
    result = Understood()
    for item in vobject.readOne(raw.decode()).vevent_list:
        result.add(item.uid.value, item.dtstart.value, item.dtend.value, item.summary.value)
    return result


def understood_by_icalevents(raw):
    result = Understood()
    found = icalparser.parse_events(raw, start=datetime(2026, 1, 1, tzinfo=UTC), end=datetime(2029, 1, 1, tzinfo=UTC))
    for item in found:
        days = item.all_day
        result.add(
            item.uid, item.start.date() if days else item.start, item.end.date() if days else item.end, item.summary
        )
    return result


def understood_by_recurring_ical_events(raw):
    result = Understood()
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(raw)).between(date(2026, 1, 1), date(2029, 1, 1))
    for item in found:
        result.add(item["UID"], item.start, item.end, item["SUMMARY"])
    return result


READERS = [understood_by_ics, understood_by_vobject, understood_by_icalevents, understood_by_recurring_ical_events]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_independent_software_reads_the_same_titles_at_the_same_instants(reader):
    pages = [
        meeting(number=1, title=NASTY, summary="Longue description, " * 30),
        meeting(number=2, title="Hiver", starts_at=paris("2027-01-12 10:00"), ends_at=paris("2027-01-12 11:30")),
        meeting(
            number=3,
            title="Deux jours",
            starts_at=paris("2027-05-05 00:00"),
            ends_at=paris("2027-05-06 23:59"),
            hours_are_known=False,
        ),
        meeting(
            number=4,
            title="Avant le changement d’heure",
            starts_at=paris("2027-03-27 22:00"),
            ends_at=paris("2027-03-28 10:00"),
        ),
        meeting(number=5, title="Après", starts_at=paris("2027-10-31 09:00"), ends_at=paris("2027-10-31 10:00")),
        meeting(number=6, title="Saint-Denis", time_zone="Indian/Reunion"),
        meeting(number=7, title="Miquelon", time_zone="America/Miquelon"),
        meeting(number=8, title="Nouméa", time_zone="Pacific/Noumea"),
    ]

    events = reader(feed(*pages)).events

    expected = {}
    for page in pages:
        start, end = page.starts_at.astimezone(UTC).isoformat(), page.ends_at.astimezone(UTC).isoformat()
        if not page.hours_are_known:
            start, end = "2027-05-05", "2027-05-07"
        expected[f"{page.calendar_entry.uid}@{DOMAIN}"] = (start, end, page.title)
    if reader is understood_by_ics:  # it gives the last day, where the others give the day after
        uid = f"{uuid.UUID(int=3)}@{DOMAIN}"
        assert events.pop(uid)[2] == expected.pop(uid)[2]
    assert events == expected


def test_the_published_package_finds_nothing_to_object_to():
    calendar = icalendar.Calendar.from_ical(feed(meeting(), meeting(number=2, hours_are_known=False)))

    calendar.validate()
    assert calendar.get_missing_tzids() == set()
    assert not [error for item in calendar.walk() for error in item.errors]
