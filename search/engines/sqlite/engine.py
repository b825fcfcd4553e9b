"""The embedded engine as the rest of search knows it."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Self, TypeVar

import apsw

from search.engines.protocol import Status
from search.engines.rebuilding import Rebuilding
from search.engines.sqlite.building import FULL_TEXT, Build
from search.engines.sqlite.files import CURRENT, IndexFiles, connect
from search.engines.sqlite.reading import Search
from search.engines.sqlite.schema import Row
from search.engines.sqlite.suggesting import suggestions
from search.engines.sqlite.vocabulary import Vocabulary
from search.engines.sqlite.writing import Writer, apply
from search.query import Query
from search.results import IndexNotReady, Results, SearchRequest, Suggestion
from search.sources import Change, RecordKey

Given = TypeVar("Given")


class SqliteEngine(Rebuilding):
    """Search in one file. Safe to share between threads: each has its own connection."""

    name = "sqlite"

    def __init__(self, path: str | Path) -> None:
        self.files = IndexFiles(path)

    @property
    def parts(self) -> tuple[Self]:
        """Each index to keep in step: this one."""
        return (self,)

    @property
    def readers(self) -> tuple[Self]:
        """Who may be asked: this one."""
        return (self,)

    is_behind = False

    def fall_behind(self) -> None:
        """Nothing: this engine is never away."""

    def caught_up(self) -> None:
        """Nothing to take back."""

    # Reading

    def search(self, request: SearchRequest) -> Results:
        return self._reading(lambda connection: Search(connection, request).run())

    def suggest(self, query: Query, audiences: frozenset[str], limit: int) -> tuple[Suggestion, ...]:
        """The documents whose titles hold the words of a query whose last one may be unfinished."""
        return self._reading(lambda connection: suggestions(connection, query, audiences, limit))

    def vocabulary(self, audiences: frozenset[str]) -> Vocabulary:
        """The words of the texts that a reader with these audience tokens may see."""
        return self._reading(lambda connection: Vocabulary(connection, audiences))

    def _reading(self, ask: Callable[[apsw.Connection], Given]) -> Given:
        connection = self.files.connection()
        try:
            return ask(connection)
        except (apsw.CorruptError, apsw.NotADBError, apsw.IOError) as error:
            self.files.close()
            raise IndexNotReady(str(error)) from error

    # Writing

    def write(self, changes: Iterable[Change]) -> int:
        """Apply changes in one transaction; returns how many altered the index.

        ``changes``: ``(source, pk, version, document or None)``; ``None`` takes the record out.
        """
        with self.files.only_writer():
            connection = self.files.connection()
            with connection:
                altered = apply(Writer(connection), changes)
            return altered

    def build(self, *, most_seconds: float = 0) -> Build:
        """A new index to fill, or one that was interrupted less than ``most_seconds`` ago."""
        found = Build.unfinished(self.files, most_seconds) if most_seconds else None
        return found or Build.begin(self.files)

    def finish(self, build: Build, catch_up: Callable[[], Iterable[Change]]) -> None:
        """Serve a filled index; ``catch_up`` gives the changes made meanwhile, when nobody else can write."""
        with self.files.only_writer():
            build.finish(catch_up())

    # Its state

    def is_ready(self) -> bool:
        """Whether there is an index that this code can ask."""
        try:
            self.files.connection()
        except IndexNotReady:
            return False
        return True

    def status(self) -> Status:
        """What is in the index, in plain values."""
        target = self.files.target()
        status: Status = {"engine": self.name, "path": str(self.files.path), "fingerprint": CURRENT, "is_ready": False}
        if target is None:
            return status
        try:
            connection = self.files.connection()
        except IndexNotReady as error:
            return status | {"problem": str(error)}
        kinds: list[Row] = connection.execute(
            "SELECT value, count(*) FROM facet JOIN document_facet ON facet_id = facet.id"
            " WHERE name = 'kind' GROUP BY value ORDER BY value"
        ).fetchall()
        return status | {
            "is_ready": True,
            "size_bytes": os.path.getsize(self.files.path),
            "documents": sum(count for _name, count in kinds),
            "kinds": dict(kinds),
        }

    def checksums(self) -> dict[RecordKey, str]:
        """``{(source, pk): checksum}`` of every document in the index."""
        rows: Iterable[Row] = self.files.connection().execute(
            "SELECT source, pk, checksum FROM record JOIN document ON document.id = document_id"
        )
        return {(source, pk): checksum for source, pk, checksum in rows}

    def is_sound(self) -> bool:
        """SQLite's own check of the file and of its full-text tables."""
        connection = connect(self.files.real_path)
        try:
            for table in FULL_TEXT:
                connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
            return connection.execute("PRAGMA integrity_check").get == "ok"
        except apsw.CorruptError:
            return False
        finally:
            connection.close()
