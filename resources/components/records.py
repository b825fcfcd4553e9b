"""The records of the knowledge base as components: frozen values, each with its template."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.components import Component, Link, Tag, Text
from network.dates import format_day

POSITION_TAGS = {
    "stated": Tag(_("Stated position"), icon="talk"),
    "practice": Tag(_("Practice"), tone="azur", icon="check"),
    "doubt": Tag(_("Doubt"), tone="brick", icon="help"),
}
STATUS_TAGS = {
    "unknown": Tag(_("Follow-up not known"), tone="plain", icon="unknown"),
    "open": Tag(pgettext_lazy("action item", "Open"), tone="azur", icon="clock"),
    "done": Tag(pgettext_lazy("action item", "Done"), tone="ok", icon="check"),
    "dropped": Tag(pgettext_lazy("action item", "Dropped"), tone="danger", icon="close"),
}
DECISION_TAG = Tag(_("Decision"), tone="plum", icon="scale")
MEMBERS_TAG = Tag(_("Members only"), tone="plain", icon="lock")


@dataclass(frozen=True)
class Answer(Component):
    """What a metropolis says on a question, under the question or in a cell of the table."""

    metropolis: Link
    kind: Tag
    label: Text
    html: str = ""
    anchor: str = ""
    passage_url: str = ""
    """Where the discussion says it, when it was heard there."""
    template_name: ClassVar[str] = "resources/components/answer.html"


@dataclass(frozen=True)
class FollowUp(Component):
    """A decision, or something to be done: by whom, by when, and where it stands."""

    text: Text
    anchor: str
    tag: Tag
    details: Text = ""
    is_decision: bool = False
    owner: Text = ""
    due: Text = ""
    decided_on: Text = ""
    agreed_how: Text = ""
    done_on: Text = ""
    overdue: bool = False
    announced: Link | None = None
    passage_url: str = ""
    """Where the minutes say it, when it stands outside them."""
    level: int = 3
    template_name: ClassVar[str] = "resources/components/follow_up.html"

    @classmethod
    def of_action(cls, action, *, today, announced=None, passage_url="", level=3):
        return cls(
            text=action.text,
            anchor=action.anchor,
            tag=STATUS_TAGS[action.status],
            details=action.details,
            owner=action.owner,
            due=action.due_text or (format_day(action.due_on) if action.due_on else ""),
            done_on=format_day(action.done_on) if action.done_on else "",
            overdue=action.is_overdue(today),
            announced=announced,
            passage_url=passage_url,
            level=level,
        )

    @classmethod
    def of_decision(cls, decision, *, passage_url="", level=3):
        return cls(
            text=decision.text,
            anchor=decision.anchor,
            tag=DECISION_TAG,
            is_decision=True,
            decided_on=format_day(decision.decided_on) if decision.decided_on else "",
            agreed_how=decision.agreed_how,
            passage_url=passage_url,
            level=level,
        )


@dataclass(frozen=True)
class MinutesTeaser(Component):
    """Minutes in a few points, with the way to them."""

    title: Text
    url: str
    when: Text = ""
    points: list[Text] = field(default_factory=list)
    summary: Text = ""
    tags: list[Tag] = field(default_factory=list)
    level: int = 3
    action: Text = ""
    template_name: ClassVar[str] = "resources/components/minutes_teaser.html"


@dataclass(frozen=True)
class Discussion(Component):
    """Where a practice was discussed."""

    meeting: Link
    days: Text = ""
    item: Link | None = None
    passage_url: str = ""
    template_name: ClassVar[str] = "resources/components/discussion.html"


@dataclass(frozen=True)
class Cell:
    """A crossing of the table of positions."""

    metropolis: Text
    answers: list[Answer]


@dataclass(frozen=True)
class MatrixRow:
    metropolis: Link
    cells: list[Cell]


@dataclass(frozen=True)
class MatrixColumn:
    number: int
    text: Text
    short_text: Text
    anchor: str


@dataclass(frozen=True)
class PositionMatrix(Component):
    """Questions across, metropolises down; a table with a header for each row and column.

    ``title``, ``url`` and ``days`` are those of the meeting where the questions were put.
    """

    title: Text
    anchor: str
    columns: list[MatrixColumn]
    rows: list[MatrixRow]
    url: str = ""
    days: Text = ""
    template_name: ClassVar[str] = "resources/components/position_matrix.html"


@dataclass(frozen=True)
class AnswerList(Component):
    answers: list[Answer]
    template_name: ClassVar[str] = "resources/components/answer_list.html"


@dataclass(frozen=True)
class AnswerGroup:
    title: Text
    anchor: str
    kicker: Text = ""
    answers: list[Answer] = field(default_factory=list)
    silent: list[Text] = field(default_factory=list)
    """Those of whom nothing is recorded."""
    url: str = ""


@dataclass(frozen=True)
class AnswerLists(Component):
    """The same answers as lists, by question or by metropolis."""

    groups: list[AnswerGroup]
    title: Text = ""
    url: str = ""
    days: Text = ""
    by: str = "question"
    template_name: ClassVar[str] = "resources/components/answer_lists.html"
