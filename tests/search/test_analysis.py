"""Which words meet: the cases of `analysis_cases.json`, on the Python tokenizer."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import analysis
from search.extracts import clause_spans, merged
from search.query import parse

CASES = json.loads((Path(__file__).parent / "analysis_cases.json").read_text(encoding="utf-8"))


def test_there_are_enough_cases():
    assert sum(len(CASES[kind]) for kind in ("meet", "apart", "marks")) >= 150


@pytest.mark.parametrize(("one", "other"), CASES["meet"], ids=lambda word: word)
def test_words_meet(one, other):
    assert set(analysis.terms(one)) & set(analysis.terms(other))
    # What is typed must be in what is written: a search asks for every word.
    shorter, longer = sorted((analysis.terms(one), analysis.terms(other)), key=len)
    assert set(shorter) <= set(longer)


@pytest.mark.parametrize(("one", "other"), CASES["apart"], ids=lambda word: word)
def test_words_stay_apart(one, other):
    assert not set(analysis.terms(one)) & set(analysis.terms(other))


@pytest.mark.parametrize("case", CASES["marks"], ids=lambda case: f"{case['query']} in {case['text'][:20]}")
def test_exact_words_are_marked(case):
    text_tokens = analysis.tokens(case["text"])
    spans = merged(
        span for clause in parse(case["query"]).clauses for span in clause_spans(clause, text_tokens, case["text"])
    )
    assert [case["text"][start:end] for start, end in spans] == case["marks"]


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_tokens_are_slices_in_order_for_any_text(text):
    end = 0
    for token in analysis.tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.term
        assert token.term.strip() == token.term
        end = token.end


@given(st.text(alphabet="élu.es·-('’()/ aTLUN0 35", max_size=60))
@settings(max_examples=300, deadline=None)
def test_inclusive_and_elided_scraps_are_slices_too(text):
    tokens = analysis.tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)


@pytest.mark.parametrize(
    "text", ["a" * 50_000, "a." * 25_000, "é·e" * 15_000, "-" * 50_000, "(e)" * 15_000, "l'" * 25_000, "a@" * 25_000]
)
def test_hostile_texts_take_linear_time(text):
    started = time.process_time()
    analysis.tokens(text)
    assert time.process_time() - started < 5


def test_acronyms_with_dots_need_their_capitals():
    assert analysis.terms("Z.F.E.") == analysis.terms("ZFE")
    assert analysis.terms("z.f.e.") != analysis.terms("ZFE")


def test_common_words_are_no_terms():
    assert analysis.terms("à la de l’ qui est où même, c’est") == []
