"""Places on site and remotely: who has one, who waits, and who gets the next one.

Every change happens under one lock a meeting (``lock_places``), so that two people who take the last place at the
same moment get it one after the other: PostgreSQL locks the row, SQLite lets one writer in at a time.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from events.models import Attendance, CalendarEntry, SessionAnswer
from events.models.attendance import answer_adapted
from events.vocabularies import AttendanceAnswer, MeetingFormat, MeetingStatus

Answer = AttendanceAnswer
SIDES = (Answer.ON_SITE, Answer.REMOTE)
IN_WEIGHT = (Answer.ON_SITE, Answer.REMOTE, Answer.REPRESENTED, Answer.EXCUSED)
"""Which answer stands for the whole meeting when those to its sessions differ: the first of these that was given."""


@dataclass(frozen=True)
class Part:
    """One session of a meeting, or the meeting itself (``key`` is ``None``) when it has none."""

    key: UUID | None
    title: str
    format: str  # empty: not known, so both sides are possible
    capacity_on_site: int | None  # None: no limit
    capacity_remote: int | None
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def capacity(self, side):
        return self.capacity_on_site if side == Answer.ON_SITE else self.capacity_remote

    @property
    def sides(self):
        """The ways in which one can take part."""
        if self.format == MeetingFormat.IN_PERSON:
            return (Answer.ON_SITE,)
        if self.format == MeetingFormat.REMOTE:
            return (Answer.REMOTE,)
        return SIDES

    def adapted(self, answer):
        return answer_adapted(answer, self.format)


def parts_of(meeting):
    """The parts of a meeting that are answered apart, in their order: at least one."""
    sessions = list(meeting.sessions.all())
    return [part_of(meeting, session) for session in sessions] or [part_of(meeting)]


def part_of(meeting, session=None):
    """A session without a number of places of its own has those of the meeting."""
    if session is None:
        places = (meeting.capacity_on_site, meeting.capacity_remote)
        return Part(None, meeting.title, meeting.format, *places, meeting.starts_at, meeting.ends_at)
    return Part(
        session.key,
        session.title,
        session.format,
        meeting.capacity_on_site if session.capacity_on_site is None else session.capacity_on_site,
        meeting.capacity_remote if session.capacity_remote is None else session.capacity_remote,
        session.starts_at,
        session.ends_at,
    )


def effective_answer(attendance, session=None):
    """What somebody answers to one session (a ``MeetingSession``), or to the meeting when it has none.

    Without a query when ``session_answers`` were prefetched.
    """
    return attendance.answer_to(session)


def whole_answer(answers):
    """The answer to the whole meeting, of those to its parts."""
    given = set(answers)
    return next((answer for answer in IN_WEIGHT if answer in given), "")


def lock_places(meeting_pk):
    """Let nobody else change answers of this meeting until the transaction ends."""
    CalendarEntry.objects.select_for_update(of=("self",)).get_or_create(meeting_id=meeting_pk)


class SideCount(NamedTuple):
    taken: int
    waiting: int


def count_sides(meeting, *, without=None):
    """``{(part key, side): SideCount}``; ``without`` is an attendance to leave out. Two short queries."""
    counts = {}
    people = Attendance.objects.filter(meeting=meeting, withdrawn_at=None, answer__in=SIDES)
    rows = SessionAnswer.objects.filter(
        attendance__meeting=meeting, attendance__withdrawn_at=None, answer__in=SIDES
    ).values("session_key", "answer")
    if without is not None:
        people, rows = people.exclude(pk=without.pk), rows.exclude(attendance=without)
    taken, waiting = Count("pk", filter=Q(waiting_since=None)), Count("pk", filter=Q(waiting_since__isnull=False))
    for row in people.order_by().values("answer").annotate(taken=taken, waiting=waiting):
        counts[None, row["answer"]] = SideCount(row["taken"], row["waiting"])
    for row in rows.order_by().annotate(taken=taken, waiting=waiting):
        counts[row["session_key"], row["answer"]] = SideCount(row["taken"], row["waiting"])
    return counts


def places_left(part, side, counts):
    """How many places a newcomer may still take on one side: ``None`` without a limit, never below 0."""
    capacity = part.capacity(side)
    if capacity is None:
        return None
    count = counts.get((part.key, side), SideCount(0, 0))
    return max(0, capacity - count.taken - count.waiting)  # those who wait come first


def may_promote(meeting, now=None):
    """Whether somebody who waits may still get a place: not when the meeting is cancelled or has begun."""
    return meeting.status != MeetingStatus.CANCELLED and not (
        meeting.starts_at and meeting.starts_at <= (now or timezone.now())
    )
