"""What meetings put in the pages of others: the home page, the metropolises, search."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from events import slots
from events.indexing import MeetingSource
from network.audience.rules import PUBLIC
from network.directory.models.themes import Theme
from search.sources import SearchSource, sources
from tests.factories.directory import MetropolisFactory, PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting, paris, publish, soon
from tests.html import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of(home):
    def make(user):
        request = RequestFactory().get("/", headers={"host": "testserver"})
        request.user = user
        return request

    return make


@pytest.fixture
def visitor(request_of):
    return request_of(AnonymousUser())


# The home page


def test_home_has_the_next_three_meetings_one_may_come_to(agenda, visitor):
    for number in range(5):
        make_meeting(agenda, f"Rencontre {number}", starts_at=soon(10 + number))
    make_meeting(agenda, "Annulée", starts_at=soon(2), status="cancelled")
    make_meeting(agenda, "Passée", starts_at=soon(-2))
    make_meeting(agenda, "Sans date", starts_at=None, status="announced")

    assert [card.title for card in slots.next_meetings(visitor)] == ["Rencontre 0", "Rencontre 1", "Rencontre 2"]


def test_home_shows_no_meeting_to_those_who_may_not_see_it(agenda, visitor, request_of, member):
    meeting = make_meeting(agenda, "Réservée")
    PageViewRestriction.objects.create(page=meeting, restriction_type=PageViewRestriction.LOGIN)

    assert slots.next_meetings(visitor) == []
    assert [card.title for card in slots.next_meetings(request_of(member))] == ["Réservée"]


def test_home_says_when_there_is_none(content, client):
    for meeting in slots.MeetingPage.objects.filter(is_sample=True):
        meeting.unpublish()

    soup = soup_of(client.get("/"))

    assert "Aucune rencontre" in soup.find(id="rencontres").find_parent("section").get_text()


# The page of a metropolis


def part_of(metropolis, request):
    (section,) = slots.metropolis_meetings(request, metropolis)
    return {card.title: str(card.tags[0].label) if card.tags else "" for part in section.parts for card in part.cards}


def test_a_metropolis_says_what_it_hosted_attended_and_missed(agenda, visitor):
    nantes = MetropolisFactory(slug="nantes")
    make_meeting(agenda, "Hôte", host=nantes)
    AttendanceFactory(meeting=make_meeting(agenda, "Présente"), metropolis=nantes)
    missed = make_meeting(agenda, "Manquée")
    AttendanceFactory(meeting=missed, metropolis=nantes, status="excused")
    sent = make_meeting(agenda, "Une excusée, un présent")
    AttendanceFactory(meeting=sent, metropolis=nantes, status="excused")
    AttendanceFactory(meeting=sent, metropolis=nantes, status="remote")
    make_meeting(agenda, "Sans elle")

    assert part_of(nantes, visitor) == {
        "Hôte": "Métropole hôte",
        "Présente": "Participante",
        "Manquée": "Excusée",
        "Une excusée, un présent": "Participante",
    }


def test_a_metropolis_without_meetings_says_so(agenda, visitor):
    (section,) = slots.metropolis_meetings(visitor, MetropolisFactory())

    assert section.parts == []
    assert section.empty == "Aucune rencontre accueillie ou suivie n’est enregistrée ici."


def test_a_metropolis_with_many_meetings_shows_the_latest_and_leads_to_the_rest(agenda, visitor):
    nantes = MetropolisFactory(slug="nantes")
    for number in range(12):
        make_meeting(agenda, f"Rencontre {number:02d}", host=nantes, starts_at=soon(number))

    (section,) = slots.metropolis_meetings(visitor, nantes)

    assert [card.title for card in section.parts[0].cards] == [f"Rencontre {n:02d}" for n in range(11, 1, -1)]
    assert section.url == "/agenda/?metropole=nantes"


def test_meetings_are_counted_once_for_each_metropolis_in_one_query(agenda, visitor):
    nantes, metz, lyon = MetropolisFactory(), MetropolisFactory(), MetropolisFactory()
    first = make_meeting(agenda, "Une", host=nantes)
    AttendanceFactory(meeting=first, metropolis=nantes)
    AttendanceFactory(meeting=first, metropolis=metz)
    AttendanceFactory(meeting=first, metropolis=metz)
    AttendanceFactory(meeting=first, metropolis=lyon, status="excused")
    AttendanceFactory(meeting=make_meeting(agenda, "Deux"), metropolis=metz)
    hidden = make_meeting(agenda, "Réservée", host=lyon)
    AttendanceFactory(meeting=hidden, metropolis=metz)
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    make_meeting(agenda, "Brouillon", host=lyon, published=False)
    slots.reader_for(visitor)

    with CaptureQueriesContext(connection) as captured:
        (count,) = slots.meeting_counts(visitor)

    assert count.counts == {nantes.pk: 1, metz.pk: 2}
    assert len(captured) == 1
    assert [count.words(number) for number in (1, 2)] == ["1\xa0rencontre", "2\xa0rencontres"]


def test_the_real_metropolises_have_their_part_in_the_nantes_meeting(content, client):
    def tags(slug):
        section = soup_of(client.get(f"/metropoles/{slug}/")).find(id="rencontres")
        return section.select_one(".tags li").get_text(strip=True)

    assert tags("nantes") == "Métropole hôte"
    assert tags("rennes") == "Participante"
    assert tags("metz") == "Excusée"
    assert "n’est enregistrée ici" in soup_of(client.get("/metropoles/nice/")).find(id="rencontres").get_text()


def test_the_site_map_leads_to_the_calendars(content, client):
    assert soup_of(client.get("/plan-du-site/")).main.find("a", href="/calendriers/")


# Search


def test_search_is_given_meetings(home):
    source = sources()["meetings"]

    assert isinstance(source, SearchSource)
    assert str(source.label) == "Rencontres"


def document_of(meeting):
    return MeetingSource().document(MeetingSource().queryset().get(pk=meeting.pk))


def test_a_document_says_what_a_reader_may_look_for(agenda):
    nantes = MetropolisFactory(usual_name="Nantes Métropole", short_name="Nantes")
    meeting = make_meeting(
        agenda,
        "Première rencontre",
        summary="Deux jours.",
        introduction="<p>Le <b>dialogue</b> citoyen</p>",
        starts_at=paris("2022-05-05 10:00"),
        host=nantes,
        format="hybrid",
        items=[{"kind": "field_visit", "title": "La Rue pour tous", "description": "Des rues apaisées."}],
    )
    meeting.themes.set([Theme.objects.create(code="X", label="Mobilités")])
    publish(meeting)
    person = PersonFactory(first_name="Ada", last_name="Lovelace", name_variants="Ada Byron")
    AttendanceFactory(
        meeting=meeting, person=person, metropolis=MetropolisFactory(short_name="Rennes"), role_text="Maire"
    )
    AttendanceFactory(meeting=meeting, metropolis=MetropolisFactory(short_name="Metz"), status="excused")

    document = document_of(meeting)

    assert document.title == "Première rencontre"
    assert document.url == "/agenda/2022/premiere-rencontre/"
    assert document.summary == "Deux jours."
    assert document.date == date(2022, 5, 5)
    assert document.audience == PUBLIC
    assert document.facets == {"metropolis": ["Nantes", "Rennes"], "theme": ["Mobilités"], "year": ["2022"]}
    for words in ("Le dialogue citoyen", "Hybride", "Nantes Métropole", "Ada Lovelace", "Ada Byron", "Maire"):
        assert words in document.text
    assert [(part.anchor, part.title, part.text.strip()) for part in document.sections] == [
        ("la-rue-pour-tous", "La Rue pour tous", "Des rues apaisées.")
    ]


def test_an_announced_meeting_is_dated_by_its_announcement(agenda):
    meeting = make_meeting(agenda, starts_at=None, status="announced", announced_on=date(2022, 5, 6))

    assert document_of(meeting).date == date(2022, 5, 6)


def test_a_restricted_meeting_has_its_own_audience(agenda):
    meeting = make_meeting(agenda)
    PageViewRestriction.objects.create(page=meeting, restriction_type=PageViewRestriction.LOGIN)

    assert document_of(meeting).audience == "members"


def test_drafts_are_not_given_to_search(agenda):
    make_meeting(agenda, published=False)

    assert not MeetingSource().queryset().exists()


def test_describing_many_meetings_asks_no_more_queries(agenda):
    def describe():
        with CaptureQueriesContext(connection) as captured:
            documents = [MeetingSource().document(meeting) for meeting in MeetingSource().queryset()]
        return len(documents), len(captured)

    def add(number):
        meeting = make_meeting(agenda, f"Rencontre {number}", items=[{"kind": "workshop", "title": "Atelier"}])
        AttendanceFactory(meeting=meeting, metropolis=MetropolisFactory())

    add(0)
    describe()
    before = describe()
    for number in range(1, 6):
        add(number)
    after = describe()

    assert (before[0], after[0]) == (1, 6)
    assert after[1] - before[1] <= 5  # the audience of each: the rule is asked page by page
