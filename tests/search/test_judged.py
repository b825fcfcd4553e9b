"""Do readers find first what they look for: judged sets, on the embedded engine."""

import pytest

from tests.search.judging import FIRST, SECOND, ndcg

both_sets = pytest.mark.parametrize("judged", [FIRST, SECOND], ids=["first", "second"])


@both_sets
def test_set_is_large_enough_and_speaks_of_its_own_documents(judged):
    known = {document.key for document in judged.documents}
    assert len(known) >= 30
    assert len(judged.queries) >= 40
    assert {key for grades in judged.queries.values() for key in grades} <= known


def test_measure_is_one_for_the_best_order_and_less_for_others():
    grades = {"a": 3, "b": 1}
    assert ndcg(["a", "b", "c"], grades) == 1
    assert ndcg(["b", "a"], grades) < 1
    assert ndcg(["c"], grades) == 0


@both_sets
def test_readers_find_first_what_they_look_for(index, judged):
    index.rebuild([judged.changes()])
    scores = judged.scores(index)
    mean = sum(scores.values()) / len(scores)
    assert mean >= 0.93, sorted(scores.items(), key=lambda item: item[1])[:10]


def test_section_that_asks_the_very_question_comes_first(index):
    index.rebuild([FIRST.changes()])
    assert FIRST.found(index, "qui tire au sort")[0] == "minutes:2"
