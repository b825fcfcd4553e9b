"""The time zones of the network's territories, written so that every client counts the same hour (L1-L3, R9)."""

from datetime import date

from icalendar import Timezone

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


def zone_component(tzid):
    """The VTIMEZONE of a zone. The other zones of France have one fixed offset, which icalendar writes rightly."""
    if tzid in RULES:
        return Timezone.from_ical(RULES[tzid].replace("\n", "\r\n"))
    return Timezone.from_tzid(tzid, first_date=date(2020, 1, 1))
