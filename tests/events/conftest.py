import pytest

from tests.factories.events import AgendaPageFactory, publish


@pytest.fixture
def agenda(home):
    """The published agenda, at `/agenda/`, with nothing in it."""
    return publish(AgendaPageFactory(parent=home))
