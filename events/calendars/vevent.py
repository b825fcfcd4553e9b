"""One meeting, or one session of it, as one VEVENT."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.text import normalize_newlines
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import CLASS, STATUS, TRANSP, Event, vUri

from events.meetings.shapes import DatedMeeting, Entry, Session
from events.vocabularies import MeetingFormat, MeetingStatus
from network.look.dates import format_hour, format_span
from network.look.text import without_controls

PARIS = ZoneInfo("Europe/Paris")
UTC = ZoneInfo("UTC")
STATUSES: dict[str, STATUS] = {
    MeetingStatus.CANCELLED: STATUS.CANCELLED,
    MeetingStatus.SAVE_THE_DATE: STATUS.TENTATIVE,
}
LONGEST_SPAN = timedelta(hours=16)
"""A meeting that lasts longer, over several days, is no single stretch of hours: nobody sits from nine in the morning
to four in the afternoon of the next day. Calendars would block both days and the night between them."""


def calendar_uid(entry: Entry, domain: str) -> str:
    """The name of a meeting in every calendar, for ever (R1). ``domain`` must never change."""
    return f"{entry.uid}@{domain}"


def meeting_to_event(
    meeting: DatedMeeting,
    *,
    url: str,
    domain: str,
    remote_link: str = "",
    session: Session | None = None,
    entry: Entry | None = None,
    sessions: Sequence[Session] = (),
    themes: Sequence[str] = (),
) -> Event:
    """One VEVENT (RFC 5545 §3.6.1).

    ``url`` is the whole address of the meeting's page, ``domain`` the fixed part of its UID. ``remote_link`` is given
    only to a reader who may see it: a public feed never passes it (R17). The meeting must have a date.

    Three kinds: the meeting; one of its sessions (``session``, with the ``entry`` that identifies it); or, when the
    meeting's ``sessions`` are given, one block of whole days that names them. ``themes`` are the labels to print.
    """
    entry = entry or meeting.calendar_entry
    part = session or meeting
    start, end = event_times(meeting, session=session, sessions=sessions)
    whole_days = not hasattr(start, "tzinfo")
    changed_at = entry.modified_at.astimezone(UTC).replace(microsecond=0)
    event = Event.new(
        uid=calendar_uid(entry, domain),
        stamp=changed_at,  # never now(): feeds stay cacheable (R3)
        last_modified=changed_at,
        sequence=entry.sequence,
        start=start,
        end=end,
        summary=event_summary(meeting, session),
        description=event_description(meeting, url=url, remote_link=remote_link, session=session, sessions=sessions),
        location=event_location(meeting, remote_link, session) or None,
        url=url,
        categories=[clean(word) for word in (meeting.get_kind_display() if meeting.kind else "", *themes) if word],
        classification=CLASS.PUBLIC,
        status=STATUSES.get(meeting.status, STATUS.CONFIRMED),
        transparency=TRANSP.TRANSPARENT if whole_days else TRANSP.OPAQUE,
    )
    if remote_link and part.format != MeetingFormat.IN_PERSON:
        label = _("Join remotely")
        parameters = {"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"], "LABEL": label}
        event.add("conference", vUri(remote_link, params=parameters))
    return event


def event_times(
    meeting: DatedMeeting, *, session: Session | None = None, sessions: Sequence[Session] = ()
) -> tuple[date, date | None]:
    """Start and end: days when the hours are unknown or make no single stretch (the end is the day after, R11), else
    moments in the venue's own zone (R12). The end is ``None`` when it is not known."""
    zone = ZoneInfo(meeting.time_zone)
    part = session or meeting
    start = part.starts_at.astimezone(zone)
    end = (part.ends_at or part.starts_at).astimezone(zone)
    if sessions:
        start = min([start, *(other.starts_at.astimezone(zone) for other in sessions)])
        end = max([end, *(other.ends_at.astimezone(zone) for other in sessions)])
    if sessions or (session is None and takes_whole_days(meeting, start, end)):
        return start.date(), max(start, end).date() + timedelta(days=1)
    return start, end if end > start else None


def takes_whole_days(meeting: DatedMeeting, start: datetime, end: datetime) -> bool:
    return not meeting.hours_are_known or (end.date() > start.date() and end - start > LONGEST_SPAN)


def event_summary(meeting: DatedMeeting, session: Session | None = None) -> str:
    """The title, with what nobody must miss said first: some clients ignore STATUS (R5)."""
    title = clean(meeting.title)
    if session is not None:
        title = _("%(meeting)s – %(session)s") % {"meeting": title, "session": clean(session.title)}
    title = title.replace("\n", " ")
    if meeting.is_sample:
        title = _("Example: %(title)s") % {"title": title}
    if meeting.status == MeetingStatus.CANCELLED:
        title = _("Cancelled: %(title)s") % {"title": title}
    elif meeting.status == MeetingStatus.SAVE_THE_DATE:
        title = _("Save the date: %(title)s") % {"title": title}
    return title


def event_location(meeting: DatedMeeting, remote_link: str = "", session: Session | None = None) -> str:
    """The room, also for a hybrid meeting; the link or a word when there is no room (R16)."""
    if (session or meeting).format == MeetingFormat.REMOTE:
        return remote_link or pgettext("place of a meeting", "Remote")
    places = [session.place if session else "", meeting.venue_name, meeting.venue_address]
    if not any(places) and meeting.host:
        places = [meeting.host.usual_name]
    return clean(", ".join(place for place in places if place)).replace("\n", ", ")


def event_description(
    meeting: DatedMeeting,
    *,
    url: str,
    remote_link: str = "",
    session: Session | None = None,
    sessions: Sequence[Session] = (),
) -> str:
    """Plain text; what most clients show and some show alone, so the link to join comes first."""
    part = session or meeting
    lines = []
    if remote_link and part.format != MeetingFormat.IN_PERSON:
        lines += how_to_join(meeting, remote_link)
    if meeting.is_sample:
        lines.append(_("Fictitious example: this meeting does not exist."))
    if meeting.status == MeetingStatus.CANCELLED:
        lines.append(_("This meeting is cancelled."))
    if part.format:
        lines.append(_("Format: %(format)s") % {"format": part.get_format_display()})
    lines += hours_in_words(meeting, part, sessions)
    lines.append(clean(meeting.summary) or clean(strip_tags(meeting.introduction)))
    if meeting.host:
        lines.append(_("Host: %(host)s") % {"host": clean(meeting.host.usual_name)})
    if meeting.working_group:
        lines.append(_("Working group: %(group)s") % {"group": clean(meeting.working_group.title)})
    lines.append(clean(meeting.venue_access))
    if part.format in {MeetingFormat.HYBRID, MeetingFormat.REMOTE} and not remote_link:
        lines.append(_("The link to join is given to those invited or registered, on the page of the meeting."))
    lines.append(url)
    return "\n".join(line for line in lines if line)


def how_to_join(meeting: DatedMeeting, remote_link: str) -> list[str]:
    """The link, the code, the telephone and the instructions: only for a reader who may see them."""
    lines = [_("Join remotely: %(link)s") % {"link": remote_link}]
    if meeting.remote_code:
        lines.append(_("Access code: %(code)s") % {"code": clean(meeting.remote_code)})
    if meeting.remote_phone:
        lines.append(_("By telephone: %(number)s") % {"number": clean(meeting.remote_phone)})
    return [*lines, clean(meeting.remote_instructions)]


def hours_in_words(meeting: DatedMeeting, part: DatedMeeting | Session, sessions: Sequence[Session]) -> list[str]:
    """The hours that the event's own start and end do not say, or say in another zone."""
    if not meeting.hours_are_known:
        return [_("The hours are not known.")]
    zone = ZoneInfo(meeting.time_zone)
    if sessions:
        spans = [(clean(s.title), s.starts_at.astimezone(zone), s.ends_at.astimezone(zone)) for s in sessions]
        return [
            _("%(session)s: %(span)s") % {"session": title, "span": format_span(start, end)}
            for title, start, end in spans
        ]
    lines = []
    start = part.starts_at.astimezone(zone)
    end = (part.ends_at or part.starts_at).astimezone(zone)
    if part is meeting and takes_whole_days(meeting, start, end):
        hours = {"start": format_hour(start), "end": format_hour(end)}
        told = _("starts at %(start)s, ends at %(end)s") % hours
        lines.append(f"{format_span(start, end)}, {told}")
    if meeting.time_zone != PARIS.key and part.ends_at:
        span = format_span(part.starts_at.astimezone(PARIS), part.ends_at.astimezone(PARIS))
        lines.append(_("In Paris time: %(span)s") % {"span": span})
    return lines


def clean(text: str | Promise) -> str:
    """Text a calendar may hold: no control character but the end of line, nothing escaped yet (R13, R14)."""
    return without_controls(normalize_newlines(str(text)), keep="\n").strip()
