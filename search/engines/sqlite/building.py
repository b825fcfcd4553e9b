"""A file under construction: filled unseen, and remembered when its process is interrupted."""

import time

import apsw

from search.engines.sqlite.files import connect
from search.engines.sqlite.writing import BulkWriter, Writer, apply
from search.results import IndexNotReady

FULL_TEXT = ("head_fts", "document_fts", "passage_fts")


class Build:
    """``progress``: how far each source has come, ``{source: last pk}``; ``started``: when, in seconds."""

    def __init__(self, files, path, connection, *, progress=None, started=None):
        self.files = files
        self.path = path
        self.db = connection
        self.writer = BulkWriter(connection)
        self.progress = progress or {}
        self.started = started or time.time()

    @classmethod
    def begin(cls, files):
        path, connection = files.new()
        build = cls(files, path, connection)
        connection.execute("INSERT INTO meta VALUES ('started', ?)", (build.started,))
        return build

    @classmethod
    def unfinished(cls, files, most_seconds):
        """The build that was interrupted, if this code can go on with it; others are deleted."""
        found = None
        for path in reversed(files.others()):
            try:
                connection = connect(path)
                meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
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

    def add(self, changes, source=None, pk=None):
        """Write a batch; ``source`` and ``pk`` say how far the build has come with it."""
        with self.db:
            apply(self.writer, changes)
            self.writer.flush()
            if source:
                self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"done:{source}", pk))
                self.progress[source] = pk

    def finish(self, changes):
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

    def discard(self):
        self.db.close()
        self.files.discard(self.path)
