"""What people answer to a meeting: the one rule by which an answer is recorded, whatever the channel."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.answer_window import BY_STAFF, answer_window
from events.history import keep_quietly, note_change, snapshot
from events.models import Attendance, MeetingPage
from events.places import IN_WEIGHT, SIDES, effective_answer, lock_places, parts_of
from events.waiting import promote_waiting, seat, settle_answers

__all__ = ["effective_answer", "note_change", "promote_waiting", "record_answer", "settle_answers", "snapshot"]

Answer = Attendance.Answer
ANSWER_FIELDS = (
    *("answer", "is_tentative", "represented_by", "represented_by_name", "answered_at", "answer_channel"),
    *("answered_by", "waiting_since", "comment"),
)


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
    parts = parts_of(meeting)
    wanted = answers_to_parts(parts, answer, sessions)
    refuse_without_representative(wanted, represented_by, represented_by_name)
    before, was_on_record = snapshot(attendance), attendance.is_on_record
    attendance.is_tentative = is_tentative
    attendance.represented_by = represented_by
    attendance.represented_by_name = represented_by_name.strip()
    attendance.answer_channel = channel
    attendance.answered_by = user
    if comment is not None:
        attendance.comment = comment
    seat(attendance, parts, wanted, give_place=give_place, now=now)
    attendance.answered_at = now if attendance.answer or is_tentative else None
    if attendance.is_on_record == was_on_record:
        keep_quietly(attendance, ANSWER_FIELDS)
    else:
        attendance.save()
    note_change(attendance, before, channel=channel, user=user, now=now)
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
