"""A judged set: invented documents, queries, and what a reader hopes to find first; and how near an engine comes."""

import json
import math
from pathlib import Path

from search.query import parse, with_synonyms
from search.results import SearchRequest
from search.searching import with_corrections
from search.sources import SearchDocument, Section, SynonymGroup
from search.synonyms import index_of
from tests.search.conftest import PUBLIC, changes_of

JUDGED = json.loads((Path(__file__).parent / "judged.json").read_text(encoding="utf-8"))
QUERIES = JUDGED["queries"]
SYNONYMS = index_of(
    tuple(SynonymGroup(tuple(phrases)) for phrases in JUDGED["synonyms"])
    + tuple(SynonymGroup(tuple(phrases), is_exact=False) for phrases in JUDGED["neighbours"])
)
DEPTH = 10


def judged_changes():
    """The documents, as an engine takes them."""
    return changes_of(
        [
            SearchDocument(
                key=one["key"],
                title=one["title"],
                url=f"/{one['key'].replace(':', '/')}/",
                summary=one["summary"],
                text=one["text"],
                sections=tuple(Section(*section) for section in one["sections"]),
            )
            for one in JUDGED["documents"]
        ]
    )


def found(engine, words):
    """The keys of the first results, the best first."""
    query, _corrections, _unknown = with_corrections(with_synonyms(parse(words), SYNONYMS), engine.vocabulary(PUBLIC))
    return [hit.key for hit in engine.search(SearchRequest(query=query, audiences=PUBLIC)).hits]


def ndcg(keys, grades):
    """Normalised discounted cumulative gain of a list, against the best list there could be."""

    def gain(values):
        return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(values[:DEPTH]))

    return gain([grades.get(key, 0) for key in keys]) / gain(sorted(grades.values(), reverse=True))


def scores(engine):
    """``{query: nDCG@10}``."""
    return {words: ndcg(found(engine, words), grades) for words, grades in QUERIES.items()}
