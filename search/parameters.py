"""The address of a search: everything a reader chose is in it, and nothing in it can be wrong."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from search.facets import FACETS
from search.query import cleaned
from search.results import NEWEST, RELEVANCE
from search.sources import sources

MOST_VALUES = 20
LONGEST_VALUE = 200
LAST_PAGE = 1_000_000


@dataclass(frozen=True)
class SearchParameters:
    """What was asked, from a query string. Unknown names and values that cannot be are left out."""

    q: str = ""
    kinds: tuple[str, ...] = ()
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = RELEVANCE
    page: int = 1

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """From a request's ``GET``."""
        known = sources()
        kinds = dict.fromkeys(kind for kind in query.getlist("kind") if kind in known)
        facets = {facet.name: _values(query.getlist(facet.name), facet.labels) for facet in FACETS}
        return cls(
            q=cleaned(query.get("q", "")),
            kinds=tuple(kinds),
            facets={name: values for name, values in facets.items() if values},
            sort=NEWEST if query.get("sort") == NEWEST else RELEVANCE,
            page=whole_number(query.get("page", ""), LAST_PAGE),
        )

    def pairs(self) -> list[tuple[str, str | int]]:
        """The query string's names and values, without what goes without saying."""
        pairs: list[tuple[str, str | int]] = [("q", self.q)] if self.q else []
        pairs += [("kind", kind) for kind in self.kinds]
        pairs += [(facet.name, value) for facet in FACETS for value in self.facets.get(facet.name, ())]
        if self.sort != RELEVANCE:
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", self.page))
        return pairs

    @property
    def url(self) -> str:
        """Relative to the search page."""
        return f"?{urlencode(self.pairs())}"

    def but(self, **changes: Any) -> Self:
        """The same search otherwise, from its first page."""
        return replace(self, **({"page": 1} | changes))

    def without_value(self, name: str, value: str) -> Self:
        values = tuple(other for other in self.facets.get(name, ()) if other != value)
        facets = {other: chosen for other, chosen in self.facets.items() if other != name}
        return self.but(facets=facets | ({name: values} if values else {}))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kinds or self.facets)

    @property
    def hidden_beside_words(self) -> list[tuple[str, str | int]]:
        """What the form of the search words carries along."""
        return self.but(q="").pairs()

    @property
    def hidden_beside_facets(self) -> list[tuple[str, str | int]]:
        """What the form of the facets carries along."""
        return self.but(facets={}).pairs()


def _values(values: Sequence[str], known: Collection[str] = ()) -> tuple[str, ...]:
    kept = dict.fromkeys(cleaned(value)[:LONGEST_VALUE] for value in values[:MOST_VALUES])
    return tuple(value for value in kept if value and (value in known or not known))


def whole_number(text: str, most: int, default: int = 1) -> int:
    """A whole number from 1 to ``most``: the nearest to what was written, ``default`` if it is no number."""
    try:
        return max(1, min(int(text), most))
    except (TypeError, ValueError):
        return default
