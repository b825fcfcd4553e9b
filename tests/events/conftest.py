import pytest

from events.feeds.subscriptions import make_subscription
from tests.factories.directory import PersonFactory
from tests.factories.network import UserFactory


@pytest.fixture
def agenda(bare_agenda):
    return bare_agenda


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
