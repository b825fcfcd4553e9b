"""Answers, places and waiting lists: the one rule by which an answer is recorded, whatever the channel, who has a place
then, who waits, and who gets the next one.

Every change happens under one lock a meeting (``lock_places``), so that two people who take the last place at the
same moment get it one after the other: PostgreSQL locks the row, SQLite lets one writer in at a time.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.answers.mails import tell_place
from events.answers.window import BY_STAFF, answer_window
from events.attendance.history import on_the_record
from events.attendance.models import Attendance, SessionAnswer, answer_adapted
from events.calendars.models import CalendarEntry
from events.meetings.models.meeting import MeetingPage
from events.vocabularies import AnswerChannel, AttendanceAnswer, MeetingFormat, MeetingStatus

Answer = AttendanceAnswer
SIDES = (Answer.ON_SITE, Answer.REMOTE)
IN_WEIGHT = (Answer.ON_SITE, Answer.REMOTE, Answer.REPRESENTED, Answer.EXCUSED)
"""Which answer stands for the whole meeting when those to its sessions differ: the first of these that was given."""
ANSWER_FIELDS = (
    *("answer", "is_tentative", "represented_by", "represented_by_name", "answered_at", "answer_channel"),
    *("answered_by", "waiting_since", "comment"),
)
PLACE_FIELDS = ("answer", "waiting_since")
"""What a change of sessions or a free place may set of it."""


# The parts of a meeting, and the places in them


@dataclass(frozen=True)
class MeetingPart:
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


def parts_to_answer(meeting):
    """The parts of a meeting that are answered apart, in their order: at least one."""
    sessions = list(meeting.sessions.all())
    return [part_to_answer(meeting, session) for session in sessions] or [part_to_answer(meeting)]


def part_to_answer(meeting, session=None):
    """A session without a number of places of its own has those of the meeting."""
    if session is None:
        places = (meeting.capacity_on_site, meeting.capacity_remote)
        return MeetingPart(None, meeting.title, meeting.format, *places, meeting.starts_at, meeting.ends_at)
    return MeetingPart(
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


# An answer


@transaction.atomic
def record_answer(
    *,
    attendance,
    answer,
    channel,
    user=None,
    represented_by=None,
    represented_by_name="",
    comment=None,
    sessions=None,
    is_tentative=False,
    give_place=False,
    now=None,
):
    """Record what one person answers to one meeting, replacing what stood before, and keep the change in the history.

    ``answer`` is an ``AttendanceAnswer`` (or empty: not answered); ``channel`` an ``AnswerChannel``; ``user`` the account
    that noted it, if any. ``represented_by`` (a person of the directory) or ``represented_by_name`` is given when, and
    only when, somebody represents the person. ``sessions`` maps session keys to answers where sessions differ; those
    not named follow ``answer``, and the whole becomes on site, remote, represented or excused, whichever comes first.
    ``comment=None`` leaves the word to the organisers as it is.

    On a side that is full the person waits (``waiting_since``), unless ``give_place``; who keeps the side keeps the
    place. A place that becomes free goes to whoever waits, who is told by mail. Only channels of the team may go past
    the time when answers are taken. Returns the saved attendance; raises ``ValidationError`` with a sentence fit to
    show beside its field.
    """
    now = now or timezone.now()
    lock_places(attendance.meeting_id)
    attendance = Attendance.objects.select_related("person").get(pk=attendance.pk)
    meeting = attendance.meeting = MeetingPage.objects.get(pk=attendance.meeting_id)
    refuse_when_closed(attendance, meeting, channel, now)
    parts = parts_to_answer(meeting)
    wanted = answers_to_parts(parts, answer, sessions)
    refuse_without_representative(wanted, represented_by, represented_by_name)
    with on_the_record(attendance, ANSWER_FIELDS, channel=channel, user=user, now=now):
        attendance.is_tentative = is_tentative
        attendance.represented_by = represented_by
        attendance.represented_by_name = represented_by_name.strip()
        attendance.answer_channel = channel
        attendance.answered_by = user
        if comment is not None:
            attendance.comment = comment
        seat(attendance, parts, wanted, give_place=give_place, now=now)
        attendance.answered_at = now if attendance.answer or is_tentative else None
    promote_waiting(meeting, now=now)
    attendance.refresh_from_db(fields=["waiting_since"])
    return attendance


def refuse_when_closed(attendance, meeting, channel, now):
    if attendance.withdrawn_at:
        raise ValidationError({"answer": _("This invitation was withdrawn. Invite the person again first.")})
    if channel not in BY_STAFF and not (window := answer_window(meeting, now)).is_open:
        raise ValidationError({"answer": window.reason})


def answers_to_parts(parts, answer, sessions):
    """``{part key: answer}`` for every part, each possible there."""
    sessions = sessions or {}
    keys = {part.key for part in parts}
    if unknown := set(sessions) - keys:
        raise ValidationError(
            {"answer": _("The sessions of this meeting have changed. Look at them again, then answer.")},
            params={"keys": unknown},
        )
    if {answer, *sessions.values()} - {"", *IN_WEIGHT}:
        raise ValidationError({"answer": _("Choose one of the answers.")})
    answers = {part.key: sessions.get(part.key, part.adapted(answer)) for part in parts}
    for part in parts:
        given = sessions.get(part.key) or (answer if len(parts) == 1 else "")
        if given in SIDES and given not in part.sides:
            told = (
                _("“%(part)s” takes place on site only: nobody can join it remotely.")
                if given == Answer.REMOTE
                else _("“%(part)s” takes place online only: nobody can come on site.")
            )
            raise ValidationError({"answer": told % {"part": part.title}})
    return answers


def refuse_without_representative(wanted, represented_by, represented_by_name):
    is_named = represented_by is not None or bool(represented_by_name.strip())
    if (Answer.REPRESENTED in wanted.values()) != is_named:
        raise ValidationError(
            {"represented_by_name": _("Name who represents the person when, and only when, somebody does.")}
        )


# A place, or the waiting list


def seat(attendance, parts, wanted, *, give_place=False, now=None):
    """Set what somebody answers to each part, with a place or on the waiting list, and what it makes of the whole."""
    counts = count_sides(attendance.meeting, without=attendance)
    if parts[0].key is None:
        old = (attendance.answer, attendance.waiting_since)
        attendance.answer = wanted[None]
        attendance.waiting_since = waiting_for(parts[0], wanted[None], old, counts, give_place, now)
        SessionAnswer.objects.filter(attendance=attendance).delete()
        return
    rows = {row.session_key: row for row in SessionAnswer.objects.filter(attendance=attendance)}
    kept = []
    for part in parts:
        row, answer = rows.get(part.key), wanted[part.key]
        old = (row.answer, row.waiting_since) if row else ("", None)
        since = waiting_for(part, answer, old, counts, give_place, now)
        if answer:
            kept.append(SessionAnswer(attendance=attendance, session_key=part.key, answer=answer, waiting_since=since))
    dropped = rows.keys() - {row.session_key for row in kept}  # no longer answered, or of sessions that are no more
    SessionAnswer.objects.filter(attendance=attendance, session_key__in=dropped).delete()
    SessionAnswer.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["attendance", "session_key"],
        update_fields=["answer", "waiting_since"],
    )
    sum_up(attendance)


def waiting_for(part, answer, old, counts, give_place, now):
    """Since when somebody waits for a place; ``None`` when there is one, or none is wanted."""
    if answer not in SIDES or give_place:
        return None
    old_answer, old_waiting = old
    if answer == old_answer:
        return old_waiting
    return now if places_left(part, answer, counts) == 0 else None


def sum_up(attendance):
    """The answer to the whole meeting follows from those to its sessions: one place is enough to be registered."""
    rows = list(SessionAnswer.objects.filter(attendance=attendance))
    attendance.answer = whole_answer(row.answer for row in rows)
    coming = [row for row in rows if row.answer in SIDES]
    if not coming or any(row.waiting_since is None for row in coming):
        attendance.waiting_since = None
    else:
        attendance.waiting_since = min(row.waiting_since for row in coming)


@transaction.atomic
def settle_answers(meeting, *, now=None):
    """After a change of sessions or capacities: answers follow the sessions that there are now, then the places.

    Nobody loses a place, even when there are now fewer than people. A session added to others is not answered until
    the person says so. Returns the attendances that got a place.
    """
    now = now or timezone.now()
    lock_places(meeting.pk)
    meeting = MeetingPage.objects.get(pk=meeting.pk)
    parts = parts_to_answer(meeting)
    keys = {part.key for part in parts}
    answered = meeting.attendances.exclude(answer="").filter(withdrawn_at=None).select_related("person")
    for attendance in answered.prefetch_related("session_answers").order_by("answered_at", "pk"):
        rows = list(attendance.session_answers.all())
        gone = [row for row in rows if row.session_key not in keys]
        has_none_yet = not rows and parts[0].key is not None
        if not (gone or has_none_yet):
            continue
        with on_the_record(attendance, PLACE_FIELDS, channel=AnswerChannel.STAFF, now=now):
            if has_none_yet:
                follow_sessions(attendance, parts, now=now)
            else:
                SessionAnswer.objects.filter(pk__in=[row.pk for row in gone]).delete()
                if len(gone) < len(rows):
                    sum_up(attendance)
    return promote_waiting(meeting, now=now)


def follow_sessions(attendance, parts, *, now):
    """Spread an answer to the whole meeting over the sessions it was given afterwards."""
    has_place = attendance.answer in SIDES and attendance.waiting_since is None
    waits_since = attendance.waiting_since or now
    wanted = {part.key: part.adapted(attendance.answer) for part in parts}
    seat(attendance, parts, wanted, give_place=has_place, now=waits_since)


@transaction.atomic
def promote_waiting(meeting, *, now=None):
    """Give free places to those who wait, the first first, and tell each by mail. Returns their attendances."""
    now = now or timezone.now()
    lock_places(meeting.pk)
    if not may_promote(meeting, now):
        return []
    promoted, counts = [], None
    for part in parts_to_answer(meeting):
        for side in part.sides:
            waiting = people_waiting(meeting, part, side)
            if not waiting:
                continue
            counts = counts or count_sides(meeting)
            capacity = part.capacity(side)
            taken = counts.get((part.key, side), SideCount(0, 0)).taken
            free = len(waiting) if capacity is None else max(0, capacity - taken)
            for attendance in waiting[:free]:
                give_waiting_place(attendance, part, now=now)
                promoted.append(attendance)
    return promoted


def people_waiting(meeting, part, side):
    """Those who wait for a place, the first first."""
    people = Attendance.objects.filter(meeting=meeting, withdrawn_at=None).select_related("person__account")
    if part.key is None:
        return list(people.filter(answer=side, waiting_since__isnull=False).order_by("waiting_since", "pk"))
    rows = SessionAnswer.objects.filter(
        attendance__in=people, session_key=part.key, answer=side, waiting_since__isnull=False
    )
    by_pk = {attendance.pk: attendance for attendance in people.filter(session_answers__in=rows)}
    return [by_pk[row.attendance_id] for row in rows.order_by("waiting_since", "pk")]


def give_waiting_place(attendance, part, *, now):
    with on_the_record(attendance, PLACE_FIELDS, channel=AnswerChannel.WAITING_LIST, now=now):
        if part.key is None:
            attendance.waiting_since = None
        else:
            attendance.session_answers.filter(session_key=part.key).update(waiting_since=None)
            sum_up(attendance)
    tell_place(attendance, part, now=now)
