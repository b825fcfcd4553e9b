"""What somebody answered, in words, for the person and for those who organise."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.vocabularies import AttendanceAnswer, AttendanceStatus
from network.look.components import Component, Link
from network.look.dates import format_day, format_hour

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
    template_name: ClassVar[str] = "events/answers/answer_summary.html"


@dataclass(frozen=True)
class AnswerCall(Component):
    """The way to answer a meeting."""

    url: str
    is_invited: bool = False
    full: list[str] = field(default_factory=list)
    """The sides on which there is no place left, in words."""
    template_name: ClassVar[str] = "events/answers/answer_call.html"


def answer_in_words(effective, *, represented_by="", rank=0, is_of_reader=True):
    """« Vous venez sur place », « Sur liste d’attente pour venir sur place, numéro 2 », « Représenté·e par … »: to the
    person or, with ``is_of_reader=False``, to whoever answers or organises for her or him."""
    if effective.answer == Answer.REPRESENTED:
        return _("Represented by %(name)s") % {"name": represented_by}
    if effective.answer not in Answer.values:
        return _("Not answered yet")
    words = IN_WORDS[effective.answer, effective.answer == Answer.EXCUSED or effective.has_place]
    waits = str(words[0 if is_of_reader else 1])
    return _("%(waits)s, number %(rank)s") % {"waits": waits, "rank": rank} if rank else waits


IN_WORDS = {
    (Answer.EXCUSED, True): (gettext_lazy("You are excused"), gettext_lazy("Is excused")),
    (Answer.ON_SITE, True): (gettext_lazy("You come on site"), gettext_lazy("Comes on site")),
    (Answer.REMOTE, True): (gettext_lazy("You take part remotely"), gettext_lazy("Takes part remotely")),
    (Answer.ON_SITE, False): (
        gettext_lazy("You are on the waiting list to come on site"),
        gettext_lazy("Is on the waiting list to come on site"),
    ),
    (Answer.REMOTE, False): (
        gettext_lazy("You are on the waiting list to take part remotely"),
        gettext_lazy("Is on the waiting list to take part remotely"),
    ),
}
"""``{(answer, whether there is nothing to wait for): (to the person, of the person)}``"""

FIELD_NAMES = {
    "answer": gettext_lazy("answer"),
    "is_tentative": gettext_lazy("perhaps"),
    "represented_by_id": gettext_lazy("represented by somebody of the directory"),
    "represented_by_name": gettext_lazy("represented by"),
    "waiting_since": gettext_lazy("on the waiting list since"),
    "comment": gettext_lazy("word to the organisers"),
    "status": gettext_lazy("attendance on the day"),
    "withdrawn_at": gettext_lazy("invitation withdrawn"),
}


@dataclass(frozen=True)
class HistoryLine:
    """One change: when, by whom, how, and each thing from what it was to what it became."""

    at: datetime
    channel: str
    by: str
    changes: list[tuple[str, str, str]]


def history_lines(changes, titles):
    """The history of one attendance in words; ``titles`` names the sessions by key."""
    return [
        HistoryLine(
            change.at,
            change.get_channel_display(),
            str(change.user) if change.user else "",
            [
                (
                    name_of(name, titles),
                    in_words(name, change.before.get(name, "")),
                    in_words(name, change.after.get(name, "")),
                )
                for name in change.after
            ],
        )
        for change in changes
    ]


def name_of(name, titles):
    if name.startswith("session:"):
        return titles.get(name.removeprefix("session:"), _("a session that is no more"))
    return str(FIELD_NAMES.get(name, name))


def in_words(name, value):
    """A kept value as people read it; « – » for nothing."""
    if not value:
        return "–"
    if name in ("waiting_since", "withdrawn_at"):
        return day_and_hour(value)
    if name == "status":
        return str(AttendanceStatus(value).label) if value in AttendanceStatus.values else value
    if name == "is_tentative":
        return _("yes")
    words = [str(Answer(word).label) if word in Answer.values else word for word in value.split(", ")]
    if name.startswith("session:"):
        words = [_("waiting") if word.startswith("waiting since") else word for word in words]
    return ", ".join(words)


def day_and_hour(value):
    try:
        local = timezone.localtime(datetime.fromisoformat(value))
    except ValueError:
        return value
    return f"{format_day(local)}, {format_hour(local)}"
