"""What many tests begin with, made once for each test process and copied, instead of once for each test.

``MADE`` says what each is, what it grows from and what makes it. The fixture of the same name only fetches it: the test
that asks for it sees a database in which it stands already.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page, Site

from events.agenda.models import AgendaPage
from network.directory.models.home import HomePage
from tests.audience import tree
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


def make_canaries():
    """A site with each kind of restriction, in a tree below the front page."""
    return tree.build(HomePage.objects.get())


@dataclass(frozen=True)
class Standing:
    """What a state is made of. ``before`` is the state it grows from, the empty one where none is named."""

    make: Callable[[], Any]
    """Makes it in the database that is shown; returns what the fixture gives."""
    fetch: Callable[[], Any] | None = None
    """Finds in a database where it stands what the fixture gives; without it, what was made is given as it was."""
    before: str | None = None
    is_indexed: bool = False
    """Whether search has an index of it, as it does of the network's content; elsewhere there is none."""


MADE = {
    "home": Standing(make_home, HomePage.objects.get),
    "bare_agenda": Standing(make_agenda, AgendaPage.objects.get, before="home"),
    "canaries": Standing(make_canaries, before="home", is_indexed=True),
}
