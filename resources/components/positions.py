"""Questions and positions as a table, as lists and as CSV, made from records already fetched."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network import spreadsheets
from network.acronyms import plain_text
from network.components import EmptyState, Link, Tab, Tabs
from network.dates import in_paris
from resources.components.minutes import MINUTES_LIST, days_of
from resources.components.records import (
    POSITION_TAGS,
    Answer,
    AnswerGroup,
    AnswerList,
    AnswerLists,
    Cell,
    MatrixColumn,
    MatrixRow,
    PositionMatrix,
)


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
                        answer_of(position, request)
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


def answer_of(position, request):
    """A position with the way to the very passage of the minutes."""
    return Answer(
        metropolis=Link(position.metropolis.short_name, position.metropolis.get_absolute_url()),
        kind=POSITION_TAGS[position.kind],
        label=position.label,
        passage_url=f"{position.minutes.get_url(request)}#{position.anchor}",
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


def answers_by_question(positions, request):
    """What one metropolis says, each answer headed by its question; ``None`` when it has said nothing."""
    answers = []
    for position in positions:
        question = position.question
        address = f"/regards-croises/?vue=question#{question.slug}"
        answers.append(
            replace(answer_of(position, request), metropolis=Link(question.short_text or question.text, address))
        )
    return AnswerList(answers) if answers else None


def question_with(question, answers):
    """One question by itself."""
    group = AnswerGroup(
        title=question.text,
        anchor=question.slug or "question",
        kicker=_("Question %(number)s") % {"number": question.number},
        answers=answers,
    )
    return AnswerLists([group])


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


def csv_response(questions, positions, request):
    """Every position in a row, for a French spreadsheet."""
    headings = [
        _("Meeting"),
        pgettext("of a meeting", "First day"),
        _("Question number"),
        _("Question"),
        _("Metropolis"),
        pgettext("position", "Kind"),
        _("In a few words"),
        _("Position"),
        _("Address"),
    ]
    known = {question.pk: question for question in questions}
    order = {key: place for place, key in enumerate(known)}
    shown = sorted(
        (position for position in positions if position.question_id in known),
        key=lambda position: (order[position.question_id], position.metropolis.short_name, position.sort_order),
    )
    rows = (row_of(position, known[position.question_id], request) for position in shown)
    return spreadsheets.csv_response(rows, headings=headings, filename="regards-croises")


def row_of(position, question, request):
    meeting = question.meeting
    address = request.build_absolute_uri(f"{position.minutes.get_url(request)}#{position.anchor}")
    return (
        meeting.title if meeting else "",
        in_paris(meeting.starts_at).date().isoformat() if meeting and meeting.starts_at else "",
        question.number,
        question.text,
        position.metropolis.usual_name,
        position.get_kind_display(),
        position.label,
        plain_text(position.text),
        address,
    )
