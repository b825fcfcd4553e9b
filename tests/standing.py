"""What many tests begin with, made once for each test process and copied, instead of once for each test.

``MADE`` says what each is and what makes it, each on top of the one before. The fixture of the same name only fetches
it: the test that asks for it sees a database in which it stands already.
"""

from wagtail.models import Page, Site

from events.agenda.models import AgendaPage
from network.directory.models.home import HomePage
from tests.factories.events import AgendaPageFactory, publish
from tests.factories.network import HomePageFactory


def make_home():
    """A home page with nothing below it, at the root of the default site."""
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    page = HomePageFactory(parent=Page.objects.get(depth=1))
    Site.objects.create(hostname="testserver", root_page=page, is_default_site=True)
    return page


def make_agenda():
    """The published agenda, at `/agenda/`, with nothing in it."""
    return publish(AgendaPageFactory(parent=Page.objects.get(depth=2)))


MADE = {"home": (HomePage, make_home), "bare_agenda": (AgendaPage, make_agenda)}
