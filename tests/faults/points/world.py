"""The site of the journeys: a few meetings and people, an organiser and a member who are signed in."""

from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.utils import timezone
from wagtail.models import Page
from wagtail.models import Site as WagtailSite

from network.audience.roles import ORGANISERS
from network.directory.models.home import HomePage
from tests.accounts import second_factor_records
from tests.factories.directory import MetropolisFactory, PersonFactory
from tests.factories.events import AgendaPageFactory, AttendanceFactory, make_meeting, publish, soon
from tests.factories.network import HomePageFactory, UserFactory


@dataclass
class World:
    """Keys and session cookies: instances would remember what a run changed."""

    agenda: int
    meeting: int
    draft: int
    organiser: str
    member: str
    people: dict

    def client(self, session=""):
        client = Client()
        if session:
            client.cookies["sessionid"] = session
        return client


def fill():
    WagtailSite.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    home = HomePageFactory(parent=Page.objects.get(depth=1))
    WagtailSite.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    agenda = publish(AgendaPageFactory(parent=HomePage.objects.get(pk=home.pk)))
    member = UserFactory(email="membre@ville.example")
    member.person = PersonFactory(last_name="Membre", email="membre@ville.example")
    member.save()
    host = MetropolisFactory()
    meeting = make_meeting(
        agenda,
        "Comité",
        format="hybrid",
        venue_name="Salle basse",
        capacity_on_site=1,
        host=host,
        registration="invited",
    )
    people = {}
    for name, fields in {
        "Placée": {"answer": "on_site"},
        "Attend": {"answer": "on_site", "waiting_since": timezone.now() - timedelta(days=1)},
        "Distance": {"answer": "remote"},
        "Muette": {},
    }.items():
        slug = name.lower().replace("é", "e")
        person = PersonFactory(last_name=name, email=f"{slug}@ville.example", slug=slug)
        answered = {"answered_at": timezone.now() - timedelta(days=2)} if fields else {}
        people[slug] = AttendanceFactory(
            meeting=meeting,
            person=person,
            status="",
            capacities=[],
            invited_at=timezone.now() - timedelta(days=3),
            **answered,
            **fields,
        ).pk
    people["membre"] = AttendanceFactory(
        meeting=meeting, person=member.person, status="", capacities=[], invited_at=timezone.now() - timedelta(days=3)
    ).pk
    draft = make_meeting(agenda, "Atelier", published=False, starts_at=soon(20), format="remote")
    world = World(
        agenda=agenda.pk,
        meeting=meeting.pk,
        draft=draft.pk,
        organiser=session_of(UserFactory(roles=(ORGANISERS,))),
        member=session_of(member),
        people=people,
    )
    for address in ("/", "/agenda/"):  # what is made at a first visit is there
        world.client(world.member).get(address)
    return world


def session_of(user):
    """The cookie of somebody signed in, second factor given."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session.update(second_factor_records(user))
    session.save()
    return client.cookies["sessionid"].value
