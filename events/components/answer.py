"""What somebody answered, in words, for the person and for those who organise."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _

from events.vocabularies import AttendanceAnswer
from network.components import Component, Link

Answer = AttendanceAnswer


@dataclass(frozen=True)
class AnswerLine:
    """The answer to one part of a meeting."""

    text: str
    title: str = ""
    """Of the session, where sessions differ."""
    is_waiting: bool = False


@dataclass(frozen=True)
class AnswerSummary(Component):
    """What was answered so far, when and how; what one may do with it."""

    title: str
    lines: list[AnswerLine]
    noted: str = ""
    tone: str = "ok"
    icon: str = "ok"
    is_new: bool = False
    """Just noted: said aloud."""
    joins: list[Link] = field(default_factory=list)
    """Where to join, for those who may."""
    change: Link | None = None
    template_name: ClassVar[str] = "events/components/answer_summary.html"


@dataclass(frozen=True)
class AnswerCall(Component):
    """The way to answer a meeting."""

    url: str
    is_invited: bool = False
    template_name: ClassVar[str] = "events/components/answer_call.html"


def answer_in_words(effective, *, represented_by="", rank=0):
    """« Sur place », « Sur liste d’attente pour venir sur place (2e) », « Représenté·e par … »."""
    if effective.answer == Answer.REPRESENTED:
        return _("Represented by %(name)s") % {"name": represented_by}
    if effective.answer == Answer.EXCUSED:
        return _("You are excused")
    if effective.answer not in Answer.coming():
        return _("Not answered yet")
    if effective.has_place:
        return _("You come on site") if effective.answer == Answer.ON_SITE else _("You take part remotely")
    if effective.answer == Answer.ON_SITE:
        waits = _("You are on the waiting list to come on site")
    else:
        waits = _("You are on the waiting list to take part remotely")
    return _("%(waits)s, number %(rank)s") % {"waits": waits, "rank": rank} if rank else waits
