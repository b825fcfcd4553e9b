"""What the page of a meeting shows to whoever asks for it."""

from functools import partial

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from events.meetings.components.attendance import attendance_sections
from events.meetings.components.cards import kicker, state_tags
from events.meetings.components.changes import change_note
from events.meetings.components.documents import file_links
from events.meetings.components.facts import meeting_facts, place_facts, remote_facts
from events.meetings.components.notices import meeting_notices
from events.meetings.components.programme import Programme
from events.meetings.components.sessions import Sessions
from events.meetings.remote_link import own_attendance, remote_access
from events.meetings.structured_data import meeting_json_ld
from events.vocabularies import MeetingFormat
from network.audience.rules import reader_for
from network.audience.words import note_of_file
from network.look.components import Breadcrumb, Facts, Link, PageHead, Tag, TagList

CHANGES_SHOWN = 10


def page_context(meeting, request):
    """What the template of a meeting's page prints, for the reader of a request."""
    address = meeting.get_url(request) or ""
    if not getattr(request, "is_preview", False):
        meeting.find_relations()
        prefetch_related_objects([meeting], "sessions")  # asked once for all that prints them
    meeting.own_attendance = own_attendance(request.user, meeting)  # the slot of the reader's answer prints it
    access = remote_access(request.user, meeting, meeting.own_attendance, reader_for(request).roles)
    may_see_link = access.meeting
    return {
        "breadcrumb": breadcrumb(address, here=meeting.title),
        "head": PageHead(
            meeting.title,
            lead=meeting.summary,
            kicker=kicker(meeting),
            tags=state_tags(meeting),
        ),
        "notices": meeting_notices(meeting),
        "changes": change_notes(meeting, with_links=may_see_link),
        "facts": Facts(meeting_facts(meeting), narrow=True),
        "place": Facts(place_facts(meeting), narrow=True),
        "sessions": Sessions.of(
            list(meeting.sessions.all()),
            time_zone=meeting.time_zone,
            zone_label=meeting.get_time_zone_display(),
            open_to=access.sessions,
        ),
        "documents": file_links(meeting.documents_to_list, partial(note_of_file, request)),
        "programme": programme_of(meeting, request),
        "people": people_of(meeting),
        "themes": TagList([Tag(label, tone="plain") for label in meeting.theme_labels]),
        "may_join_remotely": meeting.format in {MeetingFormat.HYBRID, MeetingFormat.REMOTE},
        "may_see_remote_link": access.any,
        "remote_link": meeting.remote_link if may_see_link else "",
        "remote": Facts(remote_facts(meeting), narrow=True) if may_see_link else None,
        "briefing_url": f"{address}fiche/" if has_briefing(meeting, request.user) else "",
        "json_ld": meeting_json_ld(meeting, meeting.get_full_url(request) or address),
        "file_url": f"{address}rencontre.ics" if meeting.starts_at and meeting.live else "",
    }


def has_briefing(meeting, user):
    return user.is_authenticated and meeting.live and meeting.starts_at and not meeting.is_over()


def breadcrumb(address, *, here):
    """Agenda and year, read from the address: no query for what it says already."""
    steps = address.strip("/").split("/")[:-1]
    links = [f"/{'/'.join(steps[: depth + 1])}/" for depth in range(len(steps))]
    labels = [_("Meetings"), *steps[1:]]
    return Breadcrumb([Link(label, link) for label, link in zip(labels, links, strict=False)], here=here)


def change_notes(meeting, *, with_links):
    """The changes since the first announcement, the latest first."""
    changes = meeting.changes.all()[:CHANGES_SHOWN] if meeting.pk else []
    return [change_note(change, with_links=with_links) for change in changes]


def programme_of(meeting, request):
    """The programme, with links to what its reader may open."""
    reader = reader_for(request)

    def url_of(page):
        return page.get_url(request) if page.live and reader.may_see(page) else ""

    return Programme.of(
        list(meeting.items_to_list),
        time_zone=meeting.time_zone,
        starts_at=meeting.starts_at if meeting.hours_are_known else None,
        url_of=url_of,
        note_of=partial(note_of_file, request),
    )


def people_of(meeting):
    """Who was there or is expected, by metropolis; nobody in the preview of a page that was never saved."""
    if not meeting.pk:
        return []
    return attendance_sections(meeting.attendances_to_list.on_record(), host_id=meeting.host_id)
