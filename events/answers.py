"""What people answer to a meeting: the one rule by which an answer is recorded, whatever the channel."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Attendance, AttendanceChange

Answer = Attendance.Answer
KEPT = ("answer", "is_tentative", "represented_by_id", "represented_by_name", "waiting_since", "comment", "status")
"""The fields of an attendance whose changes the history keeps."""


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
    now=None,
):
    """Record what one person answers to one meeting, replacing what stood before, and keep the change in the history.

    ``answer`` is an ``AttendanceAnswer`` (or empty: not answered); ``channel`` an ``AnswerChannel``; ``user`` the account
    that noted it, if any. ``represented_by`` (a person of the directory) or ``represented_by_name`` is given when, and
    only when, the answer is ``represented``. ``sessions`` maps session keys to answers where sessions differ.
    ``comment=None`` leaves the word to the organisers as it is. Returns the saved attendance; raises
    ``ValidationError`` with a sentence fit to show beside its field.
    """
    now = now or timezone.now()
    named = represented_by is not None or bool(represented_by_name.strip())
    if (answer == Answer.REPRESENTED) != named:
        raise ValidationError(
            {"represented_by_name": _("Name who represents the person when, and only when, somebody does.")}
        )
    attendance = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk)
    before = snapshot(attendance)
    attendance.answer = answer
    attendance.is_tentative = is_tentative
    attendance.represented_by = represented_by
    attendance.represented_by_name = represented_by_name.strip()
    attendance.answered_at = now if answer or is_tentative else None
    attendance.answer_channel = channel
    attendance.answered_by = user
    if comment is not None:
        attendance.comment = comment
    attendance.save()
    note_change(attendance, before, channel=channel, user=user, now=now)
    return attendance


def snapshot(attendance):
    """The fields that the history keeps, as values that JSON holds."""
    return {name: str(value) if (value := getattr(attendance, name)) else "" for name in KEPT}


def note_change(attendance, before, *, channel, user=None, now=None):
    """Add to the history what differs from ``before`` (a ``snapshot``); nothing when nothing does."""
    after = snapshot(attendance)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return None
    return AttendanceChange.objects.create(
        attendance=attendance,
        at=now or timezone.now(),
        channel=channel,
        user=user,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
