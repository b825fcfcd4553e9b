"""The embedded engine as the rest of search knows it."""

import os

import apsw

from search.engines.sqlite.files import CURRENT, IndexFiles, connect
from search.engines.sqlite.reading import Search
from search.engines.sqlite.suggesting import suggestions
from search.engines.sqlite.vocabulary import Vocabulary
from search.engines.sqlite.writing import BulkWriter, Writer
from search.results import IndexNotReady

FULL_TEXT = ("head_fts", "document_fts", "passage_fts")


class SqliteEngine:
    """Search in one file. Safe to share between threads: each has its own connection."""

    name = "sqlite"

    def __init__(self, path):
        self.files = IndexFiles(path)

    # Reading

    def search(self, request):
        return self._reading(lambda connection: Search(connection, request).run())

    def suggest(self, query, audiences, limit):
        """The documents whose titles hold the words of a query whose last one may be unfinished."""
        return self._reading(lambda connection: suggestions(connection, query, audiences, limit))

    def vocabulary(self, audiences):
        """The words of the texts that a reader with these audience tokens may see."""
        return self._reading(lambda connection: Vocabulary(connection, audiences))

    def _reading(self, ask):
        connection = self.files.connection()
        try:
            return ask(connection)
        except (apsw.CorruptError, apsw.NotADBError, apsw.IOError) as error:
            self.files.close()
            raise IndexNotReady(str(error)) from error

    # Writing

    def write(self, changes):
        """Apply changes in one transaction; returns how many altered the index.

        ``changes``: ``(source, pk, version, document or None)``; ``None`` takes the record out.
        """
        with self.files.only_writer():
            connection = self.files.connection()
            with connection:
                return _apply(Writer(connection), changes)

    def rebuild(self, batches, catch_up=lambda: ()):
        """Build a new index from batches of changes and serve it; the old one is served meanwhile.

        ``catch_up`` is called at the end, when nobody else can write, and gives the
        changes made while the batches were being written.
        """
        path, connection = self.files.new()
        try:
            writer = BulkWriter(connection)
            for batch in batches:
                with connection:
                    _apply(writer, batch)
                    writer.flush()
            with self.files.only_writer():
                with connection:
                    _apply(Writer(connection), catch_up())
                    for table in FULL_TEXT:
                        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
                connection.execute("ANALYZE")
                connection.pragma("wal_checkpoint(truncate)")
                connection.close()
                self.files.use(path)
        except BaseException:
            connection.close()
            self.files.discard(path)
            raise

    # Its state

    def status(self):
        """What is in the index, in plain values."""
        target = self.files.target()
        status = {"engine": self.name, "path": str(self.files.path), "fingerprint": CURRENT, "is_ready": False}
        if target is None:
            return status
        try:
            connection = self.files.connection()
        except IndexNotReady as error:
            return status | {"problem": str(error)}
        kinds = connection.execute(
            "SELECT value, count(*) FROM facet JOIN document_facet ON facet_id = facet.id"
            " WHERE name = 'kind' GROUP BY value ORDER BY value"
        ).fetchall()
        return status | {
            "is_ready": True,
            "size_bytes": os.path.getsize(self.files.path),
            "documents": sum(count for _name, count in kinds),
            "kinds": dict(kinds),
        }

    def checksums(self):
        """``{(source, pk): checksum}`` of every document in the index."""
        rows = self.files.connection().execute(
            "SELECT source, pk, checksum FROM record JOIN document ON document.id = document_id"
        )
        return {(source, pk): checksum for source, pk, checksum in rows}

    def is_sound(self):
        """SQLite's own check of the file and of its full-text tables."""
        connection = connect(self.files.target())
        try:
            for table in FULL_TEXT:
                connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
            return connection.execute("PRAGMA integrity_check").get == "ok"
        except apsw.CorruptError:
            return False
        finally:
            connection.close()


def _apply(writer, changes):
    altered = 0
    for source, pk, version, document in changes:
        if document is None:
            altered += writer.remove(source=source, pk=pk, version=version)
        else:
            altered += writer.put(document, source=source, pk=pk, version=version)
    return altered
