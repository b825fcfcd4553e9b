"""The words of the index, seen by one reader: for spelling and for beginnings."""

from collections.abc import Collection, Iterable
from functools import cached_property

import apsw

from search.engines.sqlite.schema import AUDIENCE, Row
from search.spelling import KnownWord

MOST_BEGINNINGS = 60


class Vocabulary:
    """The words of the texts that a reader may see."""

    def __init__(self, connection: apsw.Connection, audiences: Collection[str]) -> None:
        self.db = connection
        self.audiences = audiences

    @cached_property
    def where(self) -> str:
        ids = [
            row[0]
            for row in self.db.execute("SELECT id, value FROM facet WHERE name = ?", (AUDIENCE,)).fetchall()
            if row[1] in self.audiences
        ]
        return f"audience_id IN ({', '.join(map(str, ids))})" if ids else "0"

    def prepare(self, terms: Iterable[str]) -> None:
        """Nothing to learn ahead of ``knows``: asking the file costs next to nothing."""

    def knows(self, term: str) -> bool:
        return bool(self.db.execute(f"SELECT 1 FROM word WHERE term = ? AND {self.where} LIMIT 1", (term,)).get)

    def written(self, term: str) -> str | None:
        """The most frequent word behind a term, as it is written."""
        return self.db.execute(
            f"SELECT max(shown) FROM word WHERE term = ? AND {self.where}"
            " GROUP BY word ORDER BY sum(documents) DESC, word LIMIT 1",
            (term,),
        ).get

    def like(self, letter: str, shortest: int, longest: int) -> list[KnownWord]:
        """Words that begin with a letter, of a length in a range: word, term, form to show, in how many documents."""
        rows: list[Row] = self.db.execute(
            "SELECT word, term, max(shown), sum(documents) FROM word"
            f" WHERE substr(word, 1, 1) = ? AND length(word) BETWEEN ? AND ? AND {self.where} GROUP BY word",
            (letter, shortest, longest),
        ).fetchall()
        return rows

    def beginning(self, prefix: str, limit: int = MOST_BEGINNINGS) -> list[str]:
        """The terms of the words that begin so, the most frequent first."""
        rows: list[Row] = self.db.execute(
            f"SELECT term, sum(documents) AS count FROM word WHERE word >= ? AND word < ? AND {self.where}"
            " GROUP BY term ORDER BY count DESC, term LIMIT ?",
            (prefix, prefix + "\U0010ffff", limit),
        ).fetchall()
        return [row[0] for row in rows]

    def words_beginning(self, prefix: str, limit: int = MOST_BEGINNINGS) -> list[str]:
        """The words themselves, the most frequent first."""
        rows: list[Row] = self.db.execute(
            f"SELECT max(shown), sum(documents) AS count FROM word WHERE word >= ? AND word < ? AND {self.where}"
            " GROUP BY word ORDER BY count DESC, word LIMIT ?",
            (prefix, prefix + "\U0010ffff", limit),
        ).fetchall()
        return [row[0] for row in rows]
