import pytest
from wagtail.models import Page, Site

from events.models import AgendaPage
from network.models import HomePage


@pytest.fixture
def home(db):
    """The front page of the default site."""
    root = Page.objects.get(depth=1)
    root.get_children().delete()
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Accueil", slug="accueil"))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": "localhost",
            "port": 80,
            "root_page": home,
            "site_name": "Site",
        },
    )
    return home


@pytest.fixture
def agenda(home):
    """The published agenda, at `/agenda/`."""
    page = AgendaPage(title="Rencontres", slug="agenda")
    home.add_child(instance=page)
    page.save_revision().publish()
    return AgendaPage.objects.get(pk=page.pk)
