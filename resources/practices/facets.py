"""Filtering a list by several facets, with the count behind each choice. Plain values in, plain values out.

Within a facet the choices add up (Nantes or Rennes); between facets they
narrow (Nantes and a running practice). The count beside a choice is what
choosing it would give, so a facet's own choices do not narrow its counts.
"""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One record: its key and, for each facet, the set of values it has."""

    key: int
    values: dict = field(default_factory=dict)

    def matches(self, facet, wanted):
        return not wanted or bool(wanted & self.values.get(facet, frozenset()))


def chosen_in(parameters, known):
    """The values asked for that exist: ``{facet: [value, …]}``. ``known`` gives the values of each facet.

    Unknown values are dropped, so that an old or mistyped address still shows a list.
    """
    return {
        facet: list(dict.fromkeys(value for value in parameters.getlist(facet) if value in values))
        for facet, values in known.items()
    }


def matching(rows, chosen, *, without=None):
    """The rows that fit every facet, leaving one facet out if asked."""
    wanted = {facet: frozenset(values) for facet, values in chosen.items() if values and facet != without}
    return [row for row in rows if all(row.matches(facet, values) for facet, values in wanted.items())]


def counts(rows, chosen, facet):
    """How many rows each value of a facet would give: ``Counter({value: count})``."""
    found = Counter()
    for row in matching(rows, chosen, without=facet):
        found.update(row.values.get(facet, ()))
    return found
