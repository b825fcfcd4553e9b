"""What search is told: down to the passage, under the audience of the minutes, and nothing hidden."""

import pytest
from wagtail.models import PageViewRestriction

from resources import indexing
from resources.minutes.models import MinutesPage
from resources.minutes.positions import Position
from resources.practices.models import PracticePage
from resources.questions.models import Question
from search.sources import SearchSource, sources
from tests.factories.resources import (
    ActionItemFactory,
    MeetingFactory,
    MetropolisFactory,
    MinutesFactory,
    PositionFactory,
    PracticeFactory,
    QuestionFactory,
    ThemeFactory,
    passage,
    section,
)

pytestmark = pytest.mark.django_db
SOURCES = [
    indexing.PracticeSource,
    indexing.MinutesSource,
    indexing.PositionSource,
    indexing.QuestionSource,
    indexing.DecisionSource,
    indexing.ActionItemSource,
]


@pytest.mark.parametrize("make", SOURCES)
def test_a_source_follows_the_protocol_and_is_registered(make):
    source = make()

    assert isinstance(source, SearchSource)
    assert type(sources()[source.name]) is make


def test_minutes_are_found_down_to_the_passage(meeting):
    nantes = MetropolisFactory(short_name="Nantes")
    body = section("echanges", passage("bus", "<p>Monter dans un <b>bus</b>.</p>", [nantes.pk]), passage("vide", ""))
    minutes = MinutesFactory(parent=meeting, body=body, summary="En bref")

    document = indexing.MinutesSource().document(MinutesPage.objects.get(pk=minutes.pk))

    assert [(part.anchor, part.title, part.text) for part in document.sections] == [
        ("echanges", "Les échanges", ""),
        ("bus", "Les échanges", "Monter dans un bus."),
    ]
    assert document.url == minutes.url
    assert document.audience == "members"
    assert document.facets == {"metropolis": ["Nantes"], "year": ["2025"]}
    assert document.date.isoformat() == "2025-05-05"


def test_a_position_leads_to_its_passage_under_the_minutes_audience(minutes):
    position = PositionFactory(minutes=minutes, passage="propos", metropolis__short_name="Brest", label="Oui")

    document = indexing.PositionSource().document(position)
    assert document.url == f"{minutes.url}#propos"
    assert document.title == "Brest\xa0: Oui"
    assert document.audience == "members"

    PageViewRestriction.objects.all().delete()
    assert indexing.PositionSource().document(position).audience == "public"


def test_an_action_item_leads_to_its_place_in_the_minutes(minutes):
    document = indexing.ActionItemSource().document(ActionItemFactory(minutes=minutes, slug="salle", details="À Brest"))

    assert (document.url, document.summary, document.audience) == (f"{minutes.url}#suite-salle", "À Brest", "members")


def test_records_of_minutes_that_are_not_live_are_not_found(minutes):
    PositionFactory(minutes=minutes)
    ActionItemFactory(minutes=minutes)
    minutes.unpublish()

    for make in (indexing.MinutesSource, indexing.PositionSource, indexing.ActionItemSource):
        assert not make().queryset().exists()


def test_a_practice_says_its_themes_and_those_above(practices):
    above = ThemeFactory(label="Mobilités")
    practice = PracticeFactory(
        parent=practices,
        relations__metropolises=[MetropolisFactory(short_name="Nantes")],
        relations__themes=[ThemeFactory(label="Vélo", parent=above)],
        year_from=2020,
        elected_role="Ils répondent.",
    )

    document = indexing.PracticeSource().document(PracticePage.objects.get(pk=practice.pk))
    assert document.facets == {"metropolis": ["Nantes"], "theme": ["Mobilités", "Vélo"], "year": ["2020"]}
    assert "Ils répondent." in document.text
    assert document.summary == practice.strapline


@pytest.mark.parametrize(("open_one", "audience"), [(True, "public"), (False, "members")])
def test_a_question_is_for_those_who_may_read_an_answer(questions_page, agenda, open_one, audience):
    question = QuestionFactory()
    for opened in (False, open_one):
        minutes = MinutesFactory(parent=MeetingFactory(parent=agenda))
        if opened:
            PageViewRestriction.objects.filter(page=minutes).delete()
        PositionFactory(question=question, minutes=minutes)

    document = indexing.QuestionSource().document(indexing.QuestionSource().queryset().get())
    assert document.audience == audience
    assert document.url == f"{questions_page.url}?vue=question#{question.slug}"


def test_without_the_page_of_questions_none_is_found(meeting):
    QuestionFactory(meeting=meeting)

    assert not indexing.QuestionSource().queryset().exists()


def test_every_address_told_to_search_exists(content, client):
    from tests.html import soup_of  # noqa: PLC0415 -- only here

    pages = {}
    told = 0
    for make in SOURCES:
        source = make()
        for record in source.queryset():
            document = source.document(record)
            address, _hash, anchor = document.url.partition("#")
            if address not in pages:
                pages[address] = {element["id"] for element in soup_of(client.get(address)).find_all(id=True)}
            wanted = {anchor} - {""} | {part.anchor for part in document.sections}
            assert wanted <= pages[address], document.url
            told += 1
    assert told == sum(model.objects.count() for model in (PracticePage, MinutesPage, Position, Question)) + 4
