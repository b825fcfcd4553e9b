"""Titles that hold what is being typed."""

from collections.abc import Collection

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Q, Search

from search.engines.elasticsearch.matching import TITLE, Matching
from search.engines.elasticsearch.vocabulary import Vocabulary
from search.query import Query
from search.results import Suggestion
from search.showing import suggestions_of

LOOKED_AT = 60


def suggestions(
    client: Elasticsearch, index: str, query: Query, audiences: Collection[str], limit: int
) -> tuple[Suggestion, ...]:
    """The best ``limit`` suggestions for a query, in titles alone."""
    matching = Matching(Vocabulary(client, index, audiences))
    search = (
        Search(using=client, index=index)
        .query(
            "bool",
            filter=[Q("terms", audience=sorted(audiences))],
            must=[matching.clause(clause, TITLE) for clause in query.clauses],
        )
        .source(["key", "title", "summary", "url"])
        .sort("_score", "title_length", "key")[:LOOKED_AT]
    )
    rows = [
        (hit.key.partition(":")[0], hit.title, hit.summary, hit.url, hit.meta.score or 0.0) for hit in search.execute()
    ]
    return suggestions_of(query, rows, limit)
