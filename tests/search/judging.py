"""Judged sets: invented documents, queries, and what a reader hopes to find first; and how near an engine comes."""

import json
import math
from dataclasses import dataclass
from pathlib import Path

from search.query import parse, with_synonyms
from search.results import SearchRequest
from search.searching import with_corrections
from search.sources import SearchDocument, Section, SynonymGroup
from search.synonyms import SynonymIndex, index_of
from tests.search.documents import PUBLIC, changes_of

DEPTH = 10


@dataclass(frozen=True)
class JudgedSet:
    """Documents, and ``queries``: ``{words: {key of a document: grade from 1 to 3}}``."""

    documents: tuple[SearchDocument, ...]
    queries: dict[str, dict[str, int]]
    synonyms: SynonymIndex

    @classmethod
    def read(cls, name):
        read = json.loads((Path(__file__).parent / "judged" / f"{name}.json").read_text(encoding="utf-8"))
        return cls(
            documents=tuple(
                SearchDocument(
                    key=one["key"],
                    title=one["title"],
                    url=f"/{one['key'].replace(':', '/')}/",
                    summary=one["summary"],
                    text=one["text"],
                    sections=tuple(Section(*section) for section in one["sections"]),
                )
                for one in read["documents"]
            ),
            queries=read["queries"],
            synonyms=index_of(
                tuple(SynonymGroup(tuple(phrases)) for phrases in read["synonyms"])
                + tuple(SynonymGroup(tuple(phrases), is_exact=False) for phrases in read["neighbours"])
            ),
        )

    def changes(self):
        """The documents, as an engine takes them."""
        return changes_of(self.documents)

    def found(self, engine, words):
        """The keys of the first results, the best first."""
        query, _corrections, _unknown = with_corrections(
            with_synonyms(parse(words), self.synonyms), engine.vocabulary(PUBLIC)
        )
        return [hit.key for hit in engine.search(SearchRequest(query=query, audiences=PUBLIC)).hits]

    def scores(self, engine):
        """``{query: nDCG@10}``."""
        return {words: ndcg(self.found(engine, words), grades) for words, grades in self.queries.items()}


FIRST = JudgedSet.read("first")
SECOND = JudgedSet.read("second")


def ndcg(keys, grades):
    """Normalised discounted cumulative gain of a list, against the best list there could be."""

    def gain(values):
        return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(values[:DEPTH]))

    return gain([grades.get(key, 0) for key in keys]) / gain(sorted(grades.values(), reverse=True))
