"""What search may know of meetings. Never the link to join, nor how to: those are for the people who come."""

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.attendance.models import Attendance
from events.meetings.models.meeting import MeetingPage
from events.meetings.models.programme import AgendaItemSpeaker
from events.vocabularies import AttendanceStatus
from network.audience.rules import page_audience
from network.directory.acronyms import plain_text
from search.sources import SearchDocument, Section

THERE = {AttendanceStatus.PRESENT, AttendanceStatus.REMOTE}


class MeetingSource:
    name, label, model = "meetings", _("Meetings"), MeetingPage

    def queryset(self):
        speakers = Prefetch("agenda_items__speakers", AgendaItemSpeaker.objects.select_related("person"))
        return (
            MeetingPage.objects.live()
            .select_related("host", "working_group")
            .prefetch_related(
                "themes",
                "agenda_items",
                speakers,
                Prefetch("attendances", Attendance.objects.on_record().select_related("person", "metropolis")),
            )
        )

    def document(self, meeting):
        attendances = list(meeting.attendances.all())
        day = timezone.localdate(meeting.starts_at) if meeting.starts_at else meeting.announced_on
        return SearchDocument(
            key=f"{self.name}:{meeting.pk}",
            title=meeting.title,
            url=meeting.get_url(),
            summary=meeting.summary,
            text=" ".join(part for part in self.texts(meeting, attendances) if part),
            sections=tuple(
                Section(item.anchor, item.title, " ".join(item_texts(item)))
                for item in meeting.agenda_items.all()
                if item.anchor
            ),
            audience=page_audience(meeting),
            facets={
                "metropolis": sorted(metropolises(meeting, attendances)),
                "theme": [theme.label for theme in meeting.themes.all()],
                "year": [str(day.year)] if day else [],
            },
            date=day,
        )

    def texts(self, meeting, attendances):
        yield plain_text(meeting.introduction)
        yield meeting.get_kind_display()
        yield meeting.get_format_display()
        yield meeting.date_as_announced
        yield meeting.venue_name
        yield meeting.venue_address
        if meeting.host:
            yield meeting.host.usual_name
        if meeting.working_group:
            yield meeting.working_group.title
        for attendance in attendances:
            yield " ".join(
                [
                    attendance.person.full_name,
                    attendance.person.name_variants,
                    *attendance.roles,
                ]
            )


def item_texts(item):
    yield item.description
    yield item.place
    for speaker in item.speakers.all():
        yield f"{speaker.person.full_name} {speaker.role_text}".strip()


def metropolises(meeting, attendances):
    """The short names of those that hosted or came."""
    names = {
        attendance.metropolis.short_name
        for attendance in attendances
        if attendance.metropolis and attendance.status in THERE
    }
    return names | ({meeting.host.short_name} if meeting.host else set())
