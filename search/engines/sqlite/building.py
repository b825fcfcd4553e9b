"""A file under construction: filled unseen, and remembered when its process is interrupted."""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import apsw

from search.engines.sqlite.files import IndexFiles, connect
from search.engines.sqlite.schema import Row
from search.engines.sqlite.writing import BulkWriter, Writer, apply
from search.results import IndexNotReady
from search.sources import Change

FULL_TEXT = ("head_fts", "document_fts", "passage_fts")


class Build:
    """``progress``: how far each source has come, ``{source: last pk}``; ``started``: when, in seconds."""

    def __init__(
        self,
        files: IndexFiles,
        path: Path,
        connection: apsw.Connection,
        *,
        progress: dict[str, str] | None = None,
        started: float | None = None,
    ) -> None:
        self.files = files
        self.path = path
        self.db = connection
        self.writer = BulkWriter(connection)
        self.progress = progress or {}
        self.started = started or time.time()

    @classmethod
    def begin(cls, files: IndexFiles) -> Self:
        path, connection = files.new()
        build = cls(files, path, connection)
        connection.execute("INSERT INTO meta VALUES ('started', ?)", (build.started,))
        return build

    @classmethod
    def unfinished(cls, files: IndexFiles, most_seconds: float) -> Self | None:
        """The build that was interrupted, if this code can go on with it; others are deleted."""
        found: Self | None = None
        for path in reversed(files.others()):
            try:
                connection = connect(path)
                rows: list[Row] = connection.execute("SELECT name, value FROM meta").fetchall()
                meta: dict[str, Any] = dict(rows)
            except (apsw.Error, IndexNotReady):
                files.discard(path)
                continue
            if found or time.time() - meta.get("started", 0) > most_seconds:
                connection.close()
                files.discard(path)
                continue
            progress = {name.partition(":")[2]: pk for name, pk in meta.items() if name.startswith("done:")}
            found = cls(files, path, connection, progress=progress, started=meta["started"])
        return found

    def add(self, changes: Iterable[Change], source: str | None = None, pk: str | None = None) -> None:
        """Write a batch; ``source`` and ``pk`` say how far the build has come with it."""
        with self.db:
            apply(self.writer, changes)
            self.writer.flush()
            if source and pk:
                self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"done:{source}", pk))
                self.progress[source] = pk

    def finish(self, changes: Iterable[Change]) -> None:
        """Serve this file from now on, with the last changes."""
        with self.db:
            apply(Writer(self.db), changes)
            self.db.execute("DELETE FROM meta WHERE name != 'fingerprint'")
            for table in FULL_TEXT:
                self.db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        self.db.execute("ANALYZE")
        self.db.pragma("wal_checkpoint(truncate)")
        self.db.close()
        self.files.use(self.path)

    def discard(self) -> None:
        self.db.close()
        self.files.discard(self.path)
