"""The index is built anew and compared with the site, whatever happens meanwhile."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from network.directory.models.pages import StandardPage
from search import updating
from search.engines import engine
from search.engines.sqlite import files
from search.management.commands.search_rebuild import bar
from search.models import IndexChange
from search.sources import SearchDocument
from tests.factories.network import StandardPageFactory
from tests.search.finding import found

pytestmark = pytest.mark.django_db


def command(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_index_of_other_code_is_rebuilt_by_itself(about, monkeypatch, client):
    engine().files.close()
    monkeypatch.setattr(files, "CURRENT", "other code")
    assert client.get("/recherche/", {"q": "gouvernance"}).status_code == 200
    assert found("gouvernance") == ["Gouvernance partagée"]


def test_rebuild_command_fills_an_empty_index(about):
    engine().rebuild([])
    assert found("gouvernance") == []
    assert "documents of" in command("search_rebuild")
    assert found("gouvernance") == ["Gouvernance partagée"]


def test_rebuild_that_is_stopped_goes_on_later(about, home, monkeypatch):
    other = StandardPageFactory(parent=home, title="Deuxième gouvernance", slug="deuxieme")
    other.save_revision().publish()
    monkeypatch.setattr(updating, "BATCH", 1)
    described, seen = updating.described, []

    def watched(keys):
        seen.append(list(keys))
        if len(seen) == 2:
            raise KeyboardInterrupt
        return described(seen[-1])

    with monkeypatch.context() as stopped:
        stopped.setattr(updating, "described", watched)
        with pytest.raises(KeyboardInterrupt):
            updating.rebuild()
    assert len(found("gouvernance")) == 2
    done = seen[0]
    seen.append(None)  # no further interruption
    monkeypatch.setattr(updating, "described", watched)
    updating.rebuild()
    assert len(found("gouvernance")) == 2
    assert done not in seen[3:-1]  # described again only if it changed meanwhile
    assert engine().files.others() == []


def test_bar_shows_how_far_a_rebuild_is():
    assert bar(3, 10) == "[#########.....................]  30%"
    assert bar(0, 0) == "[##############################] 100%"


def test_change_during_a_rebuild_is_in_the_new_index(about):
    def report(source, done, total):
        if source == "pages":
            about.title = "Hippopotame"
            about.save_revision().publish()

    updating.rebuild(report)
    assert found("gouvernance partagée") == []
    assert found("hippopotame") == ["Hippopotame"]


def test_status_says_that_all_is_well(about):
    text = command("search_status")
    assert "The index agrees with the site." in text
    assert "Changes waiting: 0" in text
    assert "pages: 1" in text


def test_status_finds_differences_and_repairs_them(about, home):
    StandardPage.objects.filter(pk=about.pk).update(title="Changé dans la base")
    engine().write([("pages", "999", 1, SearchDocument(key="pages:999", title="Fantôme", url="/f/"))])
    other = StandardPageFactory(parent=home, title="Oublié", slug="oublie")
    IndexChange.objects.all().delete()
    engine().write([("pages", str(other.pk), 10**30 // 10**12, None)])

    with pytest.raises(CommandError, match="differ"):
        command("search_status")
    text = command("search_status", "--repair")

    assert f"changed: pages {about.pk}" in text
    assert "surplus: pages 999" in text
    assert f"missing: pages {other.pk}" in text
    assert "The index agrees with the site." in command("search_status")
    assert found("changé base") == ["Changé dans la base"]
    assert found("fantôme") == []


def test_status_without_an_index_says_what_to_do(home, settings, tmp_path):
    settings.SEARCH_INDEX_PATH = tmp_path / "nowhere" / "search.sqlite3"
    with pytest.raises(CommandError, match="search_rebuild"):
        command("search_status")
    command("search_status", "--repair")
    assert "agrees" in command("search_status")
