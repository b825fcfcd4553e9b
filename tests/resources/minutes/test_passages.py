"""Addresses inside minutes: every section and passage has one, and it does not change."""

import pytest
from django.core.exceptions import ValidationError

from resources.minutes import passages
from resources.minutes.models import MinutesPage
from tests.factories.resources import MinutesFactory, PositionFactory, passage, section

pytestmark = pytest.mark.django_db


def stored(*content):
    return section("debut", *content).get_prep_value()


def test_an_unnamed_passage_is_named_after_its_block_on_saving(meeting):
    minutes = MinutesFactory(parent=meeting, body=section("echanges", passage(), passage("nomme")))

    section_anchor, unnamed, named = passages.anchors_of(minutes.stored_body)
    block = minutes.stored_body[0]["value"]["content"][0]
    assert (section_anchor, named) == ("echanges", "nomme")
    assert unnamed == f"p-{block['id'][:8]}"


def test_a_given_name_stays_when_the_text_changes(meeting):
    minutes = MinutesFactory(parent=meeting, body=section("echanges", passage()))
    before = passages.anchors_of(minutes.stored_body)

    page = MinutesPage.objects.get(pk=minutes.pk)
    page.body[0].value["title"] = "Un autre titre"
    page.save()

    assert passages.anchors_of(MinutesPage.objects.get(pk=minutes.pk).stored_body) == before


def test_two_passages_of_one_name_are_refused(meeting):
    minutes = MinutesFactory.build(body=section("echanges", passage("propos"), passage("propos")))

    with pytest.raises(ValidationError, match="propos"):
        minutes.clean()


def test_a_passage_that_a_position_cites_cannot_be_lost(minutes):
    PositionFactory(minutes=minutes, passage="propos")
    minutes.body = section("echanges", passage("suite"))

    with pytest.raises(ValidationError, match="propos"):
        minutes.clean()


def test_a_position_cannot_cite_a_passage_that_is_not_there(minutes):
    position = PositionFactory.build(minutes=minutes, passage="ailleurs")

    with pytest.raises(ValidationError, match="echanges, propos, suite"):
        position.clean()


def test_text_is_read_without_its_markup():
    body = stored(
        passage("a", "<p>Un <b>mot</b> &amp; deux</p>"),
        {"type": "question_answer", "value": {"question": "Combien ?", "answer": "<p>Trois.</p>", "anchor": "b"}},
    )

    found = [(part.anchor, part.kind, part.title, part.text) for part in passages.passages_of(body)]
    assert found == [
        ("debut", "section", "Les échanges", ""),
        ("a", "passage", "", "Un mot & deux"),
        ("b", "question_answer", "Combien ?", "Trois."),
    ]


@pytest.mark.parametrize(("words", "minutes_to_read"), [(1, 1), (220, 1), (660, 3), (770, 4)])
def test_reading_takes_a_minute_for_220_words(words, minutes_to_read):
    assert passages.reading_minutes([], "mot " * words) == minutes_to_read


def test_reading_the_body_asks_the_database_nothing(minutes, django_assert_num_queries):
    page = MinutesPage.objects.get(pk=minutes.pk)

    with django_assert_num_queries(0):
        list(page.body)
        passages.keys_of(page.stored_body)
