"""Templates of meetings: what a gathering, a working group's hour, a webinar or a committee usually is."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from events.meetings.models.meeting import MeetingPage
from events.meetings.models.programme import AgendaItem
from events.meetings.models.sessions import MeetingSession
from events.moments import zone_named
from events.vocabularies import AgendaItemKind, MeetingFormat, MeetingKind, Registration


@dataclass(frozen=True)
class Item:
    kind: str
    title: object
    length_min: int
    starts: time | None = None
    day: int = 0
    """Counted from the first day of the meeting: 0."""


@dataclass(frozen=True)
class Session:
    title: object
    day: int
    starts: time
    ends: time
    format: str


@dataclass(frozen=True)
class MeetingPattern:
    name: str
    label: object
    text: object
    kind: str
    format: str
    starts: time
    ends: time
    days: int = 1
    registration: str = Registration.INVITED
    remote_opens_min: int | None = 10
    items: list[Item] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)


KINDS = AgendaItemKind
PATTERNS = [
    MeetingPattern(
        "gathering",
        _("Gathering of two days"),
        _("On site and remotely, from the afternoon of one day to noon of the next: visits, questions, workshops."),
        MeetingKind.GATHERING,
        MeetingFormat.HYBRID,
        time(14),
        time(12, 30),
        days=2,
        remote_opens_min=15,
        items=[
            Item(KINDS.WELCOME, _("Welcome by the host metropolis"), 30, time(14)),
            Item(KINDS.PRESENTATION, _("Participation in the host metropolis"), 45),
            Item(KINDS.BREAK, _("Break"), 15),
            Item(KINDS.FIELD_VISIT, _("Field visit"), 120),
            Item(KINDS.QUESTION, _("Question to the metropolises"), 90, time(9), day=1),
            Item(KINDS.BREAK, _("Break"), 15, day=1),
            Item(KINDS.WORKSHOP, _("Workshops"), 75, day=1),
            Item(KINDS.CLOSING, _("What follows, and next dates"), 30, day=1),
        ],
        sessions=[
            Session(_("First day, on site"), 0, time(14), time(17, 30), MeetingFormat.IN_PERSON),
            Session(_("Second day, on site and remotely"), 1, time(9), time(12, 30), MeetingFormat.HYBRID),
        ],
    ),
    MeetingPattern(
        "working_group",
        _("Hour of a working group"),
        _("One hour, remotely: news, one question, what follows."),
        MeetingKind.WORKING_GROUP,
        MeetingFormat.REMOTE,
        time(11),
        time(12),
        remote_opens_min=5,
        items=[
            Item(KINDS.WELCOME, _("Welcome and news of each"), 15),
            Item(KINDS.QUESTION, _("Question of the day"), 35),
            Item(KINDS.CLOSING, _("What follows, and next dates"), 10),
        ],
    ),
    MeetingPattern(
        "webinar",
        _("Webinar"),
        _("One hour, remotely, open to all members: one presentation and questions."),
        MeetingKind.WEBINAR,
        MeetingFormat.REMOTE,
        time(12, 30),
        time(13, 30),
        registration=Registration.MEMBERS,
        items=[
            Item(KINDS.WELCOME, _("Welcome"), 5),
            Item(KINDS.PRESENTATION, _("Presentation"), 30),
            Item(KINDS.DISCUSSION, _("Questions and discussion"), 25),
        ],
    ),
    MeetingPattern(
        "committee",
        _("Committee"),
        _("An hour and a half, on site and remotely: follow-ups, points to decide, next dates."),
        MeetingKind.COMMITTEE,
        MeetingFormat.HYBRID,
        time(10),
        time(11, 30),
        items=[
            Item(KINDS.WELCOME, _("Follow-ups of the last meeting"), 15),
            Item(KINDS.DISCUSSION, _("Points to decide"), 60),
            Item(KINDS.CLOSING, _("What follows, and next dates"), 15),
        ],
    ),
]


def pattern_named(name):
    return next((pattern for pattern in PATTERNS if pattern.name == name), None)


def meeting_from(pattern, *, title, first_day, time_zone):
    """An unsaved meeting after a template, on its first day."""
    zone = zone_named(time_zone)

    def at(hour, day=0):
        return datetime.combine(first_day + timedelta(days=day), hour, zone)

    meeting = MeetingPage(
        title=title,
        kind=pattern.kind,
        format=pattern.format,
        time_zone=time_zone,
        starts_at=at(pattern.starts),
        ends_at=at(pattern.ends, pattern.days - 1),
        registration=pattern.registration,
        remote_opens_min=pattern.remote_opens_min,
    )
    meeting.agenda_items = [
        AgendaItem(
            sort_order=order,
            kind=item.kind,
            title=str(item.title),
            length_min=item.length_min,
            starts_at=at(item.starts, item.day) if item.starts else None,
        )
        for order, item in enumerate(pattern.items)
    ]
    meeting.sessions = [
        MeetingSession(
            sort_order=order,
            title=str(session.title),
            starts_at=at(session.starts, session.day),
            ends_at=at(session.ends, session.day),
            format=session.format,
        )
        for order, session in enumerate(pattern.sessions)
    ]
    return meeting
