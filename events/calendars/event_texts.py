"""The VEVENT texts that feeds join: written when a meeting changes, so that no request has to."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from events.calendars.altered_text import cancelled_text
from events.calendars.models import CalendarEntry, EventText, SessionCalendarEntry
from events.calendars.vcalendar import event_order, tzids_of
from events.calendars.vevent import meeting_to_event
from events.meetings.models.meeting import MeetingPage
from events.meetings.models.sessions import MeetingSession
from events.vocabularies import MeetingFormat, MeetingStatus

FORM = 1
"""Raised when the code writes events otherwise than before: every stored text is then written anew."""


def made_with() -> str:
    """What a stored text depends on besides the meeting: the code's form, the site's address, the domain of UIDs."""
    parts = (FORM, settings.WAGTAILADMIN_BASE_URL, settings.SITE_DOMAIN)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def forget_texts(meetings: QuerySet[MeetingPage]) -> None:
    """Something that the texts of these meetings print has changed: they are written anew before they are served."""
    EventText.objects.filter(meeting__in=meetings).update(made_with="")


def renew_old_texts() -> int:
    """Write what is missing or old; returns how many meetings it was. For a start, a task, a first request."""
    fresh = EventText.objects.filter(made_with=made_with()).values("meeting")
    old = EventText.objects.exclude(made_with=made_with()).values("meeting")
    meetings = MeetingPage.objects.live().dated()
    keys = set(meetings.exclude(pk__in=fresh).values_list("pk", flat=True))
    keys |= set(meetings.filter(pk__in=old).values_list("pk", flat=True))
    write_texts(keys)
    return len(keys)


def write_texts(keys: Iterable[int]) -> None:
    """Write the texts of the published meetings with these primary keys."""
    meetings = MeetingPage.objects.filter(pk__in=keys, live=True)
    meetings = meetings.select_related("host", "working_group").prefetch_related(
        "calendar_entry", "session_calendar_entries", "sessions", "themes", "event_texts"
    )
    for meeting in meetings:
        write_texts_of(meeting)


@transaction.atomic
def write_texts_of(meeting: MeetingPage) -> None:
    """Write the texts of one published meeting as it stands in the database. Without a date it has none."""
    known = {text.session_key: text for text in meeting.event_texts.all()}
    kept = set()
    if meeting.starts_at:
        with translation.override(settings.LANGUAGE_CODE):
            for text in texts_of(meeting, known):
                before = known.get(text.session_key)
                text.pk = before.pk if before else None
                text.save()
                kept.add(text.pk)
    EventText.objects.filter(meeting=meeting).exclude(pk__in=kept).delete()


def texts_of(meeting: MeetingPage, known: Mapping[UUID | None, EventText]) -> Iterator[EventText]:
    """The texts of a dated meeting, not saved: itself or its block of days, each session, each session taken out."""
    if not hasattr(meeting, "calendar_entry"):
        meeting.calendar_entry = CalendarEntry.objects.create(meeting=meeting)
    sessions = sorted(meeting.sessions.all(), key=lambda session: (session.starts_at, session.sort_order or 0))
    themes = sorted(meeting.themes.all(), key=lambda theme: (theme.sort_order, theme.pk))
    speakers = meeting.agenda_items.filter(speakers__isnull=False).values_list("speakers__person", flat=True)
    shared = {
        "meeting": meeting,
        "themes": numbers(key for theme in themes for key in (theme.pk, theme.parent_id) if key),
        "speakers": numbers(speakers),
        "made_with": made_with(),
    }
    options = {
        "url": meeting.address,
        "domain": settings.SITE_DOMAIN,
        "themes": [theme.label for theme in themes],
    }
    shown = EventText.Shown.DAYS if sessions else EventText.Shown.ALWAYS
    yield text_of(meeting, meeting.remote_link, options | {"sessions": sessions}, shared | {"shown": shown})
    entries = {entry.session_key: entry for entry in meeting.session_calendar_entries.all()}
    for session in sessions:
        if entry := entries.get(session.key):
            mine = {"session": session, "entry": entry}
            of_session = {"session_key": session.key, "shown": EventText.Shown.HOURS}
            yield text_of(meeting, session.remote_link or meeting.remote_link, options | mine, shared | of_session)
    for key, entry in entries.items():
        if entry.removed_at and key in known:
            yield text_taken_out(known[key], entry, shared)


def text_of(meeting: MeetingPage, remote_link: str, options: Mapping[str, Any], shared: Mapping[str, Any]) -> EventText:
    session, sessions = options.get("session"), options.get("sessions", ())
    part = session or meeting
    if part.format == MeetingFormat.IN_PERSON:
        remote_link = ""
    event = meeting_to_event(meeting, **options)
    with_link = meeting_to_event(meeting, **options, remote_link=remote_link) if remote_link else None
    return EventText(
        **shared,
        order=" ".join(event_order(event)),
        starts_at=min([part.starts_at, *(other.starts_at for other in sessions)]),
        ends_at=max([end_of(part), *(other.ends_at for other in sessions)]),
        tzid=" ".join(sorted(tzids_of(event))),
        format=part.format,
        is_cancelled=meeting.status == MeetingStatus.CANCELLED,
        summary=str(event["SUMMARY"]),
        text=event.to_ical().decode(),
        text_with_link=with_link.to_ical().decode() if with_link else "",
    )


def end_of(part: MeetingPage | MeetingSession) -> datetime:
    """When it is over. Without an end, when its day is, as lists say."""
    return part.ends_at or part.starts_at + timedelta(days=1)


def text_taken_out(text: EventText, entry: SessionCalendarEntry, shared: Mapping[str, Any]) -> EventText:
    """The last text of a session that is no longer in the programme, cancelled. Written once, then only kept."""
    if not text.is_cancelled:
        text.summary = _("Cancelled: %(title)s") % {"title": text.summary}
    text.is_cancelled = True
    text.text_with_link = ""
    text.text = cancelled_text(text.text, summary=text.summary, sequence=entry.sequence, changed_at=entry.modified_at)
    text.made_with = shared["made_with"]
    return text


def numbers(keys: Iterable[int]) -> str:
    """Primary keys as the text in which one is looked for with a space on both sides."""
    return " ".join(str(key) for key in dict.fromkeys(keys))
