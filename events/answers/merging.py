"""Two entries of the directory that are one person: what meetings know of both becomes one.

At one meeting the later answer holds; the other stays in the history. Polls have their own rule (`events.polls.merging`).
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.answers.recording import lock_places, promote_waiting, sum_up
from events.attendance.history import note_change, snapshot
from events.attendance.models import Attendance, AttendanceChange, AttendanceNeeds, SessionAnswer
from events.meetings.models.programme import AgendaItemSpeaker
from events.vocabularies import AnswerChannel

ANSWER = (
    *("answer", "is_tentative", "represented_by_id", "represented_by_name", "answered_at", "answer_channel"),
    *("answered_by_id", "waiting_since"),
)
LONGEST_COMMENT = Attendance._meta.get_field("comment").max_length


@transaction.atomic
def merge_attendances(keep, gone, *, user=None, now=None):
    """Give the attendances of ``gone`` to ``keep``. Returns a sentence for each meeting at which two became one."""
    now = now or timezone.now()
    own = {attendance.meeting_id: attendance for attendance in Attendance.objects.filter(person=keep)}
    told = []
    for other in Attendance.objects.filter(person=gone).select_related("meeting"):
        if mine := own.get(other.meeting_id):
            lock_places(other.meeting_id)
            merge_two(mine, other, keep=keep, user=user, now=now)
            promote_waiting(other.meeting, now=now)  # whoever had two places leaves one
            told.append(
                _("“%(meeting)s”: one registration now. The later answer holds; the other is in its history.")
                % {"meeting": other.meeting}
            )
        else:
            Attendance.objects.filter(pk=other.pk).update(person=keep)
    of_themselves = Attendance.objects.filter(represented_by=gone, person=keep)
    of_themselves.update(represented_by=None, represented_by_name=gone.full_name)
    Attendance.objects.filter(represented_by=gone).update(represented_by=keep)
    spoken = AgendaItemSpeaker.objects.filter(person=keep).values("item")
    AgendaItemSpeaker.objects.filter(person=gone, item__in=spoken).delete()
    AgendaItemSpeaker.objects.filter(person=gone).update(person=keep)
    return told


def merge_two(mine, other, *, keep, user, now):
    """Make one attendance of two of one meeting.

    The one that was invited stays, and with it the links of the mails sent.
    """
    stays, goes = (other, mine) if other.invited_at and not mine.invited_at else (mine, other)
    later, earlier = (goes, stays) if answered(goes) > answered(stays) else (stays, goes)
    before = snapshot(earlier)
    had_said_something = earlier.answered_at or earlier.status or earlier.comment
    keeps_place = later.answer == earlier.answer and not (later.waiting_since and earlier.waiting_since)
    waited = min(filter(None, (later.waiting_since, earlier.waiting_since)), default=None)
    comment = both_words(later.comment, earlier.comment, " / ")
    comment = comment if len(comment) <= LONGEST_COMMENT else later.comment
    merge_sessions(stays, later, earlier)
    for name in ANSWER:
        setattr(stays, name, getattr(later, name))
    if later.answer == earlier.answer:
        stays.waiting_since = None if keeps_place else waited
    stays.comment = comment
    stays.status = last_status(stays, goes)
    stays.invited_at = min(filter(None, (stays.invited_at, goes.invited_at)), default=None)
    stays.withdrawn_at = stays.withdrawn_at and goes.withdrawn_at
    stays.role_text = stays.role_text or goes.role_text
    stays.metropolis_id = stays.metropolis_id or goes.metropolis_id
    stays.organisation = stays.organisation or goes.organisation
    stays.accompanies_id = stays.accompanies_id or (goes.accompanies_id if goes.accompanies_id != stays.pk else None)
    stays.capacities = [*stays.capacities, *(each for each in goes.capacities if each not in stays.capacities)]
    Attendance.objects.filter(accompanies=goes).exclude(pk=stays.pk).update(accompanies=stays)
    AttendanceChange.objects.filter(attendance=goes).update(attendance=stays)
    merge_needs(stays, goes)
    goes.delete()
    stays.person = keep
    if stays.session_answers.exists():
        sum_up(stays)
    stays.save()
    if had_said_something:
        note_change(stays, before, channel=AnswerChannel.STAFF, user=user, now=now)


def answered(attendance):
    """By what the later of two is found; who never answered comes first."""
    return attendance.answered_at.timestamp() if attendance.answered_at else 0


def both_words(first, second, between):
    """Two texts in one; a text that the other has already is not said twice."""
    if not first or second in first:
        return first or second
    return second if first in second else f"{first}{between}{second}"


def merge_sessions(stays, later, earlier):
    """Leave ``stays`` with one answer to each session: the later one and, where it says nothing, the earlier one."""
    rows = {row.session_key: row for row in SessionAnswer.objects.filter(attendance=later)}
    for row in SessionAnswer.objects.filter(attendance=earlier):
        if known := rows.get(row.session_key):
            if known.answer == row.answer:
                both_wait = known.waiting_since and row.waiting_since
                known.waiting_since = min(known.waiting_since, row.waiting_since) if both_wait else None
            known.status = known.status or row.status
        elif rows or not later.answer:  # who answered the whole meeting has said all there is to say
            rows[row.session_key] = row
    SessionAnswer.objects.filter(attendance__in=[later, earlier]).delete()
    for row in rows.values():
        row.pk, row.attendance = None, stays
    SessionAnswer.objects.bulk_create(rows.values())


def last_status(stays, goes):
    """What was on the day; when two were noted, the one noted last."""
    if not (stays.status and goes.status) or stays.status == goes.status:
        return stays.status or goes.status
    changes = AttendanceChange.objects.filter(attendance__in=[stays, goes]).order_by("-at", "-pk")
    return next((change.after["status"] for change in changes if change.after.get("status")), stays.status)


def merge_needs(stays, goes):
    """Both needs in one: of an allergy nothing is dropped."""
    theirs = AttendanceNeeds.objects.filter(attendance=goes).first()
    if theirs is None:
        return
    mine = AttendanceNeeds.objects.filter(attendance=stays).first()
    if mine is None:
        AttendanceNeeds.objects.filter(pk=theirs.pk).update(attendance=stays)
        return
    first, second = (theirs, mine) if theirs.noted_at > mine.noted_at else (mine, theirs)
    mine.access, mine.meals = (
        both_words(getattr(first, name), getattr(second, name), "\n") for name in ("access", "meals")
    )
    mine.noted_at = first.noted_at
    mine.save()
