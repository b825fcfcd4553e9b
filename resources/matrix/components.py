"""Questions × metropolises as a table and as lists, made from records already fetched."""

from dataclasses import dataclass, replace
from typing import ClassVar

from django.utils.translation import gettext as _

from network.look.components import Component, EmptyState, Link, Tab, Tabs, Text
from resources.records.answers import Answer, AnswerGroup, AnswerLists
from resources.records.citing import MINUTES_LIST, days_of


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
    template_name: ClassVar[str] = "resources/matrix/table.html"


def tables_of(questions, positions, request):
    """One table for the questions of each meeting; only metropolises that spoke have a row, the host first."""
    answers = {}
    for position in positions:
        answers.setdefault(position.question_id, []).append(position)
    groups = {}
    for question in questions:
        groups.setdefault(question.meeting_id, []).append(question)
    return [table_of(group, answers, request) for group in groups.values()]


def table_of(questions, answers, request):
    meeting = questions[0].meeting
    spoke = {
        position.metropolis_id: position.metropolis
        for question in questions
        for position in answers.get(question.pk, [])
    }
    host_id = meeting.host_id if meeting else None
    metropolises = sorted(spoke.values(), key=lambda metropolis: (metropolis.pk != host_id, metropolis.short_name))
    rows = [
        MatrixRow(
            Link(metropolis.short_name, metropolis.get_absolute_url()),
            [
                Cell(
                    question.short_text or question.text,
                    [
                        Answer.outside_minutes(position, request)
                        for position in answers.get(question.pk, [])
                        if position.metropolis_id == metropolis.pk
                    ],
                )
                for question in questions
            ],
        )
        for metropolis in metropolises
    ]
    return PositionMatrix(
        title=meeting.title if meeting else _("Other questions"),
        url=meeting.get_url(request) if meeting else "",
        days=days_of(meeting.starts_at, meeting.ends_at) if meeting else "",
        anchor=f"table-{meeting.slug}" if meeting else "table",
        columns=[
            MatrixColumn(question.number, question.text, question.short_text or question.text, question.slug)
            for question in questions
        ],
        rows=rows,
    )


def lists_by_question(tables):
    """Each question with its answers; those who spoke elsewhere but not here are named."""
    return [
        AnswerLists(
            title=table.title,
            url=table.url,
            days=table.days,
            by="question",
            groups=[
                AnswerGroup(
                    title=column.text,
                    kicker=_("Question %(number)s") % {"number": column.number},
                    anchor=column.anchor,
                    answers=[answer for row in table.rows for answer in row.cells[place].answers],
                    silent=[row.metropolis.label for row in table.rows if not row.cells[place].answers],
                )
                for place, column in enumerate(table.columns)
            ],
        )
        for table in tables
    ]


def lists_by_metropolis(tables):
    """Each metropolis with what it says on each question, all meetings together."""
    groups = {}
    for table in tables:
        for row in table.rows:
            group = groups.setdefault(row.metropolis.label, (row.metropolis, [], []))
            for column, cell in zip(table.columns, row.cells, strict=True):
                group[1].extend((column, answer) for answer in cell.answers)
                if not cell.answers:
                    group[2].append(column.short_text)
    return [
        AnswerLists(
            title="",
            by="metropolis",
            groups=[
                AnswerGroup(
                    title=link.label,
                    url=link.url,
                    anchor=link.url.strip("/").rpartition("/")[2],
                    answers=[asked(answer, column) for column, answer in answers],
                    silent=silent,
                )
                for _name, (link, answers, silent) in sorted(groups.items())
            ],
        )
    ]


def asked(answer, column):
    """The same answer headed by its question rather than by its metropolis."""
    return replace(answer, metropolis=Link(column.short_text))


def nothing_yet():
    return EmptyState(
        _("No question has been put to the metropolises yet"),
        _("Questions and answers come from the minutes of meetings."),
        [Link(_("Minutes of meetings"), MINUTES_LIST)],
    )


def view_tabs(current):
    views = [
        ("tableau", _("Table")),
        ("question", _("By question")),
        ("metropole", _("By metropolis")),
    ]
    return Tabs([Tab(label, f"?vue={view}", current=view == current) for view, label in views], label=_("Views"))
