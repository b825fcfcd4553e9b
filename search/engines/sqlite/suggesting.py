"""Titles that hold what is being typed."""

from collections.abc import Collection

import apsw

from search.engines.sqlite.matching import Matching
from search.engines.sqlite.schema import KIND, Row
from search.engines.sqlite.vocabulary import Vocabulary
from search.query import Query
from search.results import Suggestion
from search.showing import suggestions_of

LOOKED_AT = 60


def suggestions(
    connection: apsw.Connection, query: Query, audiences: Collection[str], limit: int
) -> tuple[Suggestion, ...]:
    """The best ``limit`` suggestions for a query, in titles alone; in heads where a synonym is meant."""
    vocabulary = Vocabulary(connection, audiences)
    match = Matching(vocabulary).clauses(query.clauses)
    if match is None:
        return ()
    rows: list[Row] = connection.execute(
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
    return suggestions_of(query, rows, limit)
