"""One meeting as one VEVENT."""

import unicodedata
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import CLASS, STATUS, TRANSP, Event, vUri

from events.vocabularies import MeetingFormat, MeetingStatus
from network.dates import format_span

PARIS = ZoneInfo("Europe/Paris")
UTC = ZoneInfo("UTC")
STATUSES = {
    MeetingStatus.CANCELLED: STATUS.CANCELLED,
    MeetingStatus.SAVE_THE_DATE: STATUS.TENTATIVE,
}


def calendar_uid(entry, domain):
    """The name of a meeting in every calendar, for ever (R1). ``domain`` must never change."""
    return f"{entry.uid}@{domain}"


def meeting_to_event(meeting, *, url, domain, remote_link=""):
    """One VEVENT (RFC 5545 §3.6.1).

    ``url`` is the whole address of the meeting's page, ``domain`` the fixed part
    of its UID. ``remote_link`` is given only to a reader who may see it: a public
    feed never passes it (R17). The meeting must have a date.
    """
    entry = meeting.calendar_entry
    start, end = event_times(meeting)
    event = Event.new(
        uid=calendar_uid(entry, domain),
        stamp=entry.modified_at.astimezone(UTC).replace(microsecond=0),  # never now(): feeds stay cacheable (R3)
        last_modified=entry.modified_at.astimezone(UTC).replace(microsecond=0),
        sequence=entry.sequence,
        start=start,
        end=end,
        summary=event_summary(meeting),
        description=event_description(meeting, url=url, remote_link=remote_link),
        location=event_location(meeting, remote_link) or None,
        url=url,
        categories=[clean(meeting.get_kind_display())] if meeting.kind else (),
        classification=CLASS.PUBLIC,
        status=STATUSES.get(meeting.status, STATUS.CONFIRMED),
        transparency=TRANSP.OPAQUE if meeting.hours_are_known else TRANSP.TRANSPARENT,
    )
    if remote_link:
        label = _("Join remotely")
        parameters = {"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"], "LABEL": label}
        event.add("conference", vUri(remote_link, params=parameters))
    return event


def event_times(meeting):
    """Start and end: days when the hours are unknown (the end is the day after, R11), else moments in the
    venue's own zone (R12). The end is ``None`` when it is not known."""
    zone = ZoneInfo(meeting.time_zone)
    start = meeting.starts_at.astimezone(zone)
    end = (meeting.ends_at or meeting.starts_at).astimezone(zone)
    if not meeting.hours_are_known:
        return start.date(), max(start, end).date() + timedelta(days=1)
    return start, end if end > start else None


def event_summary(meeting):
    """The title, with what nobody must miss said first: some clients ignore STATUS (R5)."""
    title = clean(meeting.title)
    if meeting.is_sample:
        title = _("Example: %(title)s") % {"title": title}
    if meeting.status == MeetingStatus.CANCELLED:
        title = _("Cancelled: %(title)s") % {"title": title}
    elif meeting.status == MeetingStatus.SAVE_THE_DATE:
        title = _("Save the date: %(title)s") % {"title": title}
    return title


def event_location(meeting, remote_link=""):
    """The room, also for a hybrid meeting; the link or a word when there is no room (R16)."""
    if meeting.format == MeetingFormat.REMOTE:
        return remote_link or pgettext("place of a meeting", "Remote")
    places = [meeting.venue_name, meeting.venue_address]
    if not any(places) and meeting.host:
        places = [meeting.host.usual_name]
    return clean(", ".join(place for place in places if place))


def event_description(meeting, *, url, remote_link=""):
    """Plain text; what most clients show and some show alone, so the link to join comes first."""
    lines = []
    if remote_link:
        lines.append(_("Join remotely: %(link)s") % {"link": remote_link})
        lines.append(clean(meeting.remote_instructions))
    if meeting.is_sample:
        lines.append(_("Fictitious example: this meeting does not exist."))
    if meeting.status == MeetingStatus.CANCELLED:
        lines.append(_("This meeting is cancelled."))
    if meeting.format:
        lines.append(_("Format: %(format)s") % {"format": meeting.get_format_display()})
    if meeting.time_zone != PARIS.key and meeting.hours_are_known and meeting.ends_at:
        span = format_span(meeting.starts_at.astimezone(PARIS), meeting.ends_at.astimezone(PARIS))
        lines.append(_("In Paris time: %(span)s") % {"span": span})
    if not meeting.hours_are_known:
        lines.append(_("The hours are not known."))
    lines.append(clean(meeting.summary) or clean(strip_tags(meeting.introduction)))
    if meeting.host:
        lines.append(_("Host: %(host)s") % {"host": clean(meeting.host.usual_name)})
    lines.append(clean(meeting.venue_access))
    if meeting.format in {MeetingFormat.HYBRID, MeetingFormat.REMOTE} and not remote_link:
        lines.append(_("The link to join is given to those invited or registered, on the page of the meeting."))
    lines.append(url)
    return "\n".join(line for line in lines if line)


def clean(text):
    """Text a calendar may hold: no control character but the end of line, nothing escaped yet (R13, R14)."""
    text = str(text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"}).strip()
