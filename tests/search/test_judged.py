"""Do readers find first what they look for: a judged set, on the embedded engine."""

from tests.search.judging import JUDGED, QUERIES, found, judged_changes, ndcg, scores


def test_set_is_large_enough_and_speaks_of_its_own_documents():
    known = {document["key"] for document in JUDGED["documents"]}
    assert len(known) >= 30
    assert len(QUERIES) >= 40
    assert {key for grades in QUERIES.values() for key in grades} <= known


def test_measure_is_one_for_the_best_order_and_less_for_others():
    grades = {"a": 3, "b": 1}
    assert ndcg(["a", "b", "c"], grades) == 1
    assert ndcg(["b", "a"], grades) < 1
    assert ndcg(["c"], grades) == 0


def test_readers_find_first_what_they_look_for(index):
    index.rebuild([judged_changes()])
    found_scores = scores(index)
    mean = sum(found_scores.values()) / len(found_scores)
    assert mean >= 0.93, sorted(found_scores.items(), key=lambda item: item[1])[:10]


def test_section_that_asks_the_very_question_comes_first(index):
    index.rebuild([judged_changes()])
    assert found(index, "qui tire au sort")[0] == "minutes:2"
