"""A site with each kind of restriction, and in every restricted field a word that must not be seen elsewhere.

The word says who alone may read it (``canaribureau``); every text, open or
not, also holds ``appeau``, so that a search for that word has all to find.
"""

import io
from dataclasses import dataclass, field
from datetime import timedelta
from unittest import mock

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from events.agenda.models import AgendaPage, AgendaYearPage
from events.attendance.models import Attendance
from events.meetings.models.meeting import MeetingPage
from events.meetings.models.programme import AgendaItem, AgendaItemCitation
from network.directory.models.glossary import GlossaryIndexPage
from network.directory.models.manifesto import ManifestoPage
from network.directory.models.metropolises import Metropolis, MetropolisIndexPage
from network.directory.models.pages import StandardPage
from network.directory.models.people import Person
from network.directory.models.statements import StatementPage
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup
from network.documents.models.media import NetworkDocument, NetworkImage
from resources.follow_ups.models import ActionItem, Decision, FollowUpsPage
from resources.matrix.models import QuestionsPage
from resources.minutes.models import MinutesIndexPage, MinutesPage
from resources.minutes.positions import Position
from resources.practices.models import PracticeIndexPage, PracticePage
from resources.questions.models import Question
from search import changes
from search.models import IndexChange
from tests.audience.filling import filled

OPEN = "ouvert"
PASSWORD = "passe-partage"  # noqa: S105 -- of a test
KINDS = {
    "members": "canarimembre",
    "group": "canaribureau",
    "nested": "canariimbrique",
    "password": "canarimotdepasse",
    "lost": "canariperdu",  # a group restricted it, and was deleted since
    "draft": "canaribrouillon",
    "invited": "canarilien",  # the link to join a meeting
}
"""Kind of restriction → the word that only its readers may read."""

SHOWN = (StandardPage, ManifestoPage, MeetingPage, MinutesPage, PracticePage, StatementPage)
"""Page types of which there is one page for each kind of restriction."""
CONTAINERS = (
    AgendaPage,
    AgendaYearPage,
    FollowUpsPage,
    GlossaryIndexPage,
    MetropolisIndexPage,
    MinutesIndexPage,
    PracticeIndexPage,
    QuestionsPage,
)
"""Page types that hold or list the others, and stay open."""


@dataclass
class Site:
    """What was made, for tests that need an address or a key."""

    home: Page
    groups: dict = field(default_factory=dict)
    restrictions: dict = field(default_factory=dict)
    pages: dict = field(default_factory=dict)
    """``{(type, kind): page}``; the kind ``"open"`` is everybody's."""
    records: dict = field(default_factory=dict)
    """``{(model, kind): record}`` of what hangs on those pages, documents and images included."""

    def of_kind(self, kind):
        return [page for (_model, of), page in self.pages.items() if of == kind]


def build(home):
    """Grow the tree below ``home``. Search knows nothing of it: whoever asks it builds the index first."""
    with mock.patch.object(changes, "_enqueue"):  # following each change at once took most of the time
        site = grown(home)
    IndexChange.objects.all().delete()
    return site


def grown(home):
    site = Site(home)
    site.groups = {name: Group.objects.create(name=name) for name in ("Bureau", "Relecture", "Dissous")}
    containers = grow_containers(home)
    people = Person.objects.create(first_name="Alix", last_name="Exemple", slug="alix-exemple")
    metropolis = Metropolis.objects.create(
        slug="nantes",
        siren="244400404",
        official_name="Nantes Métropole",
        usual_name="Nantes Métropole",
        short_name="Nantes",
    )
    theme = Theme.objects.create(code="MOB", label="Mobilités")
    chantier = WorkingGroup.objects.create(title="Chantier ouvert", slug="chantier-ouvert")
    common = (people, metropolis, theme, chantier)

    for kind, word in {"open": OPEN, **KINDS}.items():
        if kind == "invited":
            continue
        grow(site, kind, word, containers, common)
    meeting = site.pages[MeetingPage, "open"]
    meeting.remote_link = f"https://visio.example/{KINDS['invited']}"
    meeting.remote_instructions = KINDS["invited"]
    publish(meeting)
    close(site)
    return site


def grow_containers(home):
    made = {}
    for model in CONTAINERS:
        if model is AgendaYearPage:
            continue
        page = filled(model, OPEN, title=model.__name__, slug=ADDRESSES[model])
        made[model] = publish(home.add_child(instance=page))
    now = timezone.localdate().year
    for year in (now, now + 1):
        page = filled(AgendaYearPage, OPEN, title=str(year), slug=str(year), year=year)
        made[year] = publish(Page.objects.get(pk=made[AgendaPage].pk).add_child(instance=page))
    return made


ADDRESSES = {
    AgendaPage: "agenda",
    FollowUpsPage: "suites",
    GlossaryIndexPage: "glossaire",
    MetropolisIndexPage: "metropoles",
    MinutesIndexPage: "comptes-rendus",
    PracticeIndexPage: "pratiques",
    QuestionsPage: "regards-croises",
}


STATEMENTS = {
    "open": StatementPage.Kind.SITEMAP,
    "members": StatementPage.Kind.LEGAL,
    "group": StatementPage.Kind.PRIVACY,
    "nested": StatementPage.Kind.CONTACT,
}
"""There is one page of each kind of statement, so not one for each restriction."""


def publish(page):
    page.save_revision().publish()
    return page


def grow(site, kind, word, containers, common):
    """One page of each type for this kind, each under a parent that may hold it, and the records of its minutes."""
    _people, metropolis, theme, _chantier = common

    known = (*common, *carried_files(site, kind, word))

    def put(model, parent, **given):
        names = {"title": f"{word} appeau {model.__name__}", "slug": f"{word}-{model.__name__.lower()}"}
        page = filled(model, word, known, **names | given)
        page.live = kind != "draft"
        parent.add_child(instance=page)
        for name in ("themes", "metropolises"):
            if hasattr(page, name):
                setattr(page, name, [theme if name == "themes" else metropolis])
        revision = page.save_revision()
        if kind != "draft":
            revision.publish()
        site.pages[model, kind] = page
        return page

    home = Page.objects.get(pk=site.home.pk).specific
    if kind == "nested":
        folder = StandardPage(title="Dossier", slug="dossier")
        site.pages[StandardPage, "folder"] = publish(home.add_child(instance=folder))
        put(StandardPage, folder)
        home = Page.objects.get(pk=site.home.pk).specific
    else:
        put(StandardPage, home)
    put(ManifestoPage, home, version="2020")
    if kind in STATEMENTS:
        put(StatementPage, home, kind=STATEMENTS[kind])
    # Meetings file themselves under their year: those of the nested kind all are of next year.
    now = timezone.now()
    year = now.year + (kind == "nested")
    start = now.replace(year=year, month=12, day=20)
    meeting = put(
        MeetingPage,
        Page.objects.get(pk=containers[year].pk),
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        remote_link=f"https://visio.example/{word}",
    )
    practice = put(PracticePage, Page.objects.get(pk=containers[PracticeIndexPage].pk), year_from=2024, year_to=2025)
    known = (*known, meeting, practice)
    question = filled(Question, word, known, agenda_item=None)
    question.save()
    site.records[Question, kind] = question
    known = (question, *known)
    minutes = put(MinutesPage, Page.objects.get(pk=meeting.pk), published_on=timezone.localdate(), state="published")
    attendance = filled(Attendance, word, known, status="present")
    attendance.capacities = ["elected"]
    attendance.save()
    site.records[Attendance, kind] = attendance
    for model in (Position, Decision, ActionItem):
        record = filled(model, word, (minutes, *known))
        record.save()
        site.records[model, kind] = record
    # What an open page says of a closed one.
    if kind != "open":
        item = AgendaItem.objects.create(meeting=site.pages[MeetingPage, "open"], title=f"Point {kind}")
        AgendaItemCitation.objects.create(item=item, page=practice)
    if kind != "draft":
        collection = Collection.get_first_root_node().add_child(name=f"Collection {kind}")
        document, image = make_files(word, collection)
        site.records[NetworkDocument, kind], site.records[NetworkImage, kind] = document, image


def carried_files(site, kind, word):
    """A document and a picture that only the pages of this kind carry, in the collection of everybody."""
    document, image = make_files(word, Collection.get_first_root_node(), name=f"{word}-porte")
    site.records[NetworkDocument, f"carried {kind}"] = document
    site.records[NetworkImage, f"carried {kind}"] = image
    return document, image


def make_files(word, collection, name=""):
    """A document and a picture that say the word in their name, their title and their text."""
    name = name or word
    document = NetworkDocument.objects.create(
        title=f"{word} appeau document",
        collection=collection,
        credit=word,
        file=ContentFile(f"{word} appeau".encode(), name=f"{name}.txt"),
    )
    picture = io.BytesIO()
    Picture.new("RGB", (32, 32), "teal").save(picture, "PNG")
    image = NetworkImage.objects.create(
        title=f"{word} appeau image",
        collection=collection,
        credit=word,
        description=word,
        file=ContentFile(picture.getvalue(), name=f"{name}.png"),
    )
    image.get_rendition("width-16")
    return document, image


BELOW_ANOTHER = (StandardPage, MeetingPage)


def restrict(page, group):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS).groups.set([group])


def close(site):
    """Put the restrictions: on each page of a kind, or above it for those that nest."""
    bureau, proofreaders, dissolved = (site.groups[name] for name in ("Bureau", "Relecture", "Dissous"))
    for kind, restriction, groups in (
        ("members", PageViewRestriction.LOGIN, []),
        ("group", PageViewRestriction.GROUPS, [bureau]),
        ("nested", PageViewRestriction.GROUPS, [bureau]),
        ("password", PageViewRestriction.PASSWORD, []),
        ("lost", PageViewRestriction.GROUPS, [dissolved]),
    ):
        password = PASSWORD if restriction == PageViewRestriction.PASSWORD else ""
        for (model, of), page in site.pages.items():
            if of == kind and model is not MinutesPage:  # minutes are below their meeting
                made = PageViewRestriction.objects.create(page=page, restriction_type=restriction, password=password)
                made.groups.set(groups)
                site.restrictions.setdefault(kind, []).append(made)
        document = site.records[NetworkDocument, kind]
        made = CollectionViewRestriction.objects.create(
            collection=document.collection, restriction_type=restriction, password=password
        )
        made.groups.set(groups)
    # The nested kind asks for both groups: the page is for proofreaders, below one that is for the board.
    # Types that have no page above them but the front page carry both themselves.
    for (model, of), page in list(site.pages.items()):
        if of == "nested":
            if model in BELOW_ANOTHER:
                PageViewRestriction.objects.filter(page=page).delete()
            restrict(page, proofreaders)
    restrict(site.pages[StandardPage, "folder"], bureau)
    restrict(site.pages[MeetingPage, "nested"].get_parent(), bureau)
    collection = site.records[NetworkDocument, "nested"].collection
    inner = collection.add_child(name="Collection dedans")
    made = CollectionViewRestriction.objects.create(collection=inner, restriction_type=PageViewRestriction.GROUPS)
    made.groups.set([proofreaders])
    for model in (NetworkDocument, NetworkImage):
        model.objects.filter(pk=site.records[model, "nested"].pk).update(collection=inner)
    dissolved.delete()
