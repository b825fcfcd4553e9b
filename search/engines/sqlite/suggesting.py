"""Titles that hold what is being typed."""

from search import analysis
from search.engines.sqlite.matching import Matching
from search.engines.sqlite.schema import KIND
from search.engines.sqlite.vocabulary import Vocabulary
from search.extracts import highlight
from search.results import Suggestion

LOOKED_AT = 60
BEGINS_SO, SAYS_LITTLE_ELSE = 3.0, 6.0
"""How much more a title counts that begins with what is typed, and that says nothing else."""


def suggestions(connection, query, audiences, limit):
    """The best ``limit`` suggestions for a query, in titles alone; in heads where a synonym is meant."""
    vocabulary = Vocabulary(connection, audiences)
    match = Matching(vocabulary).clauses(query.clauses)
    if match is None:
        return ()
    rows = connection.execute(
        f"""
        WITH found AS MATERIALIZED (
          SELECT rowid AS id, -bm25(head_fts, 1.0, 0.0) AS score FROM head_fts WHERE head_fts MATCH ?
        )
        SELECT value, title, summary, url, score FROM found JOIN document USING (id) JOIN description USING (id)
        JOIN facet ON facet.name = ? AND facet.value = substr(key, 1, instr(key, ':') - 1)
        WHERE {vocabulary.where} ORDER BY score DESC, length(title), key LIMIT ?
        """,
        (f"{{title}} : {match}", KIND, LOOKED_AT),
    ).fetchall()
    first = analysis.fold(query.clauses[0].surface.rstrip("*"))

    def order(row):
        _kind, title, _summary, _url, score = row
        begins = analysis.fold(title).startswith(first)
        share = len(query.clauses) / max(1, len(analysis.tokens(title)))
        return -(score + BEGINS_SO * begins + SAYS_LITTLE_ELSE * min(1.0, share)), len(title), title

    return tuple(
        Suggestion(kind, title, highlight(title, query.clauses), url, summary)
        for kind, title, summary, url, _score in sorted(rows, key=order)[:limit]
    )
