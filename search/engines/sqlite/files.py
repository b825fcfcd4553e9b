"""Where the index is on disk: a link to the file in use, replaced at once when a new one is ready.

Each index is a file of its own with its own write-ahead log; the address in the
settings is a symbolic link to it. Renaming a new database over one in use would
leave it with the log of the old one.
"""

import fcntl
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from search.analysis.fingerprint import FINGERPRINT
from search.engines.sqlite.schema import LAYOUT, SCHEMA
from search.results import IndexNotReady

BUSY_MS = 20_000
CURRENT = f"{FINGERPRINT}.{LAYOUT}"
"""The fingerprint of the analysis and the layout of the tables: what a file must have been built with."""

_local = threading.local()


class IndexFiles:
    """The files behind one address."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    @property
    def real_path(self) -> Path:
        """Where the link leads. A file may also stand at the address itself (a copied index), or none at all."""
        return Path(os.path.realpath(self.path))

    def target(self) -> Path | None:
        """The path of the file in use, or ``None``."""
        return self.real_path if self.path.exists() else None

    def connection(self) -> apsw.Connection:
        """This thread's connection to the index in use.

        Raises ``IndexNotReady`` if there is none, if it was built by other code or if it is damaged.
        """
        try:
            file = os.stat(self.path)
        except OSError:
            raise IndexNotReady(f"no search index at {self.path}") from None
        held = _local.__dict__.setdefault("connections", {})
        # A connection must not cross a fork, and must follow the link when the index is replaced.
        identity = (os.getpid(), file.st_dev, file.st_ino)
        known, connection = held.get(self.path, (None, None))
        if known != identity:
            connection = connect(self.real_path)
            held[self.path] = (identity, connection)
        return connection

    def close(self) -> None:
        """Forget this thread's connection (a test's end, a damaged file)."""
        held = _local.__dict__.get("connections", {}).pop(self.path, None)
        if held and held[0][0] == os.getpid():
            held[1].close()

    def new(self) -> tuple[Path, apsw.Connection]:
        """An empty index that nobody sees yet: its path and a connection to it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        path = self.path.parent / f"{self.path.stem}-{secrets.token_hex(4)}{self.path.suffix}"
        connection = open_database(path, create=True)
        connection.pragma("journal_mode", "wal")
        connection.pragma("synchronous", "normal")
        connection.execute(SCHEMA)
        connection.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (CURRENT,))
        return path, connection

    def others(self) -> list[Path]:
        """Files of this index that are not in use: builds that were interrupted."""
        target = self.target()
        found = self.path.parent.glob(f"{self.path.stem}-*{self.path.suffix}")
        return sorted(path for path in found if path != target and not path.is_symlink())

    def use(self, path: Path) -> None:
        """Serve this file from now on, and delete the one it replaces."""
        old = self.target()
        link = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
        link.symlink_to(path.name)
        link.replace(self.path)
        if old and old.name != path.name:
            # Readers that still hold it keep reading: the file goes with its last reader.
            self.discard(old, keep_name=old.name == self.path.name)

    def discard(self, path: Path, *, keep_name: bool = False) -> None:
        """Delete a file and its log; ``keep_name`` when the link has taken its place already."""
        for suffix in ("-wal", "-shm") if keep_name else ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)

    @contextmanager
    def only_writer(self) -> Iterator[None]:
        """One writer at a time over all processes, so that no change is written to a file just replaced."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with open(f"{self.path}.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def open_database(path: Path, *, create: bool = False) -> apsw.Connection:
    flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create else 0)
    connection = apsw.Connection(str(path), flags=flags)
    connection.set_busy_timeout(BUSY_MS)
    # apsw begins transactions as readers otherwise, and a reader that turns writer fails at once.
    connection.transaction_mode = "IMMEDIATE"
    connection.pragma("temp_store", "memory")
    connection.pragma("cache_size", -32_000)
    connection.pragma("mmap_size", 1 << 30)
    return connection


def connect(path: Path) -> apsw.Connection:
    """A connection to a finished index of our own analysis."""
    try:
        connection = open_database(path)
        found = connection.execute("SELECT value FROM meta WHERE name = 'fingerprint'").get
        connection.pragma("synchronous", "normal")
    except (apsw.CantOpenError, apsw.CorruptError, apsw.NotADBError, apsw.SQLError) as error:
        raise IndexNotReady(f"{path}: {error}") from error
    if found != CURRENT:
        connection.close()
        raise IndexNotReady(f"{path} was built by other code ({found}, now {CURRENT})")
    return connection
