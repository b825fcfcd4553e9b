"""Changes to the stored text of one event: what a person answered, or that a session is taken out.

The texts are our own (``Event.to_ical()``): one property a line, folded, CRLF. A value holds no end of line, so a
line that begins with a property's name is that property.
"""

import re
from datetime import datetime

from icalendar import Parameters, vText
from icalendar.parser import Contentline

from events.calendars.vevent import UTC


def personal_text(
    text: str, *, summary: str = "", status: str = "", is_free: bool = False, changed_at: datetime | None = None
) -> str:
    """An event as one person sees it: her or his answer in the title and in STATUS, no time taken if ``is_free``.

    ``changed_at`` is when the answer was given: a later one than the meeting's own change makes the event newer.
    """
    if summary:
        text = with_line(text, "SUMMARY", content_line("SUMMARY", summary))
    if status:
        text = with_line(text, "STATUS", f"STATUS:{status}\r\n")
    if is_free:
        text = with_line(text, "TRANSP", "TRANSP:TRANSPARENT\r\n")
    return changed(text, changed_at) if changed_at else text


def cancelled_text(text: str, *, summary: str, sequence: int, changed_at: datetime) -> str:
    """The event of something that was taken out of the programme: it stays a while, marked as cancelled (R5)."""
    text = with_line(text, "SUMMARY", content_line("SUMMARY", summary))
    text = with_line(text, "STATUS", "STATUS:CANCELLED\r\n")
    text = with_line(text, "SEQUENCE", f"SEQUENCE:{sequence}\r\n")
    return changed(text, changed_at)


def changed(text: str, moment: datetime) -> str:
    """The event with a later moment of change, if it is later."""
    stamp = f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        found = line_of(name).search(text)
        if found and found.group().partition(":")[2].strip() < stamp:
            text = with_line(text, name, f"{name}:{stamp}\r\n")
    return text


def content_line(name: str, value: str) -> str:
    """One property of plain text, escaped and folded by the library (R13, R14)."""
    return Contentline.from_parts(name, Parameters(), vText(value)).to_ical().decode() + "\r\n"


def with_line(text: str, name: str, line: str) -> str:
    return line_of(name).sub(lambda _found: line, text, count=1)


LINES: dict[str, re.Pattern[str]] = {}


def line_of(name: str) -> re.Pattern[str]:
    """The pattern of one property's line, with what is folded."""
    if name not in LINES:
        LINES[name] = re.compile(rf"(?<=\r\n){name}[:;][^\r]*\r\n(?:[ \t][^\r]*\r\n)*")
    return LINES[name]
