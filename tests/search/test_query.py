"""What a reader typed becomes a tree; nothing that is typed is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import (
    LONGEST_QUERY,
    MOST_CLAUSES,
    Alternative,
    Clause,
    Phrase,
    Prefix,
    Query,
    Term,
    Together,
    cleaned,
    parse,
    with_synonyms,
)
from search.sources import SynonymGroup
from search.synonyms import SynonymIndex, index_of


def nodes(raw):
    return [clause.node for clause in parse(raw).clauses]


def test_words_are_analysed_and_repeated_ones_asked_once():
    assert nodes("les Élues et l’élu·e de la Métropole") == [Term("elu"), Term("metropol")]


def test_surface_is_what_was_typed():
    assert [clause.surface for clause in parse("l’élu·e Scuotto").clauses] == ["élu·e", "Scuotto"]


@pytest.mark.parametrize(
    "raw", ['"droit de suite"', "«\xa0droit de suite\xa0»", "“droit de suite”", "„droit de suite“"]
)
def test_quotes_of_every_kind_make_a_phrase(raw):
    assert nodes(raw) == [Phrase(("droit", "suit"))]


def test_phrase_of_one_word_is_that_word():
    assert nodes('"Nantes"') == [Term("nant")]


def test_minus_excludes_words_and_phrases():
    query = parse('budget -participatif -"droit de suite" -l’eau')
    assert query == Query(
        clauses=(Clause(Term("budget")),),
        excluded=(Term("particip"), Phrase(("droit", "suit")), Term("eau")),
    )


def test_hyphen_inside_a_word_excludes_nothing():
    assert parse("co-construction").excluded == ()
    assert nodes("- budget") == [Term("budget")]


def test_star_after_a_beginning():
    assert nodes("Piéton* l’inter*") == [Prefix("pieton", "Piéton*"), Prefix("inter", "inter*")]
    assert nodes("* a* **") == []


def test_either_word():
    (clause,) = parse("rue OU place").clauses
    assert clause.node == Term("ru") or clause.node == Term("rue")
    assert clause.alternatives == (Alternative(Term("plac"), "asked"),)


@pytest.mark.parametrize("raw", ["AND", "OR", "OU rue", "rue AND", "NOT", "rue OR"])
def test_operators_without_words_are_dropped(raw):
    assert {node.term for node in nodes(raw)} <= {"rue", "ru"}


def test_common_words_alone_are_told_apart_from_nothing():
    assert parse("qui est là").is_only_common_words is False or parse("qui est").is_only_common_words
    assert parse("le la de").is_only_common_words
    assert not parse("").is_only_common_words


def test_long_text_is_cut():
    assert len(cleaned("mot " * 5000)) <= LONGEST_QUERY
    assert len(parse(" ".join(f"mot{number}" for number in range(500))).clauses) <= MOST_CLAUSES


@pytest.mark.parametrize(
    "raw",
    ['"', '""', "-", "*", "^", "(x", "titre:x", 'l"eau', "a AND", "'; DROP TABLE document; --", "<script>", "[a-z]+(",
     "\x00\x01", "👩‍👩‍👧", "\u200d", "élu.e.s", "NEAR(a b)", "{title summary}: x", "- - -", '-"', "%", "\\", "\ud800"],
)  # fmt: skip
def test_anything_gives_a_query(raw):
    query = parse(raw)
    for node in query.nodes:
        assert all(term and term == term.strip() and '"' not in term for term in node.terms)


@given(st.text(max_size=300))
def test_any_text_gives_terms_free_of_syntax(raw):
    for node in (*parse(raw).nodes, *parse(raw).excluded):
        for term in node.terms:
            assert not set(term) & set("\"'*()^:{}+- ")


def index_with(*groups):
    return index_of(
        tuple(SynonymGroup(tuple(group)) if isinstance(group, (list, tuple)) else group for group in groups)
    )


def test_acronym_gets_its_expansion_and_the_expansion_its_acronym():
    groups = index_with(("ZFE", "zone à faibles émissions"))

    (acronym,) = with_synonyms(parse("zfe"), groups).clauses
    (expansion,) = with_synonyms(parse("zone a faible emission"), groups).clauses

    assert acronym == Clause(Term("zfe"), (Alternative(Phrase(("zon", "faibl", "emiss"))),))
    assert expansion.node == Together((Term("zon"), Term("faibl"), Term("emiss")))
    assert expansion.alternatives == (Alternative(Term("zfe")),)


def test_longest_sequence_of_words_wins():
    groups = index_with(("CODEV", "conseil de développement"), ("assemblée", "conseil"))
    clauses = with_synonyms(parse("conseil de développement nantais"), groups).clauses
    assert [len(clause.node.terms) for clause in clauses] == [2, 1]


def test_neighbours_are_told_from_synonyms():
    groups = index_with(SynonymGroup(("panel", "jury citoyen"), is_exact=False))
    (clause,) = with_synonyms(parse("panel"), groups).clauses
    assert [alternative.reason for alternative in clause.alternatives] == ["neighbour"]


def test_no_synonyms_leave_the_query_alone():
    assert with_synonyms(parse("rue place"), SynonymIndex()) == parse("rue place")
