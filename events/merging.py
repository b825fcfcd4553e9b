"""Two entries of the directory that are one person: what events know of both becomes one."""

from django.db import transaction
from django.utils import timezone

from events.history import note_change, snapshot
from events.models import AgendaItemSpeaker, Attendance, AttendanceChange, AttendanceNeeds, SessionAnswer
from events.places import lock_places
from events.vocabularies import AnswerChannel


@transaction.atomic
def merge_attendances(keep, gone, *, user=None, now=None):
    """Give the attendances of ``gone`` to ``keep``. Where both are at one meeting, the one that was answered last
    holds, with the history of both. Returns how many meetings are concerned."""
    now = now or timezone.now()
    own = {attendance.meeting_id: attendance for attendance in Attendance.objects.filter(person=keep)}
    theirs = list(Attendance.objects.filter(person=gone))
    for other in theirs:
        lock_places(other.meeting_id)
        if mine := own.get(other.meeting_id):
            merge_two(mine, other, user=user, now=now)
        else:
            Attendance.objects.filter(pk=other.pk).update(person=keep)
    Attendance.objects.filter(represented_by=gone).update(represented_by=keep)
    spoken = AgendaItemSpeaker.objects.filter(person=keep).values("item")
    AgendaItemSpeaker.objects.filter(person=gone, item__in=spoken).delete()
    AgendaItemSpeaker.objects.filter(person=gone).update(person=keep)
    return len(theirs)


def merge_two(mine, other, *, user, now):
    """Make one attendance of two of one meeting."""
    last = max(mine, other, key=lambda one: (one.answered_at is not None, one.answered_at or now))
    before = snapshot(mine)
    if last is other:
        for name in (
            *("answer", "is_tentative", "represented_by_id", "represented_by_name", "answered_at", "answer_channel"),
            *("answered_by_id", "waiting_since", "comment"),
        ):
            setattr(mine, name, getattr(other, name))
        SessionAnswer.objects.filter(attendance=mine).delete()
        SessionAnswer.objects.filter(attendance=other).update(attendance=mine)
    mine.status = mine.status or other.status
    mine.invited_at = min(filter(None, (mine.invited_at, other.invited_at)), default=None)
    mine.withdrawn_at = mine.withdrawn_at and other.withdrawn_at
    mine.role_text = mine.role_text or other.role_text
    mine.metropolis_id = mine.metropolis_id or other.metropolis_id
    mine.organisation = mine.organisation or other.organisation
    mine.capacities = [*mine.capacities, *(each for each in other.capacities if each not in mine.capacities)]
    Attendance.objects.filter(accompanies=other).exclude(pk=mine.pk).update(accompanies=mine)
    AttendanceChange.objects.filter(attendance=other).update(attendance=mine)
    if not AttendanceNeeds.objects.filter(attendance=mine).exists():
        AttendanceNeeds.objects.filter(attendance=other).update(attendance=mine)
    other.delete()
    mine.save()
    note_change(mine, before, channel=AnswerChannel.STAFF, user=user, now=now)
