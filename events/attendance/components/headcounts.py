"""The head-count as tables: everybody in large figures, then by metropolis, then by session."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.look.components import Component, KeyFigure, KeyFigures


@dataclass(frozen=True)
class CountRow:
    name: str
    cells: list[int]
    url: str = ""


@dataclass(frozen=True)
class CountTable(Component):
    """A table whose first column names its rows; a zero is printed lighter, and read like any other figure."""

    title: str
    anchor: str
    first_heading: str
    headings: list[str]
    rows: list[CountRow]
    total: CountRow | None = None
    template_name: ClassVar[str] = "events/attendance/count_table.html"


@dataclass(frozen=True)
class HeadCountTables(Component):
    figures: KeyFigures
    tables: list[CountTable] = field(default_factory=list)
    template_name: ClassVar[str] = "events/attendance/head_count_tables.html"


def head_count_tables(count, *, is_over):
    """``count`` is a ``HeadCount``. Once the meeting is over, what was comes before what had been said."""
    before = {
        "invited": _("Invited"),
        "on_site": _("On site"),
        "remote": _("Remotely"),
        "excused": pgettext("number of people", "Excused"),
        "represented": pgettext("number of people", "Represented"),
        "waiting": _("Waiting"),
        "unanswered": _("No answer"),
    }
    after = {
        "was_present": _("Present on site"),
        "was_remote": _("Present remotely"),
        "was_excused": _("Excused or represented"),
        "was_absent": pgettext("number of people", "Absent"),
    }
    tables = [by_territory(_("Answers by metropolis"), "par-metropole", before, count)]
    noted = any(getattr(count.total, name) for name in after)
    if noted:
        tables.insert(0 if is_over else 1, by_territory(_("Who was there, by metropolis"), "presences", after, count))
    if count.sessions:
        columns = {name: label for name, label in before.items() if name not in {"invited", "represented"}}
        rows = [CountRow(session.title, cells(session.numbers, columns)) for session in count.sessions]
        tables.append(CountTable(_("Answers by session"), "par-seance", _("Session"), list(columns.values()), rows))
    shown = after if noted and is_over else before
    return HeadCountTables(KeyFigures([figure(count, name, label) for name, label in shown.items()]), tables)


def figure(count, name, label):
    places = {"on_site": count.capacity_on_site, "remote": count.capacity_remote}.get(name)
    value = getattr(count.total, name)
    if places is not None:
        label = _("%(side)s, of %(places)s places") % {"side": label, "places": places}
    return KeyFigure(str(value), label)


def by_territory(title, anchor, columns, count):
    rows = [
        CountRow(each.name, cells(each.numbers, columns), f"/metropoles/{each.slug}/" if each.slug else "")
        for each in count.territories
    ]
    return CountTable(
        title,
        anchor,
        _("Metropolis"),
        list(columns.values()),
        rows,
        total=CountRow(pgettext("sum", "Total"), cells(count.total, columns)),
    )


def cells(numbers, columns):
    return [getattr(numbers, name) for name in columns]
