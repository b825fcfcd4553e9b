"""Filtering by facets: choices add up within a facet and narrow between facets."""

from django.http import QueryDict

from resources.practices.facets import Row, chosen_in, counts, matching

ROWS = [
    Row(1, {"ville": frozenset({"nantes"}), "theme": frozenset({"eau", "air"})}),
    Row(2, {"ville": frozenset({"rennes"}), "theme": frozenset({"eau"})}),
    Row(3, {"ville": frozenset({"nantes", "rennes"}), "theme": frozenset()}),
]


def keys(rows):
    return [row.key for row in rows]


def test_nothing_chosen_leaves_everything():
    assert keys(matching(ROWS, {})) == [1, 2, 3]
    assert keys(matching(ROWS, {"ville": []})) == [1, 2, 3]


def test_choices_add_up_within_a_facet():
    assert keys(matching(ROWS, {"theme": ["air", "eau"]})) == [1, 2]


def test_facets_narrow_one_another():
    assert keys(matching(ROWS, {"ville": ["nantes"], "theme": ["eau"]})) == [1]


def test_a_count_says_what_choosing_would_give():
    assert counts(ROWS, {"ville": ["nantes"]}, "theme") == {"eau": 1, "air": 1}


def test_a_facet_s_own_choices_do_not_narrow_its_counts():
    assert counts(ROWS, {"ville": ["nantes"]}, "ville") == {"nantes": 2, "rennes": 2}


def test_unknown_values_and_repeated_ones_are_dropped():
    asked = QueryDict("ville=nantes&ville=nantes&ville=atlantis&autre=x")

    assert chosen_in(asked, {"ville": {"nantes": "Nantes"}, "theme": {}}) == {"ville": ["nantes"], "theme": []}
