"""An index of its own for each test."""

import pytest
from wagtail import hooks

from search.engines import engine
from search.sources import SYNONYM_HOOK
from tests.factories.network import StandardPageFactory
from tests.search import elasticsearch_server
from tests.search.documents import DOCUMENTS, SYNONYMS, changes_of


@pytest.fixture(autouse=True)
def index(settings, tmp_path, search_at_once):
    """The engine on an empty index that no other test sees."""
    settings.SEARCH_INDEX_PATH = tmp_path / "search.sqlite3"
    made = engine()
    made.rebuild([])
    yield made
    made.files.close()


@pytest.fixture(scope="session")
def server_url():
    """A search server; those who ask for it mark their module ``xdist_group("elasticsearch")``."""
    with elasticsearch_server.running() as url:
        yield url


@pytest.fixture
def filled(index):
    """The index with ``DOCUMENTS`` in it."""
    index.rebuild([changes_of(DOCUMENTS)])
    return index


@pytest.fixture
def glossary():
    """The synonyms above, alone."""
    original = hooks._hooks.pop(SYNONYM_HOOK, [])
    with hooks.register_temporarily(SYNONYM_HOOK, lambda: SYNONYMS):
        yield
    hooks._hooks[SYNONYM_HOOK] = original


@pytest.fixture
def about(home):
    """A published page of the site."""
    page = StandardPageFactory(parent=home, title="Gouvernance partagée", slug="gouvernance", summary="Un texte.")
    page.save_revision().publish()
    return page
