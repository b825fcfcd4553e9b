"""A meeting in a list."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils import dateformat
from django.utils.translation import gettext as _

from events.meetings.components.when import is_stale
from events.vocabularies import MeetingFormat, MeetingStatus
from network.look.components import Component, DateBlock, Tag

FORMAT_LOOK = {
    MeetingFormat.IN_PERSON: ("pine", "building"),
    MeetingFormat.HYBRID: ("plum", "hybrid"),
    MeetingFormat.REMOTE: ("azur", "screen"),
}
STATUS_LOOK = {
    MeetingStatus.CANCELLED: ("danger", "excused"),
    MeetingStatus.MOVED: ("warn", "refresh"),
    MeetingStatus.SAVE_THE_DATE: ("warn", "pin"),
}


def format_tag(meeting):
    """The badge of a format, word and icon; ``None`` when it is not known."""
    if not meeting.format:
        return None
    tone, icon = FORMAT_LOOK[meeting.format]
    return Tag(meeting.get_format_display(), tone=tone, icon=icon)


def state_tags(meeting):
    """Format, what is unusual in the state, and the mark of samples: never by colour alone."""
    tags = [format_tag(meeting)] if meeting.format else []
    if meeting.status in STATUS_LOOK:
        tone, icon = STATUS_LOOK[meeting.status]
        tags.append(Tag(meeting.get_status_display(), tone=tone, icon=icon))
    if meeting.is_sample:
        tags.append(Tag(_("Example"), tone="saffron", icon="info"))
    return tags


def date_block(meeting, when):
    """The days of a meeting, large: « 5–6 / mai / 2022 »; that there is no date while there is none."""
    if not when.start:
        return DateBlock(unknown=_("no date"))
    start, end = when.start, when.end or when.start
    days = str(start.day)
    if (start.year, start.month) == (end.year, end.month) and end.day > start.day:
        days = f"{start.day}–{end.day}"
    return DateBlock(
        days=days,
        month=dateformat.format(start, "F"),
        year=str(start.year),
        datetime=start.date().isoformat() if not meeting.hours_are_known else start.isoformat(timespec="minutes"),
    )


@dataclass(frozen=True)
class MeetingCard(Component):
    """A meeting in a list; the whole card leads where its title leads."""

    title: str
    url: str
    date: DateBlock
    when: str
    """« jeudi 1er juillet 2027, 14 h 00 – 16 h 00 », or what was announced."""
    starts: str = ""
    ends: str = ""
    """Its moments, when the hours are known, for a reader whose clock shows others."""
    kind: str = ""
    place: str = ""
    text: str = ""
    note: str = ""
    """What the site does not know."""
    tags: list[Tag] = field(default_factory=list)
    tone: str = ""
    state: str = ""
    level: int = 3
    template_name: ClassVar[str] = "events/meetings/card.html"


def meeting_card(meeting, url, *, level=3, today=None, part=None):
    """A meeting with its day, hours and host; without a date, what was announced and when.

    ``part`` is a tag that says what somebody had to do with it.
    """
    when = meeting.when
    text, note = when.text, ""
    if when.paris:
        text = _("%(here)s (%(paris)s in Paris)") % {"here": text, "paris": when.paris}
    if not when.start and is_stale(meeting, today):
        note = _("This site does not know what followed.")
    return MeetingCard(
        title=meeting.title,
        url=url,
        date=date_block(meeting, when),
        when=text,
        starts=when.start.isoformat(timespec="minutes") if when.hours else "",
        ends=when.end.isoformat(timespec="minutes") if when.hours and when.end else "",
        kind=meeting.get_kind_display(),
        place=place_line(meeting),
        text=meeting.summary,
        note=note,
        tags=[*([part] if part else []), *state_tags(meeting)],
        tone={MeetingFormat.HYBRID: "plum", MeetingFormat.REMOTE: "azur"}.get(meeting.format, ""),
        state=meeting.status if meeting.status == MeetingStatus.CANCELLED else "",
        level=level,
    )


def kicker(meeting):
    """« Rencontre · 5 et 6 mai 2022 », above the title of the page."""
    return " · ".join(part for part in (meeting.get_kind_display(), meeting.when.text) if part)


def place_line(meeting):
    """« Nantes Métropole », « Salle d’exemple, Nantes Métropole »: as much as is known."""
    host = meeting.host.usual_name if meeting.host else ""
    return ", ".join(part for part in (meeting.venue_name, host) if part)
