"""What search may know of the site: apps describe their records, search stores the descriptions.

An app writes a ``SearchSource`` for each kind of record and registers it with
``hooks.register(SOURCE_HOOK, MySource)``. Search imports no other app.
"""

import datetime
import hashlib
from dataclasses import astuple, dataclass, field
from typing import Any, Protocol, runtime_checkable

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from wagtail import hooks

SOURCE_HOOK = "search_source"
"""Registered value: a class (or any callable without argument) that gives a ``SearchSource``."""

READER_HOOK = "search_reader_tokens"
"""Registered function: ``request -> set`` of the audience tokens that the reader holds."""

SYNONYM_HOOK = "search_synonyms"
"""Registered function: ``() -> iterable`` of groups: ``SynonymGroup``, or tuples of phrases that mean the same."""


ACTIONS_HOOK = "search_results_actions"
"""Registered function: ``(request, parameters) -> list`` of components shown beside the count of results."""

PROMOTION_HOOK = "search_promotions"
"""Registered function: ``(request, query) -> list`` of ``Promotion`` that this reader may see for a ``Query``."""

ANSWERED_HOOK = "search_answered"
"""Registered function: ``(request, parameters, answer)``, called once the first page of an answer is known."""


@dataclass(frozen=True)
class Promotion:
    """A page that an editor shows first for some words."""

    title: str
    url: str
    text: str = ""


@dataclass(frozen=True)
class SynonymGroup:
    """Phrases that find each other. ``is_exact``: they mean the same; if not, they are close and count less."""

    phrases: tuple[str, ...]
    is_exact: bool = True


@dataclass(frozen=True)
class Section:
    """A part of a document that has its own address: a section of minutes, an article."""

    anchor: str  # without "#"
    title: str
    text: str  # plain text


@dataclass(frozen=True)
class SearchDocument:
    """One thing that can be found. Texts are plain, never HTML, and never hold a secret."""

    key: str  # "minutes:12", unique over all sources
    title: str
    url: str  # address on this site, without host
    summary: str = ""
    text: str = ""
    sections: tuple[Section, ...] = ()
    audience: str = "public"  # the audience token a reader must hold
    facets: dict[str, list[str]] = field(default_factory=dict)
    """``{"metropolis": ["Nantes"], "theme": […], "year": ["2022"]}``"""
    date: datetime.date | None = None
    language: str = "fr"
    within_title: str = ""  # the page that carries it, where it is no page itself: a file
    within_url: str = ""

    @property
    def kind(self) -> str:
        """The name of the source that made it: what stands before the colon of its key."""
        return self.key.partition(":")[0]

    @property
    def checksum(self) -> str:
        """Equal for equal documents: one that has not changed is not written again."""
        facets = sorted((name, tuple(values)) for name, values in self.facets.items())
        parts = (
            *(self.key, self.title, self.url, self.summary, self.text, self.audience),
            *(self.within_title, self.within_url),
        )
        sections = [astuple(section) for section in self.sections]
        return hashlib.sha256(repr((parts, sections, facets, self.date, self.language)).encode()).hexdigest()[:24]


RecordKey = tuple[str, str]
"""The name of a source and the primary key of one of its records, as text."""

Change = tuple[str, str, int, SearchDocument | None]
"""``(source, pk, version, document)`` as engines are told of it: ``None`` takes the record out."""


@runtime_checkable
class SearchSource(Protocol):
    """Describes one kind of record to search.

    A record is described again when it changes, and when a record it refers to
    does (a foreign key, a relation, a chosen block). A source may also have:

    - ``singular``: what one record is called, for readers (lazy translation);
    - ``depends_on``: models of which any change may change every document (the
      page on which all its records stand).
    """

    name: str  # stable, used in addresses: "minutes"
    label: str | Promise  # plural, for readers (lazy translation)
    model: type[Model]

    def queryset(self) -> QuerySet[Any]:
        """The records that may be found (live ones), with what ``document`` needs prefetched."""

    def document(self, record: Any) -> SearchDocument:
        """The description of one record."""


def sources() -> dict[str, SearchSource]:
    """Every registered source, by name."""
    found = [make() for make in hooks.get_hooks(SOURCE_HOOK)]
    return {source.name: source for source in found}
