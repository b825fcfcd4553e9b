"""What somebody answered to a meeting, gathered for the answer page, the meeting's page and the desk."""

from django.db.models import Q
from django.utils.translation import gettext as _

from events.answers.components import AnswerLine, AnswerSummary, answer_in_words
from events.answers.recording import effective_answer, parts_to_answer
from events.answers.window import moment
from events.attendance.models import Attendance, SessionAnswer
from events.meetings.remote_link import links_for
from events.vocabularies import AnswerChannel
from network.look.components import Link


def answer_summary(attendance, *, parts=None, is_new=False, is_of_reader=True, with_links=True, change_url=""):
    """The ``AnswerSummary`` of somebody who answered; ``None`` of who did not.

    ``is_of_reader`` where the person herself reads it: only then may there be a link to join.
    """
    if not attendance.answered_at:
        return None
    meeting = attendance.meeting
    parts = parts or parts_to_answer(meeting)
    lines, waits = [], False
    for part in parts:
        effective = effective_answer(attendance, part if part.key else None)
        is_waiting = effective.waiting_since is not None
        waits |= is_waiting
        text = answer_in_words(
            effective,
            represented_by=attendance.represented_by or attendance.represented_by_name,
            rank=rank_of(attendance, part, effective) if is_waiting else 0,
            is_of_reader=is_of_reader,
        )
        lines.append(AnswerLine(text, part.title if part.key else "", is_waiting))
    of_somebody = _("The answer of %(name)s") % {"name": attendance.person.full_name}
    yours = _("Your answer is noted") if is_new else _("Your answer")
    return AnswerSummary(
        title=yours if is_of_reader else _("The answer is noted") if is_new else of_somebody,
        lines=lines,
        noted=noted_in_words(attendance, waits, is_of_reader=is_of_reader),
        tone="warn" if waits else "ok",
        icon="clock" if waits else "ok",
        is_new=is_new,
        joins=join_links(attendance) if with_links and is_of_reader else [],
        change=Link(_("Change my answer"), change_url) if change_url else None,
    )


def noted_in_words(attendance, waits, *, is_of_reader):
    told = _("Noted on %(moment)s.") % {"moment": moment(attendance.answered_at)}
    if attendance.answer_channel == AnswerChannel.ASSISTANT:
        told = _("Noted on %(moment)s by an assistant.") % {"moment": moment(attendance.answered_at)}
    if not waits:
        return told
    if is_of_reader:
        promised = _("As soon as a place is free you get it, and a mail tells you.")
    else:
        promised = _("As soon as a place is free the person gets it, and a mail tells her or him.")
    return f"{told} {promised}"


def rank_of(attendance, part, effective):
    """The place in the waiting list, from 1."""
    earlier = Q(waiting_since__lt=effective.waiting_since)
    if part.key is None:
        people = Attendance.objects.filter(meeting=attendance.meeting_id, withdrawn_at=None, answer=effective.answer)
        tie = Q(waiting_since=effective.waiting_since, pk__lt=attendance.pk)
        return people.filter(earlier | tie).count() + 1
    rows = SessionAnswer.objects.filter(
        attendance__meeting=attendance.meeting_id,
        attendance__withdrawn_at=None,
        session_key=part.key,
        answer=effective.answer,
    )
    return rows.filter(earlier).count() + 1


def join_links(attendance):
    return [
        Link(
            _("Join the remote room: %(session)s") % {"session": title} if title else _("Join the remote room"),
            url,
        )
        for title, url in links_for(attendance)
    ]
