"""When a meeting takes answers: from when, until when, and what a person is told outside of that."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from events.meetings.models.meeting import MeetingPage
from events.vocabularies import AnswerChannel, MeetingStatus
from network.look.dates import format_day, format_hour

BY_STAFF = frozenset(
    {
        AnswerChannel.STAFF,
        AnswerChannel.TELEPHONE,
        AnswerChannel.CHECK_IN,
        AnswerChannel.WAITING_LIST,
        AnswerChannel.IMPORT,
    }
)
"""Channels of the team: they may note an answer outside of the window too."""


@dataclass(frozen=True)
class AnswerWindow:
    is_open: bool
    closes_at: datetime | None = None
    told: str = ""
    """Why it is not open."""
    advice: str = ""
    """What to do then."""

    @property
    def reason(self) -> str:
        """Both, in words fit to show beside a field."""
        return f"{self.told} {self.advice}".strip()


def answer_window(meeting: MeetingPage, now: datetime | None = None) -> AnswerWindow:
    """Whether the people invited may answer a meeting now."""
    now = now or timezone.now()
    if meeting.status == MeetingStatus.CANCELLED:
        return AnswerWindow(False, told=_("This meeting is cancelled: there is nothing to answer."))
    if meeting.is_over(now):
        return AnswerWindow(False, told=_("This meeting is over: there is nothing to answer any more."))
    if meeting.registration_opens_at and now < meeting.registration_opens_at:
        opens = moment(meeting.registration_opens_at)
        return AnswerWindow(False, told=_("Answers are taken from %(moment)s. Come back then.") % {"moment": opens})
    closes_at = meeting.registration_closes_at or meeting.starts_at
    if closes_at and closes_at <= now:
        told = _("Answers were taken until %(moment)s.") % {"moment": moment(closes_at)}
        return AnswerWindow(False, closes_at, told, whom_to_tell(meeting))
    return AnswerWindow(True, closes_at)


def whom_to_tell(meeting: MeetingPage, has_answered: bool = True) -> str:
    """What to do when the form no longer takes the answer."""
    if meeting.contact:
        told = _("To change yours: %(contact)s.") if has_answered else _("To answer all the same: %(contact)s.")
        return told % {"contact": meeting.contact}
    if has_answered:
        return _("To change yours, write to or call the ICPC team.")
    return _("To answer all the same, write to or call the ICPC team.")


def moment(at: datetime) -> str:
    """« 12 mars 2027 à 18 h 00 », in Paris."""
    local = timezone.localtime(at)
    return _("%(day)s at %(hour)s") % {"day": format_day(local), "hour": format_hour(local)}
