"""Which documents answer a request, in which order, and how many there are of each kind and facet.

The hits of one request are kept in a table of the connection's own; the index
itself is only read.
"""

import json
import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from operator import eq

import apsw

from search.engines.sqlite.matching import Matching
from search.engines.sqlite.schema import AUDIENCE, KIND, PASSAGES_EACH, Row
from search.query import LOOSE
from search.results import FEW, LEAST_COVERAGE, RELEVANCE, SearchRequest

DOCUMENT_WEIGHTS = "6.0, 3.0, 1.0"
HEAD_WEIGHTS = "4.0, 2.0"
PASSAGE_WEIGHTS = "3.0, 1.0"
MOST_PARTIAL = 100
RANKED_BY_PASSAGE = 4_000
RANKED_BY_TEXT = 8_000
"""With more hits than this, texts no longer tell them apart: titles and summaries do, then the date."""

TABLES = """
CREATE TEMP TABLE IF NOT EXISTS hit (
  id INTEGER PRIMARY KEY, score REAL, tier INT, coverage REAL, mask INT, day INT, facets BLOB
);
CREATE TEMP TABLE IF NOT EXISTS said (id INTEGER PRIMARY KEY, score REAL);
"""


class Hits:
    """The hits of one request. ``tier`` 0 holds all that was asked, 1 the weightier part of it."""

    def __init__(self, connection: apsw.Connection, request: SearchRequest, matching: Matching) -> None:
        self.db = connection
        self.request = request
        self.matching = matching
        self.db.execute(TABLES)
        self.db.execute("DELETE FROM temp.hit")
        rows: list[Row] = self.db.execute("SELECT id, name, value FROM facet").fetchall()
        self.facets: dict[int, tuple[str, str]] = {facet_id: (name, value) for facet_id, name, value in rows}
        self._set_filters()
        self._collect()

    # Filters: each has a bit, set in a hit's mask when the hit passes it.

    def _set_filters(self) -> None:
        chosen = {KIND: self.request.kinds} if self.request.kinds else {}
        chosen |= self.request.facets
        self.bits = {name: 1 << number for number, name in enumerate(sorted(chosen))}
        self.all_bits = (1 << len(self.bits)) - 1
        passes = [
            f"{self.bits[name]} * (id IN (SELECT document_id FROM document_facet"
            f" WHERE facet_id IN ({self._ids(name, values)})))"
            for name, values in chosen.items()
        ]
        self.mask = " + ".join(passes) or "0"
        self.visible, self.bindings = f"audience_id IN ({self._ids(AUDIENCE, self.request.audiences)})", {}
        if self.request.keys is not None:
            self.visible += " AND key IN (SELECT value FROM json_each(:keys))"
            self.bindings = {"keys": json.dumps(self.request.keys)}

    def _ids(self, name: str, values: Iterable[str]) -> str:
        wanted = {(name, str(value)) for value in values}
        return ", ".join(str(facet_id) for facet_id, facet in self.facets.items() if facet in wanted)

    # Collecting

    def _collect(self) -> None:
        query, matching = self.request.query, self.matching
        excluded = matching.any_of(matching.node(node) for node in query.excluded)
        if not query.clauses:
            without = "WHERE id NOT IN (SELECT rowid FROM document_fts WHERE document_fts MATCH :excluded)"
            self._insert(
                f"SELECT id, 0.0 AS score, 0 AS tier, 1.0 AS coverage FROM document {without if excluded else ''}",
                {"excluded": excluded} if excluded else {},
            )
            return
        full = matching.clauses(query.clauses)
        if full:
            self._insert(
                "SELECT rowid AS id, 0.0 AS score, 0 AS tier, 1.0 AS coverage"
                " FROM document_fts WHERE document_fts MATCH :match",
                {"match": f"{full} NOT {excluded}" if excluded else full},
            )
        if self._count() < FEW and len(query.words) > 1:
            self._collect_partial(excluded)
        if self.request.sort == RELEVANCE:
            self._rank()

    def _insert(self, select: str, bindings: dict[str, str]) -> None:
        self.db.execute(
            f"INSERT INTO temp.hit SELECT id, score, tier, coverage, {self.mask}, day, facets FROM ({select})"
            f" JOIN document USING (id) WHERE {self.visible}",
            self.bindings | bindings,
        )

    def _count(self) -> int:
        return self.db.execute("SELECT count(*) FROM temp.hit").get

    def _collect_partial(self, excluded: str | None) -> None:
        """Add the documents that hold the weightier part of what was asked."""
        count = self.db.execute("SELECT count(*) FROM document").get
        parts, bindings, total = [], {}, 0.0
        for number, clause in enumerate(self.request.query.words):
            match = self.matching.clause(clause)
            if match is None:
                continue
            frequency = self.db.execute("SELECT count(*) FROM document_fts WHERE document_fts MATCH ?", (match,)).get
            if not frequency:
                continue
            weight = math.log(1 + count / frequency)
            total += weight
            bindings[f"match{number}"] = match
            parts.append(
                f"SELECT rowid AS id, {weight} AS weight FROM document_fts WHERE document_fts MATCH :match{number}"
            )
        if not parts:
            return
        if excluded:
            bindings["excluded"] = excluded
        without = "AND id NOT IN (SELECT rowid FROM document_fts WHERE document_fts MATCH :excluded)"
        self._insert(
            f"SELECT id, 0.0 AS score, 1 AS tier, sum(weight) / {total} AS coverage"
            f" FROM ({' UNION ALL '.join(parts)}) JOIN document USING (id)"
            f" WHERE {self.visible} AND id NOT IN (SELECT id FROM temp.hit) {without if excluded else ''}"
            f" GROUP BY id HAVING sum(weight) >= {total * LEAST_COVERAGE - 1e-9} ORDER BY sum(weight) DESC, id LIMIT {MOST_PARTIAL}",
            bindings,
        )

    # Ranking

    def _rank(self) -> None:
        words, matching, count = self.request.query.words, self.matching, self._count()
        if count < 2:
            return
        wordings = [matching.any_of(matching.nodes(words))]
        if any(clause.alternatives_for(*LOOSE) for clause in words):
            # Neighbours and beginnings count less: the words themselves are counted twice.
            wordings.append(matching.any_of(matching.nodes(words, without=LOOSE)))
        for some in filter(None, wordings):
            self.db.execute("DELETE FROM temp.said")
            self.db.execute(f"INSERT INTO temp.said {self._said(count)}", (some,))
            self.db.execute(
                "UPDATE temp.hit SET score = hit.score + coverage * said.score FROM temp.said WHERE said.id = hit.id"
            )

    def _said(self, count: int) -> str:
        """What head and best passage say of the words; the more hits there are, the less of it is looked at."""
        head = f"SELECT rowid AS id, -bm25(head_fts, {HEAD_WEIGHTS}) AS score FROM head_fts WHERE head_fts MATCH ?1"
        if count > RANKED_BY_TEXT:
            return head
        if count > RANKED_BY_PASSAGE:
            text, best = f"SELECT rowid AS id, -bm25(document_fts, {DOCUMENT_WEIGHTS}) AS score", "score"
            text += " FROM document_fts WHERE document_fts MATCH ?1"
        else:
            text, best = (
                f"SELECT rowid / {PASSAGES_EACH} AS id, -bm25(passage_fts, {PASSAGE_WEIGHTS}) AS score",
                "max(score)",
            )
            text += " FROM passage_fts WHERE passage_fts MATCH ?1"
        # Materialized: FTS5 gives a rank only where its table is read, not after a union or a grouping.
        return (
            f"WITH head AS MATERIALIZED ({head}), text AS MATERIALIZED ({text})"
            f" SELECT id, sum(score) FROM (SELECT * FROM head"
            f" UNION ALL SELECT id, {best} FROM text {'GROUP BY id' if best != 'score' else ''}) GROUP BY id"
        )

    # Answers

    def counts(self) -> tuple[int, int]:
        """``(hits, hits with only some of the words)`` that pass every filter."""
        hits, partial = self.db.execute(
            "SELECT count(*), total(tier) FROM temp.hit WHERE mask = ?", (self.all_bits,)
        ).get
        return hits, int(partial)

    def values(self) -> dict[str, dict[str, int]]:
        """``{facet: {value: hits}}``, kinds and audiences included; a facet is not narrowed by its own filter."""
        found = self._tally(0, lambda name: name not in self.bits)
        for filtered, bit in self.bits.items():
            found |= self._tally(bit, partial(eq, filtered))
        return found

    def _tally(self, bit: int, is_wanted: Callable[[str], bool]) -> dict[str, dict[str, int]]:
        rows: list[Row] = self.db.execute(
            "SELECT facets FROM temp.hit WHERE mask | ? = ?", (bit, self.all_bits)
        ).fetchall()
        tally = Counter(array("I", b"".join(row[0] for row in rows)))
        found: dict[str, dict[str, int]] = {}
        for (name, value), count in sorted(
            ((self.facets[facet_id], count) for facet_id, count in tally.items()),
            key=lambda item: (-item[1], item[0]),
        ):
            if is_wanted(name):
                found.setdefault(name, {})[value] = count
        return found

    def best(self, limit: int, offset: int = 0) -> list[tuple[int, float, int]]:
        """``(id, score, tier)`` of the hits that pass every filter, the best first; ties by key."""
        return self._ordered("tier, score DESC, day DESC, key", limit, offset)

    def newest(self, limit: int, offset: int = 0) -> list[tuple[int, float, int]]:
        return self._ordered("day DESC, tier, score DESC, key", limit, offset)

    def _ordered(self, order: str, limit: int, offset: int) -> list[tuple[int, float, int]]:
        rows: list[Row] = self.db.execute(
            f"SELECT hit.id, score, tier FROM temp.hit JOIN document USING (id) WHERE mask = ?"
            f" ORDER BY {order.replace('day', 'hit.day')} LIMIT ? OFFSET ?",
            (self.all_bits, limit, offset),
        ).fetchall()
        return rows
