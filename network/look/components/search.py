"""Searching and narrowing down."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from network.look.components.base import Component, Link, Text


@dataclass(frozen=True)
class SearchForm(Component):
    action: str = "/recherche/"
    query: str = ""
    label: Text = _("Search the site")
    hint: Text = ""
    name: str = "q"
    field_id: str = "champ-recherche"
    hidden: list[tuple[str, str]] = field(default_factory=list)
    template_name: ClassVar[str] = "network/look/components/search_form.html"


@dataclass(frozen=True)
class FacetChips(Component):
    chips: list[Link]
    clear_url: str = ""
    template_name: ClassVar[str] = "network/look/components/facet_chips.html"


@dataclass(frozen=True)
class Choice:
    value: str
    label: Text
    count: int | None = None
    checked: bool = False


@dataclass(frozen=True)
class FacetGroup:
    title: Text
    name: str
    choices: list[Choice]
    one: bool = False
    """One choice at most: radio buttons."""

    @property
    def has_choice(self):
        return any(choice.checked for choice in self.choices)


@dataclass(frozen=True)
class FacetPanel(Component):
    groups: list[FacetGroup]
    action: str = ""
    hidden: list[tuple[str, str]] = field(default_factory=list)
    applied: int = 0
    title: Text = _("Filter")
    template_name: ClassVar[str] = "network/look/components/facet_panel.html"
