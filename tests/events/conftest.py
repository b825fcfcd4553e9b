import pytest

from events.subscriptions import make_subscription
from tests.factories.directory import PersonFactory
from tests.factories.events import AgendaPageFactory, publish
from tests.factories.network import UserFactory


@pytest.fixture
def agenda(home):
    """The published agenda, at `/agenda/`, with nothing in it."""
    return publish(AgendaPageFactory(parent=home))


@pytest.fixture
def somebody(db):
    """A member with a person of the directory behind the account."""
    user = UserFactory()
    user.person = PersonFactory()
    user.save()
    return user


@pytest.fixture
def subscription(somebody):
    """The first personal calendar of ``somebody``."""
    return make_subscription(user=somebody)
