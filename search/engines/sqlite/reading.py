"""Asking an index file: one page of hits with their extracts, in one consistent view of the file."""

import math
from array import array
from functools import cached_property

import apsw

from search.engines.sqlite.hits import Hits
from search.engines.sqlite.matching import Matching
from search.engines.sqlite.schema import AUDIENCE, KIND, PASSAGES_EACH, Row
from search.engines.sqlite.vocabulary import Vocabulary
from search.query import Clause
from search.results import NEWEST, Hit, Results, SearchRequest
from search.showing import REORDERED, Found, Showing, is_exactly, never_rising, score_with_titles

PASSAGES_LOOKED_AT = 200
TITLES_LOOKED_AT = 500


class Search:
    """One request to one file. ``run`` gives the ``Results``."""

    def __init__(self, connection: apsw.Connection, request: SearchRequest) -> None:
        self.db = connection
        self.request = request
        self.vocabulary = Vocabulary(connection, request.audiences)
        self.matching = Matching(self.vocabulary)

    def run(self) -> Results:
        # One transaction: hits, counts and extracts speak of the same state of the index.
        self.db.execute("BEGIN DEFERRED")
        try:
            return self._results()
        finally:
            self.db.execute("COMMIT")

    def _results(self) -> Results:
        self.hits = Hits(self.db, self.request, self.matching)
        count, partial = self.hits.counts()
        values = self.hits.values()
        return Results(
            count=count,
            hits=tuple(self._hit(*row) for row in self._page(count)),
            kinds=values.pop(KIND, {}),
            facets=values,
            partial_count=partial,
        )

    def _page(self, count: int) -> list[tuple[int, float]]:
        """``(id, score)`` of the hits of the page asked for, or of the last one."""
        request = self.request
        start = min(request.start, max(0, (count - 1) // request.per_page * request.per_page))
        if request.sort == NEWEST or not request.query.clauses:
            return [row[:2] for row in self.hits.newest(request.per_page, start)]
        if start >= REORDERED:
            return [row[:2] for row in self.hits.best(request.per_page, start)]
        best, sections = [], self._section_titles()
        for document_id, score, tier in self.hits.best(max(REORDERED, start + request.per_page)):
            title = self.db.execute("SELECT title FROM description WHERE id = ?", (document_id,)).get
            score = score_with_titles(request.query.words, score, title, sections.get(document_id, ()))
            best.append(((tier, not is_exactly(request.query.words, title), -score), score, document_id))
        best.sort(key=lambda row: row[0])  # stable: ties stay in the order of their keys
        scores = never_rising(score for _order, score, _document_id in best)
        page = [(document_id, score) for (_order, _score, document_id), score in zip(best, scores, strict=True)]
        return page[start : start + request.per_page]

    def _section_titles(self) -> dict[int, dict[str, None]]:
        """``{document id: titles}`` of the sections whose title says all that was asked."""
        match = self.matching.clauses(self.request.query.clauses)
        found: dict[int, dict[str, None]] = {}
        if match is None:
            return found
        rows: list[Row] = self.db.execute(
            "SELECT rowid FROM passage_fts WHERE passage_fts MATCH ? LIMIT ?",
            (f"{{title}} : {match}", TITLES_LOOKED_AT),
        ).fetchall()
        for (passage_id,) in rows:
            title = self._passage(passage_id)[1]
            found.setdefault(passage_id // PASSAGES_EACH, {})[title] = None
        return found

    def _hit(self, document_id: int, score: float) -> Hit:
        key, day, facets, title, summary, url, within_title, within_url = self.db.execute(
            "SELECT key, day, facets, title, summary, url, within_title, within_url"
            " FROM document JOIN description USING (id) WHERE id = ?",
            (document_id,),
        ).get
        values: dict[str, list[str]] = {}
        for facet_id in array("I", facets):
            name, value = self.hits.facets[facet_id]
            values.setdefault(name, []).append(value)
        values.pop(KIND)
        found = Found(
            key=key,
            title=title,
            url=url,
            summary=summary,
            audience=values.pop(AUDIENCE)[0],
            day=day,
            facets=values,
            within_title=within_title,
            within_url=within_url,
            score=score,
            in_passages=self._found_in_passages(document_id),
        )
        return self._showing.hit(found, lambda number: self._passage(document_id * PASSAGES_EACH + number))

    def _found_in_passages(self, document_id: int) -> dict[int, set[int]]:
        """``{passage number: numbers of the clauses found in it}``, from the index, without reading the texts."""
        found: dict[int, set[int]] = {}
        low, high = document_id * PASSAGES_EACH, (document_id + 1) * PASSAGES_EACH - 1
        for number, clause in enumerate(self.request.query.words):
            match = self.matching.clause(clause)
            if match is None:
                continue
            for (passage_id,) in self.db.execute(
                f"SELECT rowid FROM passage_fts WHERE passage_fts MATCH ? AND rowid BETWEEN ? AND ?"
                f" LIMIT {PASSAGES_LOOKED_AT}",
                (match, low, high),
            ):
                found.setdefault(passage_id - low, set()).add(number)
        return found

    @cached_property
    def _showing(self) -> Showing:
        total = self.db.execute("SELECT count(*) FROM document").get
        clauses = self.request.query.words
        return Showing(clauses, [math.log(1 + total / (1 + self._frequency(clause))) for clause in clauses])

    def _frequency(self, clause: Clause) -> int:
        """In about how many visible documents a clause's words are: the rarest of them."""
        terms = clause.node.terms or tuple(self.matching.beginning(getattr(clause.node, "prefix", "")))[:1]
        counts = [
            self.db.execute(
                f"SELECT coalesce(max(documents), 0) FROM word WHERE term = ? AND {self.vocabulary.where}", (term,)
            ).get
            for term in terms
        ]
        return min(counts, default=0)

    def _passage(self, passage_id: int) -> tuple[str, str, str]:
        return self.db.execute("SELECT anchor, title, text FROM passage WHERE id = ?", (passage_id,)).get or (
            "",
            "",
            "",
        )
