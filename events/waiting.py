"""Seats and waiting lists: who gets a place when an answer, a capacity or a session changes."""

from django.db import transaction
from django.utils import timezone

from events.answer_mails import tell_place
from events.history import keep_quietly, note_change, snapshot
from events.models import Attendance, MeetingPage, SessionAnswer
from events.places import (
    SIDES,
    SideCount,
    count_sides,
    lock_places,
    may_promote,
    parts_of,
    places_left,
    whole_answer,
)
from events.vocabularies import AnswerChannel


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
    parts = parts_of(meeting)
    keys = {part.key for part in parts}
    answered = meeting.attendances.exclude(answer="").filter(withdrawn_at=None).select_related("person")
    for attendance in answered.prefetch_related("session_answers").order_by("answered_at", "pk"):
        rows = list(attendance.session_answers.all())
        gone = [row for row in rows if row.session_key not in keys]
        if gone:
            before = snapshot(attendance)
            SessionAnswer.objects.filter(pk__in=[row.pk for row in gone]).delete()
            if len(gone) < len(rows):
                sum_up(attendance)
        elif not rows and parts[0].key is not None:
            before = snapshot(attendance)
            follow_sessions(attendance, parts, now=now)
        else:
            continue
        keep_quietly(attendance, ["answer", "waiting_since"])
        note_change(attendance, before, channel=AnswerChannel.STAFF, now=now)
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
    for part in parts_of(meeting):
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
    before = snapshot(attendance)
    if part.key is None:
        attendance.waiting_since = None
    else:
        attendance.session_answers.filter(session_key=part.key).update(waiting_since=None)
        sum_up(attendance)
    keep_quietly(attendance, ["answer", "waiting_since"])
    note_change(attendance, before, channel=AnswerChannel.WAITING_LIST, now=now)
    tell_place(attendance, part, now=now)
