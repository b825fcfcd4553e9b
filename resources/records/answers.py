"""What a metropolis answered to a question, alone or in lists: frozen values, each with its template."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from network.look.components import Component, Link, Tag, Text

POSITION_TAGS = {
    "stated": Tag(_("Stated position"), icon="talk"),
    "practice": Tag(_("Practice"), tone="azur", icon="check"),
    "doubt": Tag(_("Doubt"), tone="brick", icon="help"),
}


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
    template_name: ClassVar[str] = "resources/records/answer.html"

    @classmethod
    def in_minutes(cls, position):
        """A position under its question, in the minutes themselves."""
        return cls(
            metropolis=Link(position.metropolis.short_name, position.metropolis.get_absolute_url()),
            kind=POSITION_TAGS[position.kind],
            label=position.label,
            html=position.text,
            anchor=f"position-{position.slug}",
            passage_url=f"#{position.passage}" if position.passage else "",
        )

    @classmethod
    def outside_minutes(cls, position, request):
        """A position with the way to the very passage of the minutes."""
        return cls(
            metropolis=Link(position.metropolis.short_name, position.metropolis.get_absolute_url()),
            kind=POSITION_TAGS[position.kind],
            label=position.label,
            passage_url=f"{position.minutes.get_url(request)}#{position.anchor}",
        )


@dataclass(frozen=True)
class AnswerList(Component):
    answers: list[Answer]
    template_name: ClassVar[str] = "resources/records/answer_list.html"


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
    template_name: ClassVar[str] = "resources/records/answer_lists.html"


def answers_by_question(positions, request):
    """What one metropolis says, each answer headed by its question; ``None`` when it has said nothing."""
    answers = []
    for position in positions:
        question = position.question
        address = f"/regards-croises/?vue=question#{question.slug}"
        answers.append(
            replace(
                Answer.outside_minutes(position, request),
                metropolis=Link(question.short_text or question.text, address),
            )
        )
    return AnswerList(answers) if answers else None
