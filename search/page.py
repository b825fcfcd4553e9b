"""The search page in ready-to-print values: results with their reasons, tabs, facets, chips, pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from search import searching
from search.facets import AUDIENCE, FACETS, PUBLIC, Facet
from search.parameters import SearchParameters
from search.results import NEWEST, RELEVANCE, Hit
from search.searching import Answer
from search.sources import SearchSource, sources

PER_PAGE = 10
SHOWN_CHOICES = 8
"""Values of a facet shown at once; the others unfold."""
MOST_CHOICES = 30
PROPOSED_THEMES = 8


@dataclass(frozen=True)
class ResultLine:
    """One result as printed."""

    hit: Hit
    kind: str | Promise
    is_restricted: bool

    @property
    def url(self) -> str:
        return self.hit.section.url if self.hit.section else self.hit.url

    @property
    def metropolises(self) -> list[str]:
        return self.hit.facets.get("metropolis", [])[:3]

    @property
    def more_metropolises(self) -> int:
        return max(0, len(self.hit.facets.get("metropolis", [])) - 3)


@dataclass(frozen=True)
class Choice:
    value: str
    label: str | Promise
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class FacetChoices:
    """A facet with the values that would still find something, and those chosen."""

    name: str
    label: str | Promise
    shown: tuple[Choice, ...]
    folded: tuple[Choice, ...]


@dataclass(frozen=True)
class Link:
    label: str | Promise
    url: str
    count: int | None = None
    is_current: bool = False


class SearchPage:
    """Everything the template prints; made of one ``Answer`` and the address it answers."""

    def __init__(self, parameters: SearchParameters, audiences: frozenset[str], answer: Answer) -> None:
        self.parameters = parameters
        self.audiences = audiences
        self.answer = answer
        self.results = answer.results

    @classmethod
    def of(cls, parameters: SearchParameters, audiences: frozenset[str]) -> Self:
        """Ask; raises ``IndexNotReady`` when there is nothing to ask."""
        answer = searching.search(
            parameters.q,
            audiences=audiences,
            kinds=parameters.kinds,
            facets=parameters.facets,
            sort=parameters.sort,
            page=parameters.page,
            per_page=PER_PAGE,
        )
        return cls(parameters, audiences, answer)

    @property
    def count(self) -> int:
        return self.results.count

    @property
    def is_browsing(self) -> bool:
        """No word that can be searched: everything is listed, the newest first."""
        return not self.answer.query

    @cached_property
    def lines(self) -> list[ResultLine]:
        return [
            ResultLine(hit, self._kind_label(hit.kind), is_restricted=hit.audience != PUBLIC)
            for hit in self.results.hits
        ]

    @cached_property
    def _sources(self) -> dict[str, SearchSource]:
        return sources()

    def _kind_label(self, kind: str) -> str | Promise:
        return kind_label(self._sources, kind)

    @cached_property
    def kinds(self) -> list[Link]:
        """All results, then each kind that has some."""
        chosen = self.parameters.kinds
        everything = Link(
            pgettext_lazy("kinds of results", "All"),
            self.parameters.but(kinds=()).url,
            sum(self.results.kinds.values()),
            is_current=not chosen,
        )
        counts = self.results.kinds | {kind: 0 for kind in chosen if kind not in self.results.kinds}
        return [
            everything,
            *(
                Link(source.label, self.parameters.but(kinds=(name,)).url, counts[name], is_current=name in chosen)
                for name, source in self._sources.items()
                if name in counts
            ),
        ]

    @cached_property
    def sorts(self) -> list[Link]:
        if self.is_browsing:
            return []
        labels = {RELEVANCE: _("Relevance"), NEWEST: _("Date")}
        return [
            Link(label, self.parameters.but(sort=sort).url, is_current=self.parameters.sort == sort)
            for sort, label in labels.items()
        ]

    @cached_property
    def facets(self) -> list[FacetChoices]:
        return [choices for facet in FACETS if (choices := self._choices(facet))]

    def _choices(self, facet: Facet) -> FacetChoices | None:
        chosen = self.parameters.facets.get(facet.name, ())
        counts = dict.fromkeys(chosen, 0) | self.results.facets.get(facet.name, {})
        if not counts or (facet.name == AUDIENCE and len(counts) == 1 and not chosen):
            return None
        if facet.by_value:
            order = sorted(counts, reverse=True)
        else:
            order = sorted(counts, key=lambda value: (-counts[value], value))
        order.sort(key=lambda value: value not in chosen)
        choices = tuple(
            Choice(value, facet.labels.get(value, value), counts[value], value in chosen)
            for value in order[:MOST_CHOICES]
        )
        # A fold for one more value would take more room than the value.
        shown = SHOWN_CHOICES if len(choices) > SHOWN_CHOICES + 1 else len(choices)
        return FacetChoices(facet.name, facet.label, choices[:shown], choices[shown:])

    @cached_property
    def chips(self) -> list[Link]:
        facets = {facet.name: facet for facet in FACETS}
        kinds = [
            Link(self._sources[kind].label, self.parameters.but(kinds=tuple(set(self.parameters.kinds) - {kind})).url)
            for kind in self.parameters.kinds
        ]
        values = [
            Link(
                _("%(facet)s: %(value)s")
                % {"facet": facets[name].label, "value": facets[name].labels.get(value, value)},
                self.parameters.without_value(name, value).url,
            )
            for name, values in self.parameters.facets.items()
            for value in values
        ]
        return [*kinds, *values]

    @property
    def unfiltered_url(self) -> str:
        return self.parameters.but(kinds=(), facets={}).url

    # Pages

    @cached_property
    def last_page(self) -> int:
        return max(1, -(-self.count // PER_PAGE))

    @cached_property
    def number(self) -> int:
        return min(self.parameters.page, self.last_page)

    @cached_property
    def pages(self) -> list[Link | None]:
        """Links to the first, the last and the neighbouring pages; ``None`` for those left out."""
        if self.last_page == 1:
            return []
        numbers = sorted({1, self.last_page, *range(max(1, self.number - 1), min(self.last_page, self.number + 1) + 1)})
        links: list[Link | None] = []
        previous = 0
        for number in numbers:
            if number > previous + 1:
                links.append(None)
            links.append(Link(str(number), self._page_url(number), is_current=number == self.number))
            previous = number
        return links

    def _page_url(self, number: int) -> str:
        return self.parameters.but(page=number).url

    @property
    def previous_url(self) -> str:
        return self._page_url(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return self._page_url(self.number + 1) if self.number < self.last_page else ""

    @property
    def first_shown(self) -> int:
        return (self.number - 1) * PER_PAGE + 1

    @property
    def last_shown(self) -> int:
        return min(self.number * PER_PAGE, self.count)

    # When nothing is found

    @cached_property
    def without_filters(self) -> Link | None:
        """The same words without the filters, if that finds something."""
        if self.count or not self.parameters.is_narrowed:
            return None
        count = SearchPage.of(self.parameters.but(kinds=(), facets={}), self.audiences).count
        return Link("", self.unfiltered_url, count) if count else None

    @cached_property
    def proposed_themes(self) -> list[Link]:
        """The themes most written about, for a reader who found nothing."""
        everything = searching.search("", audiences=self.audiences, per_page=1).results
        themes = sorted(everything.facets.get("theme", {}).items(), key=lambda item: (-item[1], item[0]))
        empty = type(self.parameters)()
        return [
            Link(theme, empty.but(facets={"theme": (theme,)}).url, count) for theme, count in themes[:PROPOSED_THEMES]
        ]


def kind_label(registered: Mapping[str, SearchSource], kind: str) -> str | Promise:
    """What one document of a kind is called."""
    source = registered.get(kind)
    return getattr(source, "singular", None) or source.label if source else kind
