"""Suggestions while typing."""

import pytest

from search.query import Phrase, Prefix, Term, parse_unfinished
from search.searching import suggest
from tests.html import soup_of
from tests.search.documents import MEMBER, PUBLIC


@pytest.mark.parametrize(
    ("raw", "nodes"),
    [
        ("nan", [Prefix("nan")]),
        ("Conseil de dév", [Term("conseil"), Prefix("dev")]),
        ("conseil de", [Term("conseil"), Prefix("de")]),
        ("l’inter", [Prefix("inter")]),
        ("élu·e·s m", [Term("elu")]),
        ("rue ", [Prefix("rue")]),
        ('"droit de suite" n', [Phrase(("droit", "suit"))]),
    ],
)
def test_last_word_may_go_on(raw, nodes):
    assert [clause.node for clause in parse_unfinished(raw).clauses][: len(nodes)] == nodes


def titles(words, audiences=PUBLIC):
    return [suggestion.title for suggestion in suggest(words, audiences=audiences)]


def test_titles_are_suggested_from_their_beginnings(filled):
    assert titles("lieu") == ["Lieux à réinventer"]
    assert titles("réinv") == ["Lieux à réinventer"]
    assert titles("lieux à r") == ["Lieux à réinventer"]
    assert titles("rue pour to") == titles("rue pour") == titles("rue p") == ["La Rue pour tous"]
    assert titles("charte demo") == ["Charte de la démocratie locale"]


def test_short_title_comes_before_a_long_one(filled):
    assert titles("ren")[0] == "Rencontre de Nantes"


def test_acronym_comes_with_its_expansion(filled):
    (suggestion,) = suggest("zf", audiences=PUBLIC)
    assert (suggestion.title, suggestion.detail) == ("ZFE", "Zone à faibles émissions")
    assert suggestion.title_html == "<mark>ZFE</mark>"


def test_restricted_titles_are_suggested_to_nobody_else(filled):
    assert titles("séan") == []
    assert titles("huis") == []
    assert titles("séan", MEMBER) == ["Séance à huis clos"]
    assert titles("gro", MEMBER) == []


@pytest.mark.parametrize(
    "words", ["", " ", "a", "*", '"', "-", "-rue", "\x00", "👩‍👩‍👧", "a" * 5000, "rue OR", "(", "^n"]
)
def test_anything_typed_gives_a_list(client, db, filled, words):
    response = client.get("/recherche/suggestions/", {"q": words})
    assert response.status_code == 200


def test_options_say_title_kind_and_detail(client, home, filled):
    soup = soup_of(client.get("/recherche/suggestions/", {"q": "rue p"}).content.decode())
    (option,) = soup.select("[role=option]")
    assert option["data-url"] == "/pratiques/la-rue-pour-tous/"
    assert option["data-status"] == "1 suggestion"
    assert option.select_one(".title").decode_contents() == "La <mark>Rue</mark> pour tous"
    assert "piétonnisation" in option.select_one(".detail").get_text()


def test_suggestions_without_an_index_are_empty(client, db, settings, tmp_path):
    settings.SEARCH_INDEX_PATH = tmp_path / "nowhere" / "search.sqlite3"
    response = client.get("/recherche/suggestions/", {"q": "rue"})
    assert (response.status_code, response.content.strip()) == (200, b"")
