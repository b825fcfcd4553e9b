"""The words of the server's index, seen by one reader: for spelling and for beginnings."""

import re
from collections.abc import Callable, Collection, Iterable

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.query import Query

from search.spelling import KnownWord

MOST_WORDS = 10_000
MOST_BEGINNINGS = 60


class Vocabulary:
    """The words of the texts that a reader may see."""

    def __init__(self, client: Elasticsearch, index: str, audiences: Collection[str]) -> None:
        self.client = client
        self.index = index
        self.visible = Q("terms", audience=sorted(audiences))
        self._frequencies: dict[str, int] = {}
        self.documents = 0

    def prepare(self, terms: Iterable[str]) -> None:
        """Learn in one request in how many documents each of these terms is."""
        wanted = sorted(set(terms) - set(self._frequencies))
        if not wanted:
            return
        search = Search(using=self.client, index=self.index).query("bool", filter=[self.visible])[:0]
        search = search.extra(track_total_hits=True)
        filters = {f"t{number}": Q("term", terms=term) for number, term in enumerate(wanted)}
        search.aggs.bucket("terms", "filters", filters=filters)
        response = search.execute()
        self.documents = response["hits"]["total"]["value"]
        for number, term in enumerate(wanted):
            self._frequencies[term] = response.aggregations.terms.buckets[f"t{number}"].doc_count

    def frequency(self, term: str) -> int:
        """In how many documents a term is."""
        self.prepare([term])
        return self._frequencies[term]

    def knows(self, term: str) -> bool:
        return self.frequency(term) > 0

    def written(self, term: str) -> str | None:
        """The most frequent word behind a term, as it is written."""
        found = self._words(f"[^ ]+ [^ ]+ {escaped(term)}", lambda _word, other: other == term, Q("term", terms=term))
        return max(found.values(), key=lambda word: (word[3], word[0]))[2] if found else None

    def like(self, letter: str, shortest: int, longest: int) -> list[KnownWord]:
        """Words that begin with a letter, of a length in a range: word, term, form to show, in how many documents."""
        expression = f"{escaped(letter)}[^ ]{{{max(0, shortest - 1)},{longest - 1}}} .*"
        found = self._words(
            expression, lambda word, _term: word.startswith(letter) and shortest <= len(word) <= longest
        )
        return list(found.values())

    def beginning(self, prefix: str, limit: int = MOST_BEGINNINGS) -> list[str]:
        """The terms of the words that begin so, the most frequent first."""
        counts: dict[str, int] = {}
        for _word, term, _shown, documents in self._beginning(prefix):
            counts[term] = counts.get(term, 0) + documents
        return sorted(counts, key=lambda term: (-counts[term], term))[:limit]

    def words_beginning(self, prefix: str, limit: int = MOST_BEGINNINGS) -> list[str]:
        """The words themselves, the most frequent first."""
        found = sorted(self._beginning(prefix), key=lambda word: (-word[3], word[0]))
        return [shown for _word, _term, shown, _documents in found[:limit]]

    def _beginning(self, prefix: str) -> Iterable[KnownWord]:
        found = self._words(
            f"{escaped(prefix)}.*", lambda word, _term: word.startswith(prefix), Q("prefix", words=prefix)
        )
        return found.values()

    def _words(
        self, expression: str, fits: Callable[[str, str], bool], *also: Query
    ) -> dict[tuple[str, str], KnownWord]:
        """``{(word, term): (word, term, form to show, documents)}`` of the words whose entry the expression fits.

        ``fits(word, term)`` says the same: some servers send all entries whatever the expression.
        """
        search = Search(using=self.client, index=self.index).query("bool", filter=[self.visible, *also])[:0]
        search.aggs.bucket("words", "terms", field="words", include=expression, size=MOST_WORDS)
        found: dict[tuple[str, str], KnownWord] = {}
        for bucket in search.execute().aggregations.words.buckets:
            word, shown, term = bucket.key.split(" ")
            if not fits(word, term):
                continue
            _word, _term, known, documents = found.get((word, term), (word, term, "", 0))
            # Small letters sort after capitals and accented ones after plain: the greater form is the one to show.
            found[word, term] = (word, term, max(known, shown), documents + bucket.doc_count)
        return found


def escaped(text: str) -> str:
    """For the server's regular expressions, every sign of which could mean something."""
    return re.sub(r"([^\w])", r"\\\1", text)
