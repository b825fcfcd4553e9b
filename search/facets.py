"""The facets that readers may choose from, in the order they are shown."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Facet:
    """A facet of documents (``SearchDocument.facets``). ``by_value``: sorted by value, the greatest first, not by count."""

    name: str
    label: str | Promise
    by_value: bool = False
    labels: dict[str, str | Promise] = field(default_factory=dict)
    """How values are said, where they are not words themselves."""


AUDIENCE, PUBLIC, RESTRICTED = "audience", "public", "restricted"
"""The facet of who may read a text. Readers choose between two values, whatever the tokens behind the second."""

FACETS = (
    Facet("metropolis", _("Metropolis")),
    Facet("theme", _("Theme")),
    Facet("year", _("Year"), by_value=True),
    Facet(AUDIENCE, _("Who may read"), labels={PUBLIC: _("Everybody"), RESTRICTED: _("Restricted")}),
)
