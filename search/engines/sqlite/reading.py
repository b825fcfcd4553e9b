"""Asking an index file: hits, counts and extracts for one reader, in one consistent view of the file."""

import json
import math
from datetime import date

from search import analysis
from search.engines.sqlite.matching import Matching
from search.engines.sqlite.schema import PASSAGES_EACH
from search.engines.sqlite.vocabulary import Vocabulary
from search.extracts import extract, highlight, spans_of
from search.results import FEW, NEWEST, RELEVANCE, Hit, Results, SectionHit

TITLE, SUMMARY, BODY = 6.0, 3.0, 1.0
WEIGHTS = f"{TITLE}, {SUMMARY}, {BODY}"
HEAD_WEIGHTS = "4.0, 2.0"
RANKED_BY_PASSAGE = 20_000
"""Up to this number of hits, rank by head and best passage; beyond it, by whole documents, which is quicker."""
LOOSE = ("neighbour", "beginning")
MOST_PARTIAL = 100
REORDERED = 100
"""How many of the best hits are put in order again by what their titles say."""
MOST_SECTIONS = 3
PASSAGES_LOOKED_AT = 200


class Search:
    """One request to one file. ``run`` gives the ``Results``."""

    def __init__(self, connection, request):
        self.db = connection
        self.request = request
        self.vocabulary = Vocabulary(connection, request.audiences)
        self.matching = Matching(self.vocabulary)

    def run(self):
        self.db.execute(
            "CREATE TEMP TABLE IF NOT EXISTS hit"
            " (id INTEGER PRIMARY KEY, score REAL, tier INT, coverage REAL, mask INT)"
        )
        # One transaction: hits, counts and extracts speak of the same state of the index.
        self.db.execute("BEGIN DEFERRED")
        try:
            self.db.execute("DELETE FROM temp.hit")
            self._filters()
            self._collect()
            return self._results()
        finally:
            self.db.execute("COMMIT")

    # Filters: each has a bit, set in a hit's mask when the hit passes it.

    def _filters(self):
        request = self.request
        self.bits = {}
        passes, self.bindings = [], {"audiences": json.dumps(sorted(request.audiences))}
        if request.kinds:
            self.bits["kind"] = 1
            self.bindings["kinds"] = json.dumps(request.kinds)
            passes.append("(kind_id IN (SELECT id FROM kind WHERE name IN (SELECT value FROM json_each(:kinds))))")
        for name, values in sorted(request.facets.items()):
            bit = 1 << len(self.bits)
            self.bits[name] = bit
            self.bindings |= {f"name{bit}": name, f"values{bit}": json.dumps([str(value) for value in values])}
            passes.append(
                f"{bit} * (id IN (SELECT document_id FROM document_facet WHERE facet_id IN (SELECT id FROM facet"
                f" WHERE name = :name{bit} AND value IN (SELECT value FROM json_each(:values{bit})))))"
            )
        self.all_bits = (1 << len(self.bits)) - 1
        self.mask = " + ".join(passes) or "0"
        self.visible = (
            "audience_id IN (SELECT id FROM audience WHERE token IN (SELECT value FROM json_each(:audiences)))"
        )
        if request.keys is not None:
            self.bindings["keys"] = json.dumps(request.keys)
            self.visible += " AND key IN (SELECT value FROM json_each(:keys))"

    def _insert(self, select, bindings):
        self.db.execute(
            f"INSERT INTO temp.hit SELECT id, score, tier, coverage, {self.mask} FROM ({select})"
            f" JOIN document USING (id) WHERE {self.visible}",
            self.bindings | bindings,
        )

    def _count(self):
        return self.db.execute("SELECT count(*) FROM temp.hit").get

    def _collect(self):
        query, matching = self.request.query, self.matching
        excluded = matching.any_of(matching.node(node) for node in query.excluded)
        if not query.clauses:
            without = "WHERE id NOT IN (SELECT rowid FROM document_fts WHERE document_fts MATCH :excluded)"
            select = f"SELECT id, 0.0 AS score, 0 AS tier, 1.0 AS coverage FROM document {without if excluded else ''}"
            self._insert(select, {"excluded": excluded} if excluded else {})
            return
        full = matching.clauses(query.clauses)
        if full:
            select = (
                f"SELECT rowid AS id, -bm25(document_fts, {WEIGHTS}) AS score, 0 AS tier, 1.0 AS coverage"
                " FROM document_fts WHERE document_fts MATCH :match"
            )
            self._insert(select, {"match": f"{full} NOT {excluded}" if excluded else full})
        if self._count() < FEW and len(query.clauses) > 1:
            self._collect_partial(excluded)
        if self.request.sort == RELEVANCE and 1 < self._count() <= RANKED_BY_PASSAGE:
            self._rank(matching.any_of(matching.clause(clause) for clause in query.clauses), keep=0.001)
            direct = matching.any_of(matching.clause(clause, without=LOOSE) for clause in query.clauses)
            if direct and any(clause.alternatives_for(*LOOSE) for clause in query.clauses):
                # Neighbours and beginnings count less: the words themselves are counted twice.
                self._rank(direct, keep=1)

    def _rank(self, some, keep):
        """Add to ``keep`` times the score what title and summary say, and the passage that says most of it."""
        self.db.execute(
            f"""
            WITH head AS MATERIALIZED (
              SELECT rowid AS id, -bm25(head_fts, {HEAD_WEIGHTS}) AS score FROM head_fts WHERE head_fts MATCH :some
            ), passages AS MATERIALIZED (
              SELECT rowid / {PASSAGES_EACH} AS id, -bm25(passage_fts) AS score
              FROM passage_fts WHERE passage_fts MATCH :some
            ), best AS MATERIALIZED (SELECT id, max(score) AS score FROM passages GROUP BY id)
            UPDATE temp.hit SET score = {keep} * score + coverage * (
              coalesce((SELECT score FROM head WHERE head.id = hit.id), 0)
              + coalesce((SELECT score FROM best WHERE best.id = hit.id), 0))
            """,
            {"some": some},
        )

    def _collect_partial(self, excluded):
        """Add the documents that hold the weightier half of what was asked."""
        count = self.db.execute("SELECT count(*) FROM document").get
        parts, bindings, total = [], {}, 0.0
        for number, clause in enumerate(self.request.query.clauses):
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
        select = (
            f"SELECT id, sum(weight) AS score, 1 AS tier, sum(weight) / {total} AS coverage"
            f" FROM ({' UNION ALL '.join(parts)}) JOIN document USING (id)"
            f" WHERE {self.visible} AND id NOT IN (SELECT id FROM temp.hit) {without if excluded else ''}"
            f" GROUP BY id HAVING sum(weight) >= {total / 2 - 1e-9} ORDER BY score DESC, id LIMIT {MOST_PARTIAL}"
        )
        self._insert(select, bindings)

    # Answers

    def _results(self):
        passing = self.db.execute("SELECT count(*), total(tier) FROM temp.hit WHERE mask = ?", (self.all_bits,)).get
        count, partial = passing
        return Results(
            count=count,
            hits=tuple(self._hit(row) for row in self._page(count)),
            kinds=self._kinds(),
            facets=self._facets(),
            partial_count=int(partial),
        )

    def _kinds(self):
        bit = self.bits.get("kind", 0)
        rows = self.db.execute(
            "SELECT name, count(*) AS count FROM temp.hit JOIN document USING (id) JOIN kind ON kind.id = kind_id"
            " WHERE mask | ? = ? GROUP BY name ORDER BY count DESC, name",
            (bit, self.all_bits),
        ).fetchall()
        return dict(rows)

    def _facets(self):
        names = [row[0] for row in self.db.execute("SELECT DISTINCT name FROM facet ORDER BY name").fetchall()]
        facets = {}
        for bit, chosen in self._bits_of(names):
            rows = self.db.execute(
                "SELECT name, value, count FROM (SELECT facet_id, count(*) AS count FROM temp.hit"
                " JOIN document_facet ON document_id = hit.id WHERE mask | ? = ? GROUP BY facet_id)"
                " JOIN facet ON facet.id = facet_id WHERE name IN (SELECT value FROM json_each(?))"
                " ORDER BY name, count DESC, value",
                (bit, self.all_bits, json.dumps(chosen)),
            ).fetchall()
            for name, value, count in rows:
                facets.setdefault(name, {})[value] = count
        audiences = self.db.execute(
            "SELECT token, count(*) AS count FROM temp.hit JOIN document USING (id)"
            " JOIN audience ON audience.id = audience_id WHERE mask = ? GROUP BY token ORDER BY count DESC, token",
            (self.all_bits,),
        ).fetchall()
        return facets | {"audience": dict(audiences)}

    def _bits_of(self, names):
        """Facets with a filter count without it; the others are counted together."""
        filtered = [name for name in names if name in self.bits]
        others = [name for name in names if name not in self.bits]
        return [*((self.bits[name], [name]) for name in filtered), *([(0, others)] if others else [])]

    def _page(self, count):
        request = self.request
        start = min(request.start, max(0, (count - 1) // request.per_page * request.per_page))
        columns = (
            "SELECT document.id, key, kind.name, audience.token, date, title, summary, url, score, tier,"
            " within_title, within_url FROM temp.hit"
            " JOIN document USING (id) JOIN kind ON kind.id = kind_id JOIN audience ON audience.id = audience_id"
            " WHERE mask = ?"
        )
        if request.sort == NEWEST or not request.query.clauses:
            order = "ORDER BY date IS NULL, date DESC, score DESC, title, key LIMIT ? OFFSET ?"
            return self.db.execute(f"{columns} {order}", (self.all_bits, request.per_page, start)).fetchall()
        order = "ORDER BY tier, score DESC, key LIMIT ? OFFSET ?"
        if start >= REORDERED:
            return self.db.execute(f"{columns} {order}", (self.all_bits, request.per_page, start)).fetchall()
        size = max(REORDERED, start + request.per_page)
        best = self.db.execute(f"{columns} {order}", (self.all_bits, size, 0)).fetchall()
        best.sort(key=lambda row: (row[9], -self._score_with_title(row[5], row[8]), row[1]))
        return best[start : start + request.per_page]

    def _score_with_title(self, title, score):
        """A title that says what was asked, and little else, is what the reader looks for.

        Said in the reader's own words it counts fully, by a synonym a little less.
        """
        title_tokens = analysis.tokens(title)
        clauses, asked, said = self.request.query.clauses, 0.0, set()
        for clause in clauses:
            for node, weight in ((clause.node, 1.0), *((node, 0.7) for node in clause.nodes[1:])):
                spans = spans_of(node, title_tokens, title)
                if spans:
                    asked += weight
                    said |= {token for token in title_tokens for start, end in spans if start <= token.start < end}
                    break
        asked /= len(clauses)
        of_title = len(said) / len(title_tokens) if title_tokens else 0.0
        exactly = 1.0 if asked == of_title == 1.0 else 0.0
        return score * (1 + 0.25 * asked + 0.75 * asked * of_title + exactly)

    def _hit(self, row):
        document_id, key, kind, audience, day, title, summary, url, score, _tier, *within = row
        clauses = self.request.query.clauses
        summary_tokens = analysis.tokens(summary)
        in_summary = self._found_in(summary_tokens, summary)
        title_tokens = analysis.tokens(title)
        in_title = self._found_in(title_tokens, title)
        by_passage = self._found_in_passages(document_id)
        in_passages = set().union(*by_passage.values())
        facets = {}
        for name, value in self.db.execute(
            "SELECT name, value FROM document_facet JOIN facet ON facet.id = facet_id WHERE document_id = ?"
            " ORDER BY name, value",
            (document_id,),
        ):
            facets.setdefault(name, []).append(value)
        best = self._best_passage(document_id, by_passage, in_summary)
        section, excerpt = None, None
        if best is not None:
            anchor, section_title, text = self._passage(best)
            excerpt = extract(text, clauses)
            if anchor:
                section = SectionHit(highlight(section_title, clauses), f"{url}#{anchor}", excerpt)
        if excerpt is None:
            excerpt = extract(summary or self._opening(document_id), clauses)
        missing = tuple(
            clause.surface for number, clause in enumerate(clauses) if number not in in_title | in_summary | in_passages
        )
        return Hit(
            key=key,
            kind=kind,
            title=title,
            title_html=highlight(title, clauses),
            url=url,
            excerpt_html=excerpt,
            audience=audience,
            score=round(score, 4),
            date=date.fromisoformat(day) if day else None,
            facets=facets,
            section=section,
            other_sections=self._other_sections(by_passage, best, url, section),
            missing=missing,
            within_title=within[0],
            within_url=within[1],
        )

    def _found_in(self, text_tokens, text):
        return {
            number
            for number, clause in enumerate(self.request.query.clauses)
            if any(spans_of(node, text_tokens, text) for node in clause.nodes)
        }

    def _found_in_passages(self, document_id):
        """``{passage id: numbers of the clauses found in it}``, from the index, without reading the texts."""
        found = {}
        low, high = document_id * PASSAGES_EACH, (document_id + 1) * PASSAGES_EACH - 1
        for number, clause in enumerate(self.request.query.clauses):
            match = self.matching.clause(clause)
            if match is None:
                continue
            for (passage_id,) in self.db.execute(
                f"SELECT rowid FROM passage_fts WHERE passage_fts MATCH ? AND rowid BETWEEN ? AND ?"
                f" LIMIT {PASSAGES_LOOKED_AT}",
                (match, low, high),
            ):
                found.setdefault(passage_id, set()).add(number)
        return found

    def _weight(self, numbers):
        return sum(self._clause_weights[number] for number in numbers)

    @property
    def _clause_weights(self):
        if not hasattr(self, "_weights"):
            total = self.db.execute("SELECT count(*) FROM document").get
            self._weights = [
                math.log(1 + total / (1 + self._frequency(clause))) for clause in self.request.query.clauses
            ]
        return self._weights

    def _frequency(self, clause):
        """In about how many visible documents a clause's words are: the rarest of them."""
        terms = clause.node.terms or tuple(self.matching.beginning(getattr(clause.node, "prefix", "")))[:1]
        counts = [
            self.db.execute(
                f"SELECT coalesce(max(documents), 0) FROM word WHERE term = ? AND {self.vocabulary.where}", (term,)
            ).get
            for term in terms
        ]
        return min(counts, default=0)

    def _best_passage(self, document_id, by_passage, in_summary):
        if not by_passage:
            return None
        best = min(by_passage, key=lambda passage: (-self._weight(by_passage[passage]), passage))
        # The summary says it as well, and better.
        return None if self._weight(in_summary) >= self._weight(by_passage[best]) else best

    def _passage(self, passage_id):
        return self.db.execute("SELECT anchor, title, text FROM passage WHERE id = ?", (passage_id,)).get

    def _opening(self, document_id):
        return self.db.execute("SELECT text FROM passage WHERE id = ?", (document_id * PASSAGES_EACH,)).get or ""

    def _other_sections(self, by_passage, best, url, section):
        """The other sections that hold as much of what was asked as the best one."""
        if not by_passage:
            return ()
        most = max(self._weight(numbers) for numbers in by_passage.values())
        seen = {section.url} if section else set()
        sections = []
        for passage_id in sorted(by_passage):
            if passage_id == best or self._weight(by_passage[passage_id]) < most - 1e-9:
                continue
            anchor, title, _text = self._passage(passage_id)
            address = f"{url}#{anchor}"
            if anchor and address not in seen:
                seen.add(address)
                sections.append(SectionHit(highlight(title, self.request.query.clauses), address, ""))
            if len(sections) == MOST_SECTIONS:
                break
        return tuple(sections)
