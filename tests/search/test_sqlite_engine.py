"""The embedded engine: the contract, and what only files can suffer."""

import multiprocessing
import threading

import apsw
import pytest

from search.engines.sqlite import files, hits
from search.engines.sqlite.engine import SqliteEngine
from search.results import IndexNotReady
from search.sources import SearchDocument
from tests.search.contract import EngineContract, ask, keys
from tests.search.documents import DOCUMENTS, PUBLIC, changes_of


class TestSqliteEngine(EngineContract):
    pass


def test_index_is_sound_after_writes_and_removals(filled):
    filled.write(changes_of(DOCUMENTS[:2], version=2))
    filled.write([(*document.key.split(":"), 3, None) for document in DOCUMENTS[:3]])
    assert filled.is_sound()


def test_absent_index_is_said_to_be_absent(tmp_path):
    engine = SqliteEngine(tmp_path / "nowhere.sqlite3")
    with pytest.raises(IndexNotReady):
        ask(engine, "rue")
    assert engine.status()["is_ready"] is False


def test_index_of_another_fingerprint_is_never_asked(filled, monkeypatch):
    filled.files.close()
    monkeypatch.setattr(files, "CURRENT", "other code")
    with pytest.raises(IndexNotReady, match="other code"):
        ask(filled, "rue")
    with pytest.raises(IndexNotReady):
        filled.write(changes_of(DOCUMENTS))


def test_damaged_index_is_said_to_be_damaged(filled):
    path = filled.files.target()
    filled.files.close()
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(IndexNotReady):
        ask(filled, "rue")


def test_plain_file_in_place_of_the_link_is_read(filled, tmp_path):
    copy = tmp_path / "copied.sqlite3"
    with apsw.Connection(str(copy)) as target, target.backup("main", filled.files.connection(), "main") as backup:
        backup.step()
    engine = SqliteEngine(copy)
    assert keys(ask(engine, "votation")) == ["practices:2"]
    engine.rebuild([changes_of(DOCUMENTS[:1])])
    assert copy.is_symlink()
    assert keys(ask(engine, "")) == ["practices:1"]


def test_only_one_file_is_kept_after_rebuilds(filled, tmp_path):
    for _turn in range(3):
        filled.rebuild([changes_of(DOCUMENTS)])
    left = [path.name for path in tmp_path.iterdir() if path.suffix == ".sqlite3" and not path.is_symlink()]
    assert left == [filled.files.target().name]


def test_reader_goes_on_while_the_index_is_replaced(filled):
    answers, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            answers.append(ask(filled, "rue").count)

    reader = threading.Thread(target=read)
    reader.start()
    for _turn in range(5):
        filled.rebuild([changes_of(DOCUMENTS)])
    stop.set()
    reader.join()
    assert set(answers) == {1}


def test_interrupted_build_goes_on_where_it_stopped(filled):
    build = filled.build()
    build.add(changes_of(DOCUMENTS[:3]), "practices", "3")
    build.db.close()  # as when the process is killed
    again = filled.build(most_seconds=60)
    assert (again.path, again.progress) == (build.path, {"practices": "3"})
    again.add(changes_of(DOCUMENTS[3:4]), "minutes", "7")
    filled.finish(again, lambda: ())
    assert set(filled.checksums()) == {("practices", "1"), ("practices", "2"), ("practices", "3"), ("minutes", "7")}
    assert filled.files.others() == []


def test_interrupted_build_of_other_code_or_of_long_ago_is_deleted(filled, monkeypatch):
    old = filled.build()
    old.db.close()
    new = filled.build(most_seconds=-1)
    assert not old.path.exists()
    new.db.close()
    with monkeypatch.context() as other:
        other.setattr(files, "CURRENT", "other code")
        third = filled.build(most_seconds=60)
    assert not new.path.exists()
    third.discard()
    assert filled.files.others() == []


def write_many(path, first):
    engine = SqliteEngine(path)
    for number in range(first, first + 15):
        documents = [document for document in DOCUMENTS if document.key.startswith("practices")]
        engine.write(changes_of(documents, version=number))
        engine.write([("practices", "1", number, None)])


def test_writers_of_several_processes_wait_for_each_other(filled):
    context = multiprocessing.get_context("spawn")
    path = str(filled.files.path)
    writers = [context.Process(target=write_many, args=(path, first)) for first in (10, 50)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert ask(filled, "charte", audiences=PUBLIC).count == 1
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    assert filled.is_sound()


@pytest.mark.parametrize(("by_passage", "by_text"), [(4_000, 8_000), (0, 8_000), (0, 0)])
def test_title_comes_first_however_many_hits_there_are(filled, monkeypatch, by_passage, by_text):
    monkeypatch.setattr(hits, "RANKED_BY_PASSAGE", by_passage)
    monkeypatch.setattr(hits, "RANKED_BY_TEXT", by_text)
    documents = [
        SearchDocument(key="pages:3", title="Divers", url="/a/", text="La gouvernance est citée ici."),
        SearchDocument(key="pages:4", title="La gouvernance", url="/b/", text="Un texte de même longueur ici."),
        SearchDocument(key="pages:5", title="Autre chose", url="/c/", text="Encore la gouvernance, ici."),
    ]
    filled.write(changes_of(documents))
    found = keys(ask(filled, "gouvernance"))
    assert found[0] == "pages:4"
    assert set(found) == {"pages:3", "pages:4", "pages:5"}
