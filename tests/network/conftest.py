"""What several tests of the network share."""

import pytest

from search import updating
from search.engines import engine


@pytest.fixture
def index(home, search_at_once):
    """An index of this test's records alone, in step with each change."""
    updating.rebuild()
    yield
    engine().files.close()
