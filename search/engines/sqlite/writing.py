"""Writing documents into an index file. Every function works inside the caller's transaction."""

from array import array
from collections import Counter
from collections.abc import Iterable

import apsw

from search import analysis
from search.engines.sqlite.schema import AUDIENCE, KIND, PASSAGES_EACH
from search.passages import passages_of
from search.sources import Change, SearchDocument
from search.words import Words, collect_words

COUNT_WORD = """
INSERT INTO word VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET documents = documents + ?5, shown = max(shown, ?4)
"""
"""Small letters sort after capitals and accented ones after plain: the greater form is the one to show."""


class Writer:
    """Puts documents into one file and takes them out."""

    def __init__(self, connection: apsw.Connection) -> None:
        self.db = connection
        self._facets: dict[tuple[str, str], int] = {}

    def put(self, document: SearchDocument, *, source: str, pk: str, version: int) -> bool:
        """Write one record's document; returns whether anything changed.

        A record already written for a later ``version`` is left alone.
        """
        if not self._is_newer(source, pk, version):
            return False
        checksum = document.checksum
        known = self.db.execute(
            "SELECT id, checksum FROM document WHERE key = ?",
            (document.key,),
        ).get
        if known and known[1] == checksum:
            self._record(source, pk, version, known[0])
            return False
        if known:
            self._take_out(known[0])
        document_id = self._insert(document, checksum, known[0] if known else None)
        self._record(source, pk, version, document_id)
        return True

    def remove(self, *, source: str, pk: str, version: int) -> bool:
        """Take one record's document out; returns whether there was one."""
        if not self._is_newer(source, pk, version):
            return False
        document_id = self.db.execute(
            "SELECT document_id FROM record WHERE source = ? AND pk = ?", (source, str(pk))
        ).get
        self._record(source, pk, version, None)
        if document_id is None:
            return False
        self._take_out(document_id)
        return True

    def _is_newer(self, source: str, pk: str, version: int) -> bool:
        known = self.db.execute("SELECT version FROM record WHERE source = ? AND pk = ?", (source, str(pk))).get
        return known is None or version >= known

    def _record(self, source: str, pk: str, version: int, document_id: int | None) -> None:
        self.db.execute(
            "INSERT INTO record VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET version = ?3, document_id = ?4",
            (source, str(pk), version, document_id),
        )

    def _facet(self, name: str, value: str) -> int:
        """The number of a facet's value, made if it is new."""
        if (name, value) not in self._facets:
            self.db.execute("INSERT OR IGNORE INTO facet (name, value) VALUES (?, ?)", (name, value))
            found = self.db.execute("SELECT id FROM facet WHERE name = ? AND value = ?", (name, value)).get
            self._facets[name, value] = found
        return self._facets[name, value]

    def _insert(self, document: SearchDocument, checksum: str, document_id: int | None) -> int:
        audience = self._facet(AUDIENCE, document.audience)
        values = [(name, str(value)) for name, values in document.facets.items() for value in values if value]
        numbers = [self._facet(KIND, document.kind), audience, *(self._facet(*value) for value in values)]
        facets = array("I", dict.fromkeys(numbers))
        day = document.date.toordinal() if document.date else 0
        self.db.execute(
            "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?)",
            (document_id, audience, day, facets.tobytes(), checksum, document.key),
        )
        document_id = document_id or self.db.last_insert_rowid()
        self.db.execute(
            "INSERT INTO description VALUES (?, ?, ?, ?, ?, ?)",
            (
                document_id,
                document.title,
                document.summary,
                document.url,
                document.within_title,
                document.within_url,
            ),
        )
        self.db.executemany(
            "INSERT INTO document_facet VALUES (?, ?)", [(facet_id, document_id) for facet_id in facets]
        )
        title_tokens, summary_tokens = analysis.tokens(document.title), analysis.tokens(document.summary)
        words: Words = {}
        collect_words(words, document.title, title_tokens)
        collect_words(words, document.summary, summary_tokens)
        body, rows, analysed = [], [], []
        passages = passages_of(document)[:PASSAGES_EACH]
        last_title = ""
        for number, passage in enumerate(passages):
            text_tokens, passage_title = analysis.tokens(passage.text), analysis.tokens(passage.title)
            collect_words(words, passage.text, text_tokens)
            collect_words(words, passage.title, passage_title)
            text_terms = [token.term for token in text_tokens]
            title_terms = [token.term for token in passage_title]
            passage_id = document_id * PASSAGES_EACH + number
            rows.append((passage_id, passage.anchor, passage.title, passage.text))
            analysed.append((passage_id, " ".join(title_terms), " ".join(text_terms)))
            if passage.title != last_title:
                body += title_terms
                last_title = passage.title
            body += text_terms
        self.db.executemany("INSERT INTO passage VALUES (?, ?, ?, ?)", rows)
        self.db.executemany("INSERT INTO passage_fts (rowid, title, text) VALUES (?, ?, ?)", analysed)
        title = " ".join(token.term for token in title_tokens)
        summary = " ".join(token.term for token in summary_tokens)
        self.db.execute("INSERT INTO head_fts (rowid, title, summary) VALUES (?, ?, ?)", (document_id, title, summary))
        self.db.execute(
            "INSERT INTO document_fts (rowid, title, summary, body) VALUES (?, ?, ?, ?)",
            (document_id, title, summary, " ".join(body)),
        )
        self._count(words, audience, 1)
        return document_id

    def _take_out(self, document_id: int) -> None:
        title, summary, audience, facets = self.db.execute(
            "SELECT title, summary, audience_id, facets FROM document JOIN description USING (id) WHERE id = ?",
            (document_id,),
        ).get
        passages = self.db.execute(
            "SELECT id, title, text FROM passage WHERE id BETWEEN ? AND ?", passage_range(document_id)
        ).fetchall()
        texts = [title, summary, *(text for _id, *texts in passages for text in texts)]
        words: Words = {}
        for text in texts:
            collect_words(words, text, analysis.tokens(text))
        self._count(words, audience, -1)
        self.db.executemany("DELETE FROM passage_fts WHERE rowid = ?", [(row[0],) for row in passages])
        self.db.execute("DELETE FROM passage WHERE id BETWEEN ? AND ?", passage_range(document_id))
        self.db.execute("DELETE FROM head_fts WHERE rowid = ?", (document_id,))
        self.db.execute("DELETE FROM document_fts WHERE rowid = ?", (document_id,))
        self.db.executemany(
            "DELETE FROM document_facet WHERE facet_id = ? AND document_id = ?",
            [(facet_id, document_id) for facet_id in array("I", facets)],
        )
        self.db.execute("DELETE FROM description WHERE id = ?", (document_id,))
        self.db.execute("DELETE FROM document WHERE id = ?", (document_id,))

    def _count(self, words: Words, audience: int, change: int) -> None:
        self.db.executemany(
            COUNT_WORD,
            [(word, audience, term, shown, change) for (word, term), shown in sorted(words.items())],
        )
        if change < 0:
            self.db.executemany(
                "DELETE FROM word WHERE word = ? AND audience_id = ? AND documents <= 0",
                [(word, audience) for word, _term in words],
            )


class BulkWriter(Writer):
    """The same for many new documents: counts of words are summed up and written once a batch."""

    def __init__(self, connection: apsw.Connection) -> None:
        super().__init__(connection)
        self._counts: Counter[tuple[str, int, str]] = Counter()
        self._shown: dict[str, str] = {}

    def _count(self, words: Words, audience: int, change: int) -> None:
        for (word, term), shown in words.items():
            self._counts[word, audience, term] += change
            self._shown[word] = max(shown, self._shown.get(word, ""))

    def flush(self) -> None:
        self.db.executemany(
            COUNT_WORD,
            [
                (word, audience, term, self._shown[word], count)
                for (word, audience, term), count in sorted(self._counts.items())
            ],
        )
        self._counts.clear()
        self._shown.clear()


def apply(writer: Writer, changes: Iterable[Change]) -> int:
    """Write ``(source, pk, version, document or None)``; returns how many altered the index."""
    altered = 0
    for source, pk, version, document in changes:
        if document is None:
            altered += writer.remove(source=source, pk=pk, version=version)
        else:
            altered += writer.put(document, source=source, pk=pk, version=version)
    return altered


def passage_range(document_id: int) -> tuple[int, int]:
    return document_id * PASSAGES_EACH, (document_id + 1) * PASSAGES_EACH - 1
