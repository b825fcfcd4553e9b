import pytest
from wagtail.models import PageViewRestriction

from resources.follow_ups.models import FollowUpsPage
from resources.matrix.models import QuestionsPage
from resources.minutes.models import MinutesIndexPage
from resources.practices.models import PracticeIndexPage
from tests.factories.resources import MeetingFactory, MinutesFactory, an_agenda


@pytest.fixture
def agenda(home):
    return an_agenda(home)


@pytest.fixture
def meeting(agenda):
    return MeetingFactory(parent=agenda)


@pytest.fixture
def minutes(meeting):
    """Minutes as they start: for members."""
    return MinutesFactory(parent=meeting)


@pytest.fixture
def open_minutes(minutes):
    """Minutes that an editor has opened to all."""
    PageViewRestriction.objects.filter(page=minutes).delete()
    return minutes


@pytest.fixture
def practices(home):
    return home.add_child(instance=PracticeIndexPage(title="Pratiques", slug="pratiques"))


@pytest.fixture
def questions_page(home):
    return home.add_child(instance=QuestionsPage(title="Regards croisés", slug="regards-croises"))


@pytest.fixture
def follow_ups_page(home):
    return home.add_child(instance=FollowUpsPage(title="Suites à donner", slug="suites"))


@pytest.fixture
def minutes_list(home):
    return home.add_child(instance=MinutesIndexPage(title="Comptes rendus", slug="comptes-rendus"))
