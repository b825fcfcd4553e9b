"""A meeting in a list."""

from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import gettext as _

from events.components.when import announced_text, is_stale, meeting_when
from events.vocabularies import MeetingFormat, MeetingStatus
from network.components import Card, DateBlock, Tag

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


def date_block(meeting):
    """The days of a meeting, large: « 5–6 / mai / 2022 »."""
    when = meeting_when(meeting)
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


def meeting_card(meeting, url, *, level=3):
    """A dated meeting: its day, its title, its hours, who hosts it."""
    when = meeting_when(meeting)
    meta = [when.text]
    if when.paris:
        meta.append(_("%(span)s in Paris") % {"span": when.paris})
    if place := place_line(meeting):
        meta.append(place)
    return Card(
        title=meeting.title,
        url=url,
        kicker=meeting.get_kind_display(),
        text=meeting.summary,
        meta=meta,
        tags=state_tags(meeting),
        tone={"hybrid": "plum", "remote": "azur"}.get(meeting.format, ""),
        level=level,
        lead=date_block(meeting),
    )


def announced_card(meeting, url, *, level=3, today=None):
    """A meeting without a date: what was announced, when, and that the site knows no more."""
    meta = [announced_text(meeting)]
    if is_stale(meeting, today):
        meta.append(_("This site does not know what followed."))
    return Card(
        title=meeting.title,
        url=url,
        kicker=meeting.get_kind_display(),
        text=meeting.summary,
        meta=meta,
        tags=state_tags(meeting),
        level=level,
    )


def place_line(meeting):
    """« Nantes Métropole », « Salle d’exemple, chez Nantes Métropole »… as much as is known."""
    host = meeting.host.usual_name if meeting.host else ""
    return ", ".join(part for part in (meeting.venue_name, host) if part)


def local_day(meeting):
    """The day a meeting starts where it takes place."""
    return meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone)).date()
