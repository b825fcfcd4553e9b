"""The site of the journeys: a few meetings and people, an organiser and a member who are signed in."""

from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.utils import timezone
from wagtail.models import Page
from wagtail.models import Site as WagtailSite

from events.attendance.models import Attendance
from events.feeds.models.subscriptions import CalendarSubscription
from network.audience.roles import ORGANISERS
from network.directory.models.home import HomePage
from network.following.models.saved_searches import SavedSearch
from network.mail.outbox import post
from network.mail.team_mails import TEAM
from tests.accounts import second_factor_records
from tests.factories.directory import MetropolisFactory, PersonFactory
from tests.factories.events import AgendaPageFactory, AttendanceFactory, make_meeting, publish, soon
from tests.factories.network import DocumentFactory, HomePageFactory, UserFactory
from tests.factories.resources import MinutesFactory, passage, section


@dataclass
class World:
    """Keys and session cookies: instances would remember what a run changed."""

    agenda: int
    meeting: int
    draft: int
    past: int
    minutes: int
    organiser: str
    member: str
    people: dict
    """Attendances by the slug of who attends; of the meeting to come unless they say « past »."""
    double: int
    """Somebody who is in the directory twice."""

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
    double = PersonFactory(last_name="Placee", email="", slug="double")
    people["double"] = AttendanceFactory(
        meeting=meeting, person=double, status="", capacities=[], invited_at=timezone.now() - timedelta(days=3)
    ).pk
    past, minutes = a_meeting_that_was(agenda, host, people)
    follow_much(member)
    draft = make_meeting(agenda, "Atelier", published=False, starts_at=soon(20), format="remote")
    world = World(
        agenda=agenda.pk,
        meeting=meeting.pk,
        draft=draft.pk,
        past=past.pk,
        minutes=minutes.pk,
        organiser=session_of(UserFactory(roles=(ORGANISERS,))),
        member=session_of(member),
        people=people,
        double=double.pk,
    )
    for address in ("/", "/agenda/"):  # what is made at a first visit is there
        world.client(world.member).get(address)
    return world


def a_meeting_that_was(agenda, host, people):
    """A meeting of last week whose attendance is not closed, with minutes that are a draft and name a document."""
    past = make_meeting(agenda, "Atelier passé", starts_at=soon(-7), ends_at=soon(-7, hour=16), host=host)
    answers = {"placee": "on_site", "distance": "remote", "muette": "excused", "membre": "represented"}
    for slug, answer in answers.items():
        people[f"past {slug}"] = AttendanceFactory(
            meeting=past,
            person=Attendance.objects.get(pk=people[slug]).person,
            status="",
            capacities=[],
            answer=answer,
            represented_by_name="Une collègue" if answer == "represented" else "",
            invited_at=timezone.now() - timedelta(days=30),
            answered_at=timezone.now() - timedelta(days=20),
        ).pk
    document = DocumentFactory(title="Diaporama", content=b"Les chiffres de la concertation", name="diaporama.txt")
    link = f'<p>Voir le <a linktype="document" id="{document.pk}">diaporama</a>.</p>'
    minutes = MinutesFactory(
        parent=past, title="Compte rendu", live=False, body=section("echanges", passage("propos", link))
    )
    minutes.save_revision()
    return past, minutes


def follow_much(member):
    """What an account has, that its erasure must take along."""
    now = timezone.now()
    SavedSearch.objects.create(user=member, name="Budgets", query="q=budget", told_until=now)
    CalendarSubscription.objects.create(user=member, name="Téléphone", seed="graine", token_hash="empreinte")  # noqa: S106 -- a hash
    post(to=member.email, subject="Bonjour", text="Un courriel d’avant.", kind=TEAM, person=member.person)


def session_of(user):
    """The cookie of somebody signed in, second factor given."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session.update(second_factor_records(user))
    session.save()
    return client.cookies["sessionid"].value
