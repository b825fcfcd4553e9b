"""The embedded engine as the rest of search knows it."""

import os

import apsw

from search.engines.rebuilding import Rebuilding
from search.engines.sqlite.building import FULL_TEXT, Build
from search.engines.sqlite.files import CURRENT, IndexFiles, connect
from search.engines.sqlite.reading import Search
from search.engines.sqlite.suggesting import suggestions
from search.engines.sqlite.vocabulary import Vocabulary
from search.engines.sqlite.writing import Writer, apply
from search.results import IndexNotReady


class SqliteEngine(Rebuilding):
    """Search in one file. Safe to share between threads: each has its own connection."""

    name = "sqlite"

    def __init__(self, path):
        self.files = IndexFiles(path)

    @property
    def parts(self):
        """Each index to keep in step: this one."""
        return (self,)

    @property
    def readers(self):
        """Who may be asked: this one."""
        return (self,)

    is_behind = False

    def fall_behind(self):
        """Nothing: this engine is never away."""

    def caught_up(self):
        """Nothing to take back."""

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
                return apply(Writer(connection), changes)

    def build(self, *, most_seconds=0):
        """A new index to fill, or one that was interrupted less than ``most_seconds`` ago."""
        found = Build.unfinished(self.files, most_seconds) if most_seconds else None
        return found or Build.begin(self.files)

    def finish(self, build, catch_up):
        """Serve a filled index; ``catch_up`` gives the changes made meanwhile, when nobody else can write."""
        with self.files.only_writer():
            build.finish(catch_up())

    # Its state

    def is_ready(self):
        """Whether there is an index that this code can ask."""
        try:
            self.files.connection()
        except IndexNotReady:
            return False
        return True

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
