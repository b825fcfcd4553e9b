"""Asking the server: which documents, in which order, how many of each facet, and what of them to show."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.query import Query
from elasticsearch.dsl.response import Response

from search.engines.elasticsearch.documents import AUDIENCE, KIND
from search.engines.elasticsearch.matching import HEAD, PASSAGE, Matching, any_of
from search.engines.elasticsearch.vocabulary import Vocabulary
from search.query import LOOSE, Clause, Prefix
from search.results import FEW, LEAST_COVERAGE, NEWEST, Hit, Results, SearchRequest
from search.showing import REORDERED, Found, Showing, is_exactly, never_rising, score_with_titles

MOST_PARTIAL = 100
MOST_VALUES = 10_000
PASSAGES_SHOWN = 20
NARROW = "narrow_"


@dataclass(frozen=True)
class Ranked:
    """A hit before anything is shown of it. ``tier`` 0 holds all that was asked, 1 the weightier part of it."""

    key: str
    title: str
    day: int
    score: float
    tier: int = 0
    section_titles: tuple[str, ...] = ()  # of its best passage
    is_exact: bool = False


class Request:
    """One request to one index. ``run`` gives the ``Results``."""

    def __init__(self, client: Elasticsearch, index: str, request: SearchRequest) -> None:
        self.client = client
        self.index = index
        self.request = request
        self.clauses = request.query.clauses
        self.words = request.query.words
        self.vocabulary = Vocabulary(client, index, request.audiences)
        self.matching = Matching(self.vocabulary)

    def run(self) -> Results:
        response = self._asked(self._full)
        everywhere = response.aggregations.everywhere.doc_count
        ranked = [self._ranked(hit) for hit in response]
        is_relevance = self.request.sort != NEWEST and bool(self.clauses)
        partial = {}
        if everywhere < FEW and len(self.words) > 1:
            partial = self._partial()
        if partial:
            # Few enough to be put in order here.
            wanted = any_of([self._full, Q("terms", key=sorted(partial))])
            response = self._asked(wanted, start=0, size=FEW + MOST_PARTIAL)
            ranked = [self._ranked(hit, partial) for hit in response]
        count = response["hits"]["total"]["value"]
        start = self._start(count)
        if is_relevance and (partial or start < REORDERED):
            page = self._reordered(ranked)[start : start + self.request.per_page]
        elif partial:
            ranked.sort(key=lambda hit: (-hit.day, hit.tier, -hit.score, hit.key))
            page = ranked[start : start + self.request.per_page]
        else:
            if start != self._window[0]:  # a page too far: the last one
                ranked = [self._ranked(hit) for hit in self._asked(self._full, start=start)]
            page = ranked
        kinds, facets = self._values(response)
        return Results(
            count=count,
            hits=self._hits(page),
            kinds=kinds,
            facets=facets,
            partial_count=sum(hit.tier for hit in ranked) if partial else 0,
        )

    # What is asked

    @cached_property
    def _visible(self) -> list[Query]:
        """What this reader may see, among the documents asked for: part of every request."""
        visible = [Q("terms", audience=sorted(self.request.audiences))]
        if self.request.keys is not None:
            visible.append(Q("terms", key=list(self.request.keys)))
        return visible

    @cached_property
    def _excluded(self) -> list[Query]:
        return [self.matching.node(node) for node in self.request.query.excluded]

    @cached_property
    def _full(self) -> Query:
        """All that was asked."""
        if not self.clauses:
            return Q("match_all")
        return Q("bool", filter=[self.matching.clause(clause) for clause in self.clauses])

    @cached_property
    def _scoring(self) -> list[Query]:
        """What the head says and what the best passage says, so that a long text is not punished for its length."""
        if not self.clauses or self.request.sort == NEWEST:
            return []
        head, passages = (self.matching.scoring(self.words, fields, loose=LOOSE) for fields in (HEAD, PASSAGE))
        best = {"name": "best", "size": 1}
        says = Q("bool", should=passages)
        return [*head, Q("nested", path="passages", score_mode="max", query=says, inner_hits=best)]

    @cached_property
    def _narrowing(self) -> dict[str, Query]:
        """``{facet: filter}`` of what the reader chose."""
        chosen = {KIND: self.request.kinds} if self.request.kinds else {}
        chosen |= self.request.facets
        return {name: Q("terms", facets=[f"{name}={value}" for value in values]) for name, values in chosen.items()}

    @cached_property
    def _window(self) -> tuple[int, int]:
        """Where the first request begins and how many hits it gives."""
        request = self.request
        if request.sort != NEWEST and self.clauses and request.start < REORDERED:
            return 0, max(REORDERED, request.start + request.per_page)
        return min(request.start, 1_000_000 - request.per_page), request.per_page

    def _start(self, count: int) -> int:
        return min(self.request.start, max(0, (count - 1) // self.request.per_page * self.request.per_page))

    def _asked(self, wanted: Query, start: int | None = None, size: int | None = None) -> Response:
        """Hits and counts. A facet is not narrowed by its own filter, hence the filters after the counts."""
        first, length = self._window if start is None else (start, size or self.request.per_page)
        search = (
            Search(using=self.client, index=self.index)
            .query(
                "bool",
                filter=[*self._visible, wanted],
                should=self._scoring,
                must_not=self._excluded,
                minimum_should_match=0,
            )
            .extra(track_total_hits=True, track_scores=True)
            .source(["key", "title", "day"])
        )
        by_score = [] if self.request.sort == NEWEST or not self.clauses else ["_score"]
        search = search.sort(*by_score, "-day", *([] if by_score else ["_score"]), "key")
        if self._narrowing:
            search = search.post_filter("bool", filter=list(self._narrowing.values()))
        search.aggs.bucket("everywhere", "filter", filter=Q("match_all"))
        for name in (None, *self._narrowing):
            others = [narrowing for other, narrowing in self._narrowing.items() if other != name]
            narrowed = A("filter", filter=Q("bool", filter=others) if others else Q("match_all"))
            narrowed.bucket("values", "terms", field="facets", size=MOST_VALUES)
            search.aggs[f"{NARROW}{name or ''}"] = narrowed
        return search[first : first + length].execute()

    def _ranked(self, hit: Any, partial: Mapping[str, float] | None = None) -> Ranked:
        coverage = (partial or {}).get(hit.key)
        score = (hit.meta.score or 0.0) * (1.0 if coverage is None else coverage)
        sections = hit.meta.inner_hits.best if "inner_hits" in hit.meta else ()
        titles = tuple(section.title for section in sections)
        return Ranked(hit.key, hit.title, hit.day, score, 0 if coverage is None else 1, titles)

    def _partial(self) -> dict[str, float]:
        """``{key: share}`` of the documents that hold the weightier part of what was asked, not all of it."""
        search = Search(using=self.client, index=self.index).query("bool", filter=self._visible)[:0]
        search = search.extra(track_total_hits=True)
        filters = {f"c{number}": self.matching.clause(clause) for number, clause in enumerate(self.words)}
        search.aggs.bucket("clauses", "filters", filters=filters)
        response = search.execute()
        count, buckets = response["hits"]["total"]["value"], response.aggregations.clauses.buckets
        weights = {name: math.log(1 + count / buckets[name].doc_count) for name in filters if buckets[name].doc_count}
        total = sum(weights.values())
        if not total:
            return {}
        search = (
            Search(using=self.client, index=self.index)
            .query(
                "bool",
                filter=self._visible,
                must_not=[*self._excluded, self._full],
                should=[Q("constant_score", filter=filters[name], boost=weight) for name, weight in weights.items()],
                minimum_should_match=1,
            )
            .source(["key"])
            .sort("_score", "key")[:MOST_PARTIAL]
        )
        least = total * LEAST_COVERAGE - 1e-4  # the server counts in single precision
        return {hit.key: hit.meta.score / total for hit in search.execute() if hit.meta.score >= least}

    # Answers

    def _reordered(self, ranked: Iterable[Ranked]) -> list[Ranked]:
        first = [
            replace(
                hit,
                score=score_with_titles(self.words, hit.score, hit.title, hit.section_titles),
                is_exact=is_exactly(self.words, hit.title),
            )
            for hit in ranked
        ]
        first.sort(
            key=lambda hit: (hit.tier, not hit.is_exact, -hit.score)
        )  # stable: ties stay in the order they came in
        scores = never_rising(hit.score for hit in first)
        return [replace(hit, score=score) for hit, score in zip(first, scores, strict=True)]

    def _values(self, response: Response) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
        """``(kinds, {facet: {value: hits}})``; a facet is not narrowed by its own filter."""
        found: dict[str, dict[str, int]] = {}
        for name in ("", *self._narrowing):
            buckets = response.aggregations[f"{NARROW}{name}"]["values"].buckets
            for bucket in sorted(buckets, key=lambda bucket: (-bucket.doc_count, bucket.key)):
                facet, _sign, value = bucket.key.partition("=")
                if (facet == name) if name else (facet not in self._narrowing):
                    found.setdefault(facet, {})[value] = bucket.doc_count
        return found.pop(KIND, {}), found

    def _hits(self, page: Sequence[Ranked]) -> tuple[Hit, ...]:
        """What is shown of the hits of one page: asked of the server for these documents alone."""
        if not page:
            return ()
        named = [self.matching.clause(clause, name=f"c{number}") for number, clause in enumerate(self.words)]
        if self.clauses:
            passages = self.matching.scoring(self.words, PASSAGE, loose=LOOSE)
            shown = {"size": PASSAGES_SHOWN, "_source": True}
            named.append(
                Q("nested", path="passages", query=Q("bool", should=passages, minimum_should_match=1), inner_hits=shown)
            )
        search = (
            Search(using=self.client, index=self.index)
            .query(
                "bool",
                filter=[*self._visible, Q("terms", key=[hit.key for hit in page])],
                should=named,
                minimum_should_match=0,
            )
            .source(excludes=["passages"])[: len(page)]
        )
        by_key = {hit.key: hit for hit in search.execute()}
        self.vocabulary.prepare([term for clause in self.words for term in clause.node.terms])
        showing = Showing(self.words, [self._weight(clause) for clause in self.words])
        return tuple(self._hit(showing, by_key[hit.key], hit.score) for hit in page if hit.key in by_key)

    def _weight(self, clause: Clause) -> float:
        terms = clause.node.terms
        if isinstance(clause.node, Prefix):
            terms = tuple(self.vocabulary.beginning(clause.node.prefix)[:1])
        frequency = min((self.vocabulary.frequency(term) for term in terms), default=0)
        return math.log(1 + (self.vocabulary.documents or 1) / (1 + frequency))

    def _hit(self, showing: Showing, hit: Any, score: float) -> Hit:
        passages = {}
        if "inner_hits" in hit.meta:
            for passage in hit.meta.inner_hits.passages:
                passages[passage.number] = (passage.anchor, passage.title, passage.text)
        in_passages = {
            number: showing.found_in(title) | showing.found_in(text)
            for number, (_anchor, title, text) in passages.items()
        }
        values: dict[str, list[str]] = {}
        for facet in hit.facets:
            name, _sign, value = facet.partition("=")
            values.setdefault(name, []).append(value)
        values.pop(KIND)
        found = Found(
            key=hit.key,
            title=hit.title,
            url=hit.url,
            summary=hit.summary,
            audience=values.pop(AUDIENCE)[0],
            day=hit.day,
            facets=values,
            within_title=hit.within_title,
            within_url=hit.within_url,
            score=score,
            in_passages={number: clauses for number, clauses in in_passages.items() if clauses},
            elsewhere=frozenset(
                int(name[1:]) for name in getattr(hit.meta, "matched_queries", ()) if name.startswith("c")
            ),
        )
        return showing.hit(found, lambda number: passages.get(number, ("", "", hit.opening)))
