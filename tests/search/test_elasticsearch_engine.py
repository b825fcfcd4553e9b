"""The engine of the search server: the contract, the analysis cases, and what only a server can do.

On the emulator about half a minute of one processor in all, a third of it for the judged set.
"""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from search import analysis
from search.analysis.tokenizer import Token
from search.engines.elasticsearch import building, reading, writing
from search.engines.elasticsearch import engine as engine_module
from search.engines.elasticsearch.address import address_of
from search.engines.elasticsearch.building import delete_others
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.extracts import clause_spans, merged
from search.query import Clause, Phrase, Prefix, Term
from search.results import BuildFailed, EngineAway, IndexNotReady
from search.sources import SearchDocument
from tests.search import elasticsearch_server
from tests.search.contract import EngineContract, ask, keys
from tests.search.documents import DOCUMENTS, PUBLIC, changes_of
from tests.search.judging import FIRST, SECOND

# One server for all: one process runs them.
pytestmark = pytest.mark.xdist_group("elasticsearch")

CASES = json.loads((Path(__file__).parent / "analysis_cases.json").read_text(encoding="utf-8"))


class Watched(ElasticsearchEngine):
    """Knows whether a test wrote to it: others may use the index again."""

    is_as_filled = False

    def write(self, changes):
        self.is_as_filled = False
        return super().write(changes)

    def build(self, **options):
        self.is_as_filled = False
        return super().build(**options)


@pytest.fixture(scope="module")
def server(server_url):
    engine = Watched(server_url)
    yield engine
    delete_others(engine.client, engine.address.prefix, kept="")


@pytest.fixture
def filled(server):
    if not server.is_as_filled:
        server.rebuild([changes_of(DOCUMENTS)])
        server.is_as_filled = True
    return server


class TestElasticsearchEngine(EngineContract):
    pass


# Analysis


@pytest.fixture(scope="module")
def analysed(server):
    """``analysed(text)``: the tokens that the server makes of a text."""
    build = building.Build.begin(server.client, f"{server.address.prefix}-analysis")
    known = {}

    def tokens(text):
        if text not in known:
            found = server.client.indices.analyze(index=build.index, analyzer="network_french", text=text)
            known[text] = [Token(one["token"], one["start_offset"], one["end_offset"]) for one in found["tokens"]]
        return known[text]

    yield tokens
    build.discard()


def terms(found):
    return {token.term for token in found}


def clauses_of(query, analysed):
    """A query of the cases, in the server's own terms."""
    if query.startswith('"'):
        return [Clause(Phrase(tuple(token.term for token in analysed(query.strip('"')))))]
    if query.endswith("*"):
        return [Clause(Prefix(analysis.fold(query.rstrip("*"))))]
    return [Clause(Term(token.term)) for token in analysed(query)]


def test_words_meet_and_stay_apart_as_they_do_in_python(analysed):
    failed = []
    for one, other in CASES["meet"]:
        shorter, longer = sorted((terms(analysed(one)), terms(analysed(other))), key=len)
        if not shorter or not shorter <= longer:
            failed.append((one, other))
    failed += [(one, other) for one, other in CASES["apart"] if terms(analysed(one)) & terms(analysed(other))]
    assert len(failed) <= 0.02 * (len(CASES["meet"]) + len(CASES["apart"])), failed


def test_exact_words_are_marked_on_the_server_s_tokens(analysed):
    failed = []
    for case in CASES["marks"]:
        text = case["text"]
        spans = merged(
            span
            for clause in clauses_of(case["query"], analysed)
            for span in clause_spans(clause, analysed(text), text)
        )
        if [text[start:end] for start, end in spans] != case["marks"]:
            failed.append((case, spans))
    assert len(failed) <= 0.02 * len(CASES["marks"]), failed


def test_texts_are_cut_where_python_cuts_them(analysed):
    texts = [text for document in DOCUMENTS for text in (document.title, document.summary, document.text)]
    for text in filter(None, texts):
        expected = [(token.start, token.end) for token in analysis.tokens(text)]
        assert [(token.start, token.end) for token in analysed(text)] == expected


# What only a server can suffer


def test_phrases_keep_the_place_of_common_words(filled):
    assert keys(ask(filled, '"budget participatif"')) == ["practices:3"]
    assert keys(ask(filled, '"place pour tous"')) == []
    assert keys(ask(filled, '"rue pour tous"')) == ["practices:1"]


def test_index_of_another_analysis_is_never_asked(filled, monkeypatch):
    monkeypatch.setattr(engine_module, "CURRENT", "other-code")
    assert not filled.is_ready()
    with pytest.raises(IndexNotReady):
        ask(filled, "rue")
    with pytest.raises(IndexNotReady):
        filled.write(changes_of(DOCUMENTS[:1]))


def test_build_that_lost_documents_is_never_served(filled, monkeypatch):
    monkeypatch.setattr(
        building, "write", lambda client, index, changes, **o: writing.write(client, index, list(changes)[1:], **o)
    )
    with pytest.raises(BuildFailed, match="holds 6 documents, 7 were written"):
        filled.rebuild([changes_of(DOCUMENTS)])
    assert ask(filled, "").count == 5


def test_interrupted_build_goes_on_where_it_stopped(filled):
    first = filled.build()
    first.add(changes_of(DOCUMENTS[:3]), "practices", "3")
    second = filled.build(most_seconds=60)
    assert second.progress == {"practices": "3"}
    assert second.index == first.index
    second.add(changes_of(DOCUMENTS[3:4]), "minutes", "7")
    filled.finish(second, lambda: ())
    assert set(filled.checksums()) == {("practices", "1"), ("practices", "2"), ("practices", "3"), ("minutes", "7")}
    assert ask(filled, "").count == 4


def test_old_indexes_are_deleted_with_the_new_one_in_place(filled):
    filled.rebuild([changes_of(DOCUMENTS)])
    indices = filled.client.indices.get(index=f"{filled.address.prefix}-*")
    assert [list(found["aliases"]) for found in indices.values()] == [[filled.alias]]


def test_state_is_said(filled):
    status = filled.status()
    assert (status["is_ready"], status["documents"]) == (True, 7)
    assert status["kinds"] == {"glossary": 1, "minutes": 3, "practices": 3}


@pytest.mark.parametrize(
    "words",
    [
        "*",
        '"',
        "-",
        "titre:x",
        "a AND",
        "^",
        "(x",
        "[a-z]+",
        "<b>rue</b>",
        "' OR 1=1 --",
        "\x00",
        "👩‍👩‍👧 rue",
        "élu.e.s",
    ],
)
def test_no_words_are_an_error(filled, words):
    assert ask(filled, words).count >= 0
    filled.vocabulary(PUBLIC).like("(", 1, 9)
    filled.vocabulary(PUBLIC).beginning(".*")


def test_last_of_many_pages_is_shown_for_a_page_too_far(filled):
    assert keys(ask(filled, "", page=10**6, per_page=4)) == keys(ask(filled, "", page=2, per_page=4))


def test_silent_server_is_left_alone_for_a_while():
    engine = ElasticsearchEngine(f"http://127.0.0.1:{elasticsearch_server.free_port()}")
    with pytest.raises(EngineAway, match="does not answer"):
        ask(engine, "rue")
    with pytest.raises(EngineAway, match="a moment ago"):
        ask(engine, "rue")
    assert engine.status()["is_ready"] is False


def test_long_documents_with_many_passages_are_found_by_any_of_them(filled):
    text = " ".join(f"Paragraphe {number} sur autre chose." for number in range(400))
    document = SearchDocument(key="documents:1", title="Rapport", url="/r/", text=f"{text} Enfin la gouvernance.")
    filled.write(changes_of([replace(document, audience="public")]))
    (hit,) = ask(filled, "gouvernance").hits
    assert "Enfin la <mark>gouvernance</mark>." in hit.excerpt_html


@pytest.mark.parametrize("text", ["a" * 2_000, "1." * 500, "é·e" * 200, "l'" * 500, "\x00\ud7ff" * 99])
def test_hostile_texts_are_written_as_others_are(filled, text):
    document = SearchDocument(key="documents:2", title="Hostile", url="/h/", text=f"{text} gouvernance")
    assert filled.write(changes_of([document])) == 1
    assert keys(ask(filled, "hostile gouvernance")) == ["documents:2"]


# Its address


def test_address_keeps_credentials_out_of_what_is_shown():
    address = address_of("https://user:secret@search.example/reseau")
    assert address.url == "https://user:secret@search.example:9200"
    assert address.shown == "https://search.example:9200"
    assert address.prefix == "reseau"
    assert address_of("http://[::1]:9201").url == "http://[::1]:9201"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("search.example:9200", "http"),
        ("ftp://search.example", "http"),
        ("http://", "names no server"),
        ("http://host:port", "port"),
        ("http://host/Deux Mots", "small letters"),
        ("http://host/?a=b", "nothing may follow"),
    ],
)
def test_wrong_address_is_refused_with_what_is_wrong(text, problem):
    with pytest.raises(ValueError, match=problem):
        address_of(text)


# Judged set


@pytest.mark.parametrize("judged", [FIRST, SECOND], ids=["first", "second"])
def test_readers_find_first_what_they_look_for(server_url, monkeypatch, judged):
    # Only the order is judged: what is shown of the hits would cost the emulator as much again.
    monkeypatch.setattr(reading.Request, "_hits", lambda self, page: tuple(page))
    engine = ElasticsearchEngine(f"{server_url}-judged")
    engine.rebuild([judged.changes()])
    scores = judged.scores(engine)
    delete_others(engine.client, engine.address.prefix, kept="")
    mean = sum(scores.values()) / len(scores)
    assert mean >= 0.91, sorted(scores.items(), key=lambda item: item[1])[:10]
