"""What all tests share.

Two databases: tests that say nothing get one that is migrated and empty; those
that ask for the fixture ``content`` get the network's real content instead.
Each test's changes are rolled back either way.
"""

import shutil
import sqlite3

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.db import connections
from wagtail.models import Page, Site

from events.fetches import notebook
from events.personal_feeds import snapshots
from events.views.files import store as calendar_files
from events.views.files import tags as calendar_tags
from events.views.personal import of_one_calendar, of_strangers
from network import page_cache
from network.catalogues import compile_catalogues
from network.models import HomePage
from network.roles import CONTRIBUTORS, ORGANISERS
from search import changes, engines, updating
from tests import prepared
from tests.accounts import give_second_factor
from tests.clients import BrowserLikeClient
from tests.factories.network import HomePageFactory, UserFactory

EMPTY, CONTENT = "empty", "content"


class Databases:
    """The SQLite files of this test process, and which of them the tests see now."""

    def __init__(self):
        self.wanted = EMPTY
        self.ready = False
        self.files = {}
        self.index_state = None

    def want(self, name):
        """Let the coming test see this database."""
        self.wanted = name
        if self.ready:
            self.select()

    def select(self):
        """Point Django and search at the wanted data, copied from what is prepared on first use."""
        if self.wanted not in self.files:
            self.files[self.wanted] = str(settings.DATA_DIR / f"{self.wanted}.sqlite3")
            connections["default"].close()
            copy_database(self.source() / "site.sqlite3", self.files[self.wanted])
        connection = connections["default"]
        if connection.settings_dict["NAME"] != self.files[self.wanted]:
            connection.close()
            connection.settings_dict["NAME"] = self.files[self.wanted]
        self.select_index()

    def source(self):
        try:
            return prepared.empty_site() if self.wanted == EMPTY else prepared.content_site()
        except AssertionError as error:  # every other test would fail for the same reason
            pytest.exit(str(error), returncode=1)

    def select_index(self):
        """The search index follows no rollback: it is copied again after a test that changed it."""
        path = settings.SEARCH_INDEX_PATH = settings.DATA_DIR / f"{self.wanted}-search.sqlite3"
        if self.wanted == EMPTY:
            for file in path.parent.glob(f"{path.stem}*"):
                file.unlink()
        elif self.index_state != state_of(path):
            # A new file, never a copy over one that a thread of this process may hold open: its connection, of another
            # SQLite library, would go on reading pages of the old one among those of the new.
            new = path.with_name(f".new-{path.name}")
            new.unlink(missing_ok=True)
            copy_database(self.source() / "search.sqlite3", new)
            for file in path.parent.glob(f"{path.stem}*"):
                file.unlink()
            new.rename(path)
            self.index_state = state_of(path)

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


databases = Databases()


def pytest_configure():
    compile_catalogues()
    settings.STATIC_ROOT.mkdir(exist_ok=True)


def pytest_unconfigure():
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    wants_content = "content" in getattr(item, "fixturenames", ()) and "content" not in parameters
    databases.want(CONTENT if wants_content else EMPTY)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Copies of prepared databases, instead of running every migration for each test process."""
    with django_db_blocker.unblock():
        databases.ready = True
        databases.select()
        yield
        connections.close_all()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item):
    """A test with real transactions leaves an emptied database behind: put it back."""
    marker = item.get_closest_marker("django_db")
    if "transactional_db" in getattr(item, "fixturenames", ()) or (marker and marker.kwargs.get("transaction")):
        databases.forget()


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Caches do not follow a test's rollback."""
    cache.clear()
    caches["shared"].clear()
    page_cache.store.clear()
    calendar_files.clear()
    calendar_tags.clear()
    snapshots.forget()
    notebook.forget()
    of_strangers.clear()
    of_one_calendar.clear()
    Site.clear_site_root_paths_cache()


@pytest.fixture
def search_at_once():
    """Asked for by tests of how the index follows: it does so at each change, as the worker would."""


@pytest.fixture(autouse=True)
def _search_when_asked(request, monkeypatch):
    """The index follows what a test changes once somebody asks it: most tests never do, and a third of their time went there."""
    if "search_at_once" in request.fixturenames:
        return
    is_behind = False

    def wait():
        nonlocal is_behind
        is_behind = True

    def engine_in_step(*address):
        nonlocal is_behind
        if is_behind:
            is_behind = False
            updating.follow_changes()
        return engine_at(*address)

    engine_at = engines._engine_at
    monkeypatch.setattr(changes, "_enqueue", wait)
    monkeypatch.setattr(engines, "_engine_at", engine_in_step)


@pytest.fixture
def content(db):
    """The home page of the network's real content, loaded as `make run` loads it."""
    return HomePage.objects.get()


@pytest.fixture
def home(db):
    """A home page with nothing below it, at the root of the default site."""
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    page = HomePageFactory(parent=Page.objects.get(depth=1))
    Site.objects.create(hostname="testserver", root_page=page, is_default_site=True)
    return page


@pytest.fixture
def member(db):
    return UserFactory()


@pytest.fixture
def contributor(db):
    return UserFactory(roles=(CONTRIBUTORS,))


@pytest.fixture
def organiser(db):
    return UserFactory(roles=(ORGANISERS,))


@pytest.fixture
def administrator(db):
    return UserFactory(is_superuser=True, is_staff=True)


@pytest.fixture
def client():
    """A browser's worth of checks: forms are refused without their token or under a policy that hides their origin."""
    return BrowserLikeClient()


@pytest.fixture
def sign_in(client):
    """``sign_in(user)``: the test client as that person, second factor given (``strong=False``: not given)."""

    def signed_in(user, *, strong=True):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        if strong:
            give_second_factor(client, user)
        return client

    return signed_in
