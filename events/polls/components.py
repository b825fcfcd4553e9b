"""What a date poll gives, ready to print: the grid of dates and people, and each date's counts in words."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.meetings.components.when import option_hours, option_text
from events.vocabularies import PollAnswer, PollSide
from network.look.components import Component
from network.look.dates import format_day

ICONS = {PollAnswer.YES: "check", PollAnswer.IF_NEED_BE: "help", PollAnswer.NO: "close"}


@dataclass(frozen=True)
class PollColumn:
    """One date."""

    key: int
    day: str  # « mardi 12 janvier 2027 »
    hours: str
    text: str  # both in one line
    counts: str  # « 4 oui, 1 si besoin, 2 non »
    sides: str = ""  # « 3 sur place, 2 à distance »
    can_come: int = 0
    is_best: bool = False
    is_chosen: bool = False


@dataclass(frozen=True)
class PollCell:
    answer: str
    words: str
    icon: str
    side: str = ""


@dataclass(frozen=True)
class PollRow:
    """One person, with a cell for each date in their order."""

    name: str
    cells: list[PollCell]
    note: str = ""


@dataclass(frozen=True)
class PollByDate:
    """One date with the names behind each answer, for a narrow screen."""

    column: PollColumn
    groups: list[tuple[str, str]]  # (« Oui », « Camille Exemple, … »)


@dataclass(frozen=True)
class PollGrid(Component):
    caption: str
    columns: list[PollColumn]
    rows: list[PollRow] = field(default_factory=list)
    by_date: list[PollByDate] = field(default_factory=list)
    level: int = 3
    template_name: ClassVar[str] = "events/polls/grid.html"

    @classmethod
    def of(cls, poll, result, *, with_names, level=3):
        """``result`` is a ``PollResult``; without names only the counts are there."""
        columns = [column_of(poll, option) for option in result.options]
        caption = ngettext(
            "%(answered)d of %(count)d person asked has answered",
            "%(answered)d of %(count)d people asked have answered",
            len(result.voters),
        ) % {"answered": len(result.answered), "count": len(result.voters)}
        if not with_names:
            return cls(caption, columns, level=level)
        rows = [
            PollRow(
                voter.person.full_name,
                [cell_of(result.votes.get((voter.pk, column.key))) for column in columns],
            )
            for voter in result.answered
        ]
        by_date = [PollByDate(column, names_by_answer(rows, place)) for place, column in enumerate(columns)]
        return cls(caption, columns, rows, by_date, level)


def column_of(poll, result):
    option = result.option
    start = option.starts_at.astimezone(poll.zone)
    same_day = start.date() == option.ends_at.astimezone(poll.zone).date()
    text = option_text(option, poll.time_zone)
    return PollColumn(
        key=option.pk,
        day=format_day(start, weekday=True) if same_day else text.partition(", ")[0],
        hours=option_hours(option, poll.time_zone),
        text=text,
        counts=counts_in_words(result),
        sides=sides_in_words(result) if poll.is_hybrid else "",
        can_come=result.can_come,
        is_best=result.is_best,
        is_chosen=option.pk == poll.chosen_option_id,
    )


def counts_in_words(result):
    """« 4 oui, 1 si besoin, 2 non »"""
    return _("%(yes)d yes, %(if_need_be)d if need be, %(no)d no") % {
        "yes": result.yes,
        "if_need_be": result.if_need_be,
        "no": result.no,
    }


def sides_in_words(result):
    """« 3 sur place, 2 à distance »: of those who can come, if need be included."""
    return _("%(on_site)d on site, %(remote)d remotely") % {"on_site": result.on_site, "remote": result.remote}


def cell_of(vote):
    if vote is None:
        return PollCell("", _("No answer"), "")
    side = str(PollSide(vote.side).label) if vote.side else ""
    return PollCell(vote.answer, str(PollAnswer(vote.answer).label), ICONS[vote.answer], side)


def names_by_answer(rows, place):
    groups = []
    for answer in PollAnswer:
        names = [named(row, row.cells[place]) for row in rows if row.cells[place].answer == answer]
        if names:
            groups.append((str(answer.label), ", ".join(names)))
    return groups


def named(row, cell):
    return f"{row.name} ({cell.side.lower()})" if cell.side else row.name
