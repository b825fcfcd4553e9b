"""Asking an index file: one page of hits with their extracts, in one consistent view of the file."""

import math
from array import array
from datetime import date
from functools import cached_property

from search import analysis
from search.engines.sqlite.hits import Hits
from search.engines.sqlite.matching import Matching
from search.engines.sqlite.schema import AUDIENCE, KIND, PASSAGES_EACH
from search.engines.sqlite.vocabulary import Vocabulary
from search.extracts import extract, highlight, spans_of
from search.results import NEWEST, Hit, Results, SectionHit

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
        # One transaction: hits, counts and extracts speak of the same state of the index.
        self.db.execute("BEGIN DEFERRED")
        try:
            return self._results()
        finally:
            self.db.execute("COMMIT")

    def _results(self):
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

    def _page(self, count):
        """``(id, score)`` of the hits of the page asked for, or of the last one."""
        request = self.request
        start = min(request.start, max(0, (count - 1) // request.per_page * request.per_page))
        if request.sort == NEWEST or not request.query.clauses:
            return [row[:2] for row in self.hits.newest(request.per_page, start)]
        if start >= REORDERED:
            return [row[:2] for row in self.hits.best(request.per_page, start)]
        best = []
        for document_id, score, tier in self.hits.best(max(REORDERED, start + request.per_page)):
            title = self.db.execute("SELECT title FROM description WHERE id = ?", (document_id,)).get
            best.append((tier, -self._score_with_title(title, score), document_id))
        best.sort(key=lambda row: row[:2])  # stable: ties stay in the order of their keys
        return [(document_id, -score) for _tier, score, document_id in best[start : start + request.per_page]]

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

    def _hit(self, document_id, score):
        key, day, facets, title, summary, url, within_title, within_url = self.db.execute(
            "SELECT key, day, facets, title, summary, url, within_title, within_url"
            " FROM document JOIN description USING (id) WHERE id = ?",
            (document_id,),
        ).get
        values = {}
        for facet_id in array("I", facets):
            name, value = self.hits.facets[facet_id]
            values.setdefault(name, []).append(value)
        clauses = self.request.query.clauses
        in_title = self._found_in(analysis.tokens(title), title)
        in_summary = self._found_in(analysis.tokens(summary), summary)
        by_passage = self._found_in_passages(document_id)
        in_passages = set().union(*by_passage.values())
        best = self._best_passage(document_id, by_passage, in_summary)
        section, excerpt = None, None
        if best is not None:
            anchor, section_title, text = self._passage(best)
            excerpt = extract(text, clauses)
            if anchor:
                section = self._section(url, anchor, section_title, excerpt)
        if excerpt is None:
            excerpt = extract(summary or self._opening(document_id), clauses)
        found = in_title | in_summary | in_passages
        return Hit(
            key=key,
            kind=values.pop(KIND)[0],
            title=title,
            title_html=highlight(title, clauses),
            url=url,
            excerpt_html=excerpt,
            audience=values.pop(AUDIENCE)[0],
            score=round(score, 4),
            date=date.fromordinal(day) if day else None,
            facets=values,
            section=section,
            other_sections=self._other_sections(by_passage, best, url, section),
            missing=tuple(clause.surface for number, clause in enumerate(clauses) if number not in found),
            within_title=within_title,
            within_url=within_url,
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

    @cached_property
    def _clause_weights(self):
        total = self.db.execute("SELECT count(*) FROM document").get
        return [math.log(1 + total / (1 + self._frequency(clause))) for clause in self.request.query.clauses]

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

    def _section(self, url, anchor, title, excerpt=""):
        address = f"{url.partition('#')[0]}#{anchor}"
        return SectionHit(title, highlight(title, self.request.query.clauses), address, excerpt)

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
            found = self._section(url, anchor, title)
            if anchor and found.url not in seen:
                seen.add(found.url)
                sections.append(found)
            if len(sections) == MOST_SECTIONS:
                break
        return tuple(sections)
