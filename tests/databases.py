"""The SQLite files of this test process, one for each state in which tests find the data.

``EMPTY`` is migrated and holds nothing; ``CONTENT`` is the network's real content. The others grow from the empty one,
once for each process: see `tests/standing.py`.
"""

import sqlite3

import pytest
from django.conf import settings
from django.db import connections, transaction

from search import changes, updating
from search.engines import engine
from tests import prepared, standing

EMPTY, CONTENT = "empty", "content"


def all_in(state):
    """The names of all that stands in a grown state: itself and what it grew from."""
    return {state, *all_in(standing.MADE[state].before)} if state in standing.MADE else set()


class Databases:
    """Which of the files the tests see now."""

    def __init__(self):
        self.wanted = EMPTY
        self.unblocked = None
        """Allows the database outside a test; known once pytest-django has set it up."""
        self.files = {}
        self.given = {}
        """What was made for states that are not fetched from the database."""
        self.indexes = {}
        """The state of each index file as it was copied, by its path."""

    def want(self, names):
        """Let the coming test see what the fixtures of these names stand on."""
        grown = [name for name in reversed(standing.MADE) if name in names]
        self.wanted = CONTENT if CONTENT in names else next(iter(grown), EMPTY)
        if self.unblocked:
            with self.unblocked():
                self.select()

    def select(self):
        """Point Django and search at the wanted data, copied or made on first use."""
        if self.wanted not in self.files:
            self.files[self.wanted] = self.made(self.wanted)
        self.show(self.files[self.wanted])
        self.select_index()

    def show(self, file):
        connection = connections["default"]
        if connection.settings_dict["NAME"] != file:
            connection.close()
            connection.settings_dict["NAME"] = file

    def made(self, name):
        """The new file of a state."""
        file = str(settings.DATA_DIR / f"{name}.sqlite3")
        connections["default"].close()
        if name in standing.MADE:
            self.grow(name, standing.MADE[name], file)
        else:
            copy_database(self.source(name) / "site.sqlite3", file)
        return file

    def grow(self, name, state, file):
        """Make a state on a copy of the one that it grows from."""
        before = state.before or EMPTY
        if before not in self.files:
            self.files[before] = self.made(before)
        copy_database(self.files[before], file)
        self.show(file)
        with pytest.MonkeyPatch.context() as patch, transaction.atomic():
            # What search has to follow waits in the database, for the test that asks.
            patch.setattr(changes, "_enqueue", lambda: None)
            self.given[name] = state.make()
        if state.is_indexed:
            settings.SEARCH_INDEX_PATH = self.index_made(name)
            updating.rebuild()
            engine().files.close()
        connections["default"].close()

    def source(self, name):
        try:
            return prepared.content_site() if name == CONTENT else prepared.empty_site()
        except AssertionError as error:  # every other test would fail for the same reason
            pytest.exit(str(error), returncode=1)

    def index_made(self, name):
        """The index that belongs to a state, which tests see a copy of; ``None`` where there is none."""
        if name == CONTENT:
            return self.source(CONTENT) / "search.sqlite3"
        is_indexed = name in standing.MADE and standing.MADE[name].is_indexed
        return settings.DATA_DIR / f"made-{name}.sqlite3" if is_indexed else None

    def select_index(self):
        """The search index follows no rollback: it is copied again after a test that changed it."""
        path = settings.SEARCH_INDEX_PATH = settings.DATA_DIR / f"{self.wanted}-search.sqlite3"
        if self.indexes.get(path) == state_of(path) != []:
            return
        made = self.index_made(self.wanted)
        if made:
            # A new file, never a copy over one that a thread of this process may hold open: its connection, of another
            # SQLite library, would go on reading pages of the old one among those of the new.
            new = path.with_name(f".new-{path.name}")
            new.unlink(missing_ok=True)
            copy_database(made, new)
        for file in path.parent.glob(f"{path.stem}*"):
            file.unlink()
        if made:
            new.rename(path)
            self.indexes[path] = state_of(path)

    def standing(self, name):
        """What the fixture of that name gives, made now where the coming test does not see it already."""
        state = standing.MADE[name]
        if name not in all_in(self.wanted):
            return state.make()
        if state.fetch is None:
            return self.given[name]
        changes._enqueue()  # it is followed as if it had been made just now
        return state.fetch()

    def forget(self):
        """Copy the database again before the next test that wants it."""
        self.files.pop(self.wanted, None)


def state_of(path):
    """Whether a database was written to, told from its files."""
    files = (path, path.with_name(f"{path.name}-wal"))
    return [(file.stat().st_mtime_ns, file.stat().st_size) for file in files if file.exists()]


def copy_database(source, target):
    """Copy a database whoever has it open, journal included."""
    with sqlite3.connect(source) as before, sqlite3.connect(target) as after:
        before.backup(after)
    before.close()
    after.close()
