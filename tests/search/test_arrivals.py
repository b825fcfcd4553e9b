"""What is new to find, for each reader."""

from datetime import UTC, datetime

import pytest

from search.arrivals import arrivals, note_arrivals
from search.sources import SearchDocument

MONDAY, TUESDAY, FRIDAY = (datetime(2026, 11, day, 8, tzinfo=UTC) for day in (2, 3, 6))

pytestmark = pytest.mark.django_db


def note(key, audience, moment):
    note_arrivals([("pages", key, 1, SearchDocument(f"pages:{key}", "Titre", "/", audience=audience))], now=moment)


def test_a_document_is_new_once_however_often_it_changes():
    note(1, "public", MONDAY)
    note(1, "public", FRIDAY)

    assert arrivals({"public"}) == [("pages:1", MONDAY)]
    assert arrivals({"public"}, after=MONDAY) == []


def test_a_document_opened_to_all_is_new_to_those_who_did_not_see_it_before():
    note(1, "members", MONDAY)
    note(1, "public", FRIDAY)

    assert arrivals({"public"}, after=TUESDAY) == [("pages:1", FRIDAY)]
    assert arrivals({"public", "members"}, after=TUESDAY) == []
    assert arrivals({"public", "members"}) == [("pages:1", MONDAY)]


def test_the_newest_come_first_and_nothing_of_others():
    note(1, "public", MONDAY)
    note(2, "public", FRIDAY)
    note(3, "groups:7", FRIDAY)

    assert arrivals({"public"}) == [("pages:2", FRIDAY), ("pages:1", MONDAY)]


def test_a_removed_document_leaves_no_trace_of_its_own():
    note_arrivals([("pages", "1", 1, None)])

    assert arrivals({"public"}) == []
