"""Which meetings an address asks for, in the agenda and in feeds. Knows no record."""

from dataclasses import dataclass, fields, replace
from datetime import date

from django.http import QueryDict

from events.agenda.days import read_day, read_month
from events.vocabularies import MeetingFormat, MeetingKind

IN_AGENDA = {
    "format": "formats",
    "type": "kinds",
    "metropole": "metropolises",
    "groupe": "groups",
    "theme": "themes",
}
IN_FEEDS = {
    "metropole": "metropolises",
    "groupe": "groups",
    "thematique": "themes",
    "type": "kinds",
    "format": "formats",
}
"""What addresses may choose by, under the names and in the order in which each kind of address writes it."""


@dataclass(frozen=True)
class MeetingChoices:
    """Which meetings are wanted. Values of one kind add up, kinds narrow each other; equal choices are equal."""

    metropolises: tuple[str, ...] = ()  # slugs
    groups: tuple[str, ...] = ()  # slugs of working groups
    themes: tuple[str, ...] = ()  # codes
    kinds: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    def named(self, parameters):
        """``[(parameter, values)]`` of what is narrowed; ``parameters`` is ``IN_AGENDA`` or ``IN_FEEDS``."""
        return [(name, getattr(self, field)) for name, field in parameters.items() if getattr(self, field)]

    def query(self, parameters):
        """The same as a ``QueryDict`` that may be added to, always in the same order."""
        query = QueryDict(mutable=True)
        for name, values in self.named(parameters):
            query.setlist(name, values)
        return query


NO_CHOICE = {field.name: () for field in fields(MeetingChoices)}


@dataclass(frozen=True)
class AgendaChoices(MeetingChoices):
    """What an address of the agenda asks to see, and how. What it says wrongly is as if it were not said."""

    by_month: bool = False
    month: date | None = None  # the first of the month; None: the current one
    day: date | None = None  # one day of that month; None: all

    @classmethod
    def read(cls, query, metropolises, groups=(), themes=()):
        """From ``request.GET`` and the slugs and codes that exist. One value of each kind: the last."""
        known = {
            "formats": MeetingFormat.values,
            "kinds": MeetingKind.values,
            "metropolises": metropolises,
            "groups": groups,
            "themes": themes,
        }
        asked = {field: query.get(name) for name, field in IN_AGENDA.items()}
        month = read_month(query.get("mois", ""))
        return cls(
            **{field: (value,) for field, value in asked.items() if value and value in known[field]},
            by_month=query.get("vue") == "mois",
            month=month,
            day=read_day(query.get("jour", ""), month),
        )

    @property
    def filters(self):
        """How many filters are set."""
        return len(self.named(IN_AGENDA))

    def address(self, base, **changes):
        """The address of the agenda at ``base`` with some choices changed."""
        asked = replace(self, **changes)
        query = QueryDict(mutable=True)
        if asked.by_month:
            query["vue"] = "mois"
            if asked.month:
                query["mois"] = f"{asked.month:%Y-%m}"
            if asked.day:
                query["jour"] = str(asked.day.day)
        query.update(asked.query(IN_AGENDA))
        return f"{base}?{query.urlencode()}" if query else base
