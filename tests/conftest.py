"""What all tests share.

Tests that say nothing get a database that is migrated and empty; those that ask
for the fixture ``content`` get the network's real content instead, those that ask
for ``home`` or an agenda one in which these stand already (`tests/databases.py`).
Each test's changes are rolled back either way.
"""

import copy
import gc
import shutil

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache, caches
from django.db import connections
from modelsearch import signal_handlers
from modelsearch.backends.base import BaseSearchBackend
from modelsearch.index import insert_or_update_object
from wagtail.models import Site

from events.feeds.fetches import notebook
from events.feeds.personal_contents import snapshots
from events.feeds.serving import store as calendar_files
from events.feeds.serving import tags as calendar_tags
from events.feeds.views.personal import of_one_calendar, of_strangers
from network.audience.roles import CONTRIBUTORS, ORGANISERS
from network.directory.models.home import HomePage
from network.page_cache import kept_pages
from network.running.catalogues import compile_catalogues
from search import changes, engines, updating
from tests.accounts import give_second_factor
from tests.clients import BrowserLikeClient
from tests.databases import Databases
from tests.factories.network import UserFactory

databases = Databases()

LONG = ("canaries", "start")
"""Groups of tests (``xdist_group``) that take longest: by the first the network's content is not needed, by the second it is
made, while nobody waits for it."""


def pytest_configure():
    compile_catalogues()
    settings.STATIC_ROOT.mkdir(exist_ok=True)


def pytest_collection_modifyitems(items):
    """What one test process does alone and at length begins first, so that the others need not wait for it at the end."""
    items.sort(key=lambda item: LONG.index(group_of(item)) if group_of(item) in LONG else len(LONG))


def group_of(item):
    marker = item.get_closest_marker("xdist_group")
    return marker.args[0] if marker else None


def pytest_collection_finish():
    """What was imported stays until the end: the garbage collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure():
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    databases.want(set(getattr(item, "fixturenames", ())) - set(parameters))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Copies of prepared databases, instead of running every migration for each test process."""
    with django_db_blocker.unblock():
        databases.unblocked = django_db_blocker.unblock
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
    kept_pages.store.clear()
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


@pytest.fixture(autouse=True)
def _desk_search_when_asked(request, monkeypatch):
    """The same for the desk's own search, in the database."""
    if "search_at_once" in request.fixturenames:
        return
    unread = {}

    class WhenAsked:
        @staticmethod
        def enqueue(*address):
            unread[address] = True

    def search_in_step(*question, **options):
        while unread:
            app_label, model_name, pk = unread.popitem()[0]
            if record := apps.get_model(app_label, model_name).objects.filter(pk=pk).first():
                insert_or_update_object(record)
        return search(*question, **options)

    search = BaseSearchBackend._search
    monkeypatch.setattr(signal_handlers, "insert_or_update_object_task", WhenAsked)
    monkeypatch.setattr(BaseSearchBackend, "_search", search_in_step)


@pytest.fixture
def content(db):
    """The home page of the network's real content, loaded as `make run` loads it."""
    return HomePage.objects.get()


@pytest.fixture
def home(db):
    """A home page with nothing below it, at the root of the default site."""
    return databases.standing("home")


@pytest.fixture
def bare_agenda(home):
    """The published agenda, at `/agenda/`, with nothing in it."""
    return databases.standing("bare_agenda")


@pytest.fixture
def canaries(home):
    """A site with each kind of restriction and words that must not be seen elsewhere; search knows it."""
    return copy.deepcopy(databases.standing("canaries"))


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
