"""What is asked of an engine and what it answers, whichever engine it is."""

import datetime
from dataclasses import dataclass, field

from search.query import Query

RELEVANCE, NEWEST = "relevance", "date"
FEW = 3
"""Under this number of exact answers, documents with only some of the words are added…"""
LEAST_COVERAGE = 0.3
"""…if these are worth that share of what was asked: rare words are worth more."""


@dataclass(frozen=True)
class SearchRequest:
    """One page of results. ``audiences`` are the tokens that the reader holds: nothing else is seen or counted."""

    query: Query
    audiences: frozenset[str]
    kinds: tuple[str, ...] = ()
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """``{"metropolis": ("Nantes",)}``: any of a facet’s values, every facet."""
    sort: str = RELEVANCE
    page: int = 1
    per_page: int = 10
    keys: tuple[str, ...] | None = None  # if given, only these documents

    @property
    def start(self) -> int:
        return (self.page - 1) * self.per_page


@dataclass(frozen=True)
class SectionHit:
    """A part of a document that matches, at its own address."""

    title: str
    title_html: str
    url: str
    excerpt_html: str = ""


@dataclass(frozen=True)
class Hit:
    """One document found. HTML is escaped but for ``<mark>``; ``missing`` are the words it does not hold."""

    key: str
    kind: str
    title: str
    title_html: str
    url: str
    excerpt_html: str
    audience: str
    score: float
    date: datetime.date | None = None
    facets: dict[str, list[str]] = field(default_factory=dict)
    section: SectionHit | None = None
    other_sections: tuple[SectionHit, ...] = ()
    missing: tuple[str, ...] = ()
    within_title: str = ""
    within_url: str = ""


@dataclass(frozen=True)
class Results:
    """``kinds`` and ``facets`` count what choosing a value would show: a facet does not narrow itself."""

    count: int = 0
    hits: tuple[Hit, ...] = ()
    kinds: dict[str, int] = field(default_factory=dict)  # {"minutes": 3}
    facets: dict[str, dict[str, int]] = field(default_factory=dict)  # {"metropolis": {"Nantes": 2}}
    partial_count: int = 0  # how many of ``count`` hold only some of the words


@dataclass(frozen=True)
class Suggestion:
    """A document whose title begins like, or holds, what is being typed. ``title_html`` is marked."""

    kind: str
    title: str
    title_html: str
    url: str
    detail: str = ""


class IndexNotReady(Exception):
    """There is no index, or only one that other code built: it must be rebuilt before it is asked."""


class EngineAway(Exception):
    """The search server does not answer, or refuses to: the embedded index answers meanwhile."""


class BuildFailed(Exception):
    """A new index does not hold what was written to it: the old one stays in service."""
