"""The time zones of the network's territories, written so that every client counts the same hour (L1-L3, R9)."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Component, Timezone

# Written here rather than by icalendar, which puts the change of hour one hour late (RFC 5545 §3.6.5: an onset is the
# local time *before* the change) and writes seventy dates where two rules say it all.
RULES = {
    "Europe/Paris": """\
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19970330T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""",
    "America/Miquelon": """\
BEGIN:VTIMEZONE
TZID:America/Miquelon
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZNAME:-02
TZOFFSETFROM:-0300
TZOFFSETTO:-0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZNAME:-03
TZOFFSETFROM:-0200
TZOFFSETTO:-0300
END:STANDARD
END:VTIMEZONE
""",
}


FIXED = """\
BEGIN:VTIMEZONE
TZID:{tzid}
BEGIN:STANDARD
DTSTART:19700101T000000
TZNAME:{offset}
TZOFFSETFROM:{offset}
TZOFFSETTO:{offset}
END:STANDARD
END:VTIMEZONE
"""


@lru_cache
def zone_component(tzid: str) -> Component:
    """The VTIMEZONE of a zone, made once: nobody changes it afterwards.

    The territories that never change their hour have one offset. (icalendar finds it
    too, but looks a second for it.)
    """
    text = RULES.get(tzid) or FIXED.format(tzid=tzid, offset=f"{datetime.now(ZoneInfo(tzid)):%z}")
    return Timezone.from_ical(text.replace("\n", "\r\n"))
