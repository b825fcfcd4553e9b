"""What the pages of the knowledge base cost: few queries, and as many however long the lists grow."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from events.agenda.models import AgendaPage
from events.attendance.models import Attendance
from events.meetings.models.meeting import MeetingPage
from network.directory.models.metropolises import Metropolis
from network.directory.models.people import Person
from network.directory.models.themes import Theme
from network.page_cache import kept_pages
from resources.minutes.models import MinutesPage
from resources.practices.models import PracticeDiscussion, PracticeIndexPage, PracticePage, PracticeStep
from resources.questions.models import Question
from tests.factories.resources import (
    ActionItemFactory,
    DecisionFactory,
    MeetingFactory,
    MinutesFactory,
    PositionFactory,
    PracticeFactory,
    QuestionFactory,
    passage,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
MINUTES = "/agenda/2022/rencontre-nantes-2022/compte-rendu/"
ADDRESSES = [
    MINUTES,
    "/comptes-rendus/",
    "/pratiques/",
    "/pratiques/?metropole=nantes&approche=charter_pact&theme=DEM&statut=running&tri=recent&page=1",
    "/pratiques/la-rue-pour-tous/",
    "/regards-croises/",
    "/regards-croises/?vue=question",
    "/regards-croises/?vue=metropole",
    "/regards-croises/csv/",
    "/suites/",
    "/suites/?statut=unknown",
]


def queries_of(client, address):
    """The queries of a page that is not kept, in a process that has served it before."""
    client.get(address)
    kept_pages.store.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_asks_few_queries(content, client, address):
    queries = queries_of(client, address)

    assert len(queries) <= MOST_QUERIES, "\n".join(query[:200] for query in queries)


def test_pages_ask_no_more_when_everything_grows(content, client):
    before = {address: len(queries_of(client, address)) for address in ADDRESSES}

    grow()

    assert {address: len(queries_of(client, address)) for address in ADDRESSES} == before


def grow():
    """Ten times everything: meetings with minutes, passages, answers, people, follow-ups, practices."""
    metropolises = list(Metropolis.objects.all())
    themes = list(Theme.objects.all())
    minutes = MinutesPage.objects.get()
    meeting = MeetingPage.objects.get(slug="rencontre-nantes-2022")
    agenda = AgendaPage.objects.get()
    for number in range(15):
        day = f"20{10 + number}-05-05T09:00Z"
        other = MeetingFactory(parent=agenda, starts_at=day, ends_at=day)
        ActionItemFactory(minutes=MinutesFactory(parent=other), announced_meeting=meeting, status="unknown")
        PageViewRestriction.objects.filter(page__path__startswith=other.path).delete()
        ActionItemFactory(minutes=minutes, announced_meeting=other, status="unknown", due_on=date(2022, 5, 5))
        DecisionFactory(minutes=minutes)
        person = Person.objects.create(first_name="P", last_name=f"N{number}", slug=f"p-{number}")
        Attendance.objects.create(meeting=meeting, person=person, status="present", metropolis=metropolises[number])
        question = QuestionFactory(meeting=meeting)
        for metropolis in metropolises[:5]:
            PositionFactory(question=question, metropolis=metropolis, minutes=minutes)
        practice = PracticeFactory(
            parent=PracticeIndexPage.objects.get(),
            status="running",
            approach="charter_pact",
            relations__metropolises=metropolises[:3],
            relations__themes=themes[number : number + 3],
        )
        practice.discussions = [PracticeDiscussion(meeting=meeting, passage="cadre")]
        practice.save()
    rue = PracticePage.objects.get(slug="la-rue-pour-tous")
    rue.steps = [PracticeStep(title=f"Étape {number}") for number in range(30)]
    rue.discussions = [
        PracticeDiscussion(meeting=other, passage="cadre") for other in MeetingPage.objects.exclude(pk=meeting.pk)
    ]
    rue.metropolises.set(metropolises[:10])
    rue.themes.set(themes[:10])
    rue.save()
    lengthen(minutes, metropolises, themes)


def lengthen(minutes, metropolises, themes):
    """Sixty passages more, each of another metropolis, and every question under its own heading."""
    page = MinutesPage.objects.get(pk=minutes.pk)
    stored = page.stored_body
    content = stored[-1]["value"]["content"]
    content += [passage(f"long-{n}", metropolises=[metropolises[n % 22].pk]) for n in range(60)]
    content += [{"type": "positions", "value": {"question": question.pk}} for question in Question.objects.all()]
    stored[-1]["value"]["themes"] = [theme.pk for theme in themes]
    page.body = MinutesPage._meta.get_field("body").to_python(stored)
    page.save()
