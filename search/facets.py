"""The facets that readers may choose from, in the order they are shown."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Facet:
    """A facet of documents (``SearchDocument.facets``). ``by_value``: sorted by value, the greatest first, not by count."""

    name: str
    label: str | Promise
    by_value: bool = False


FACETS = (
    Facet("metropolis", _("Metropolis")),
    Facet("theme", _("Theme")),
    Facet("year", _("Year"), by_value=True),
)
