"""What several tests of the network share."""

import pytest
from django.core.cache import caches

from search import updating
from search.engines import engine
from tests.network.mail import posting


@pytest.fixture
def index(home, search_at_once):
    """An index of this test's records alone, in step with each change."""
    updating.rebuild()
    yield
    engine().files.close()


@pytest.fixture
def server(settings):
    """A mail server that has the trouble it is told to have."""
    settings.EMAIL_BACKEND = f"{posting.__name__}.ServerBackend"
    posting.Server.trouble, posting.Server.calls = None, 0
    caches["shared"].clear()
    yield posting.Server
    caches["shared"].clear()
