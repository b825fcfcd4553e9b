"""A search server with the embedded index behind it: who answers, and how the two stay in step."""

from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from search import tasks, updating
from search.engines import engine
from search.engines.elasticsearch import engine as engine_module
from search.engines.elasticsearch.building import delete_others
from search.models import IndexChange
from search.searching import search, suggest
from tests.factories.network import StandardPageFactory
from tests.html import soup_of
from tests.search import elasticsearch_server

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("elasticsearch")]


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch):
    monkeypatch.setattr(engine_module, "PAUSE_SECONDS", 0)


@pytest.fixture
def away(settings, index):
    """The settings name a server that does not answer; ``index`` is filled behind it."""
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{elasticsearch_server.free_port()}"


@pytest.fixture
def both(settings, index, server_url):
    """The settings name a server that answers, both indexes empty."""
    settings.ELASTICSEARCH_URL = server_url
    found = engine()
    found.server.rebuild([])
    yield found
    delete_others(found.server.client, found.server.address.prefix, kept="")


def publish(home, title="Gouvernance partagée", **fields):
    page = StandardPageFactory(parent=home, title=title, **fields)
    page.save_revision().publish()
    return page


def found(words):
    answer = search(words, audiences={"public"})
    return [hit.title for hit in answer.results.hits], answer.is_limited


def command(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


# The server is away


def test_embedded_index_answers_and_the_page_says_that_search_is_limited(away, home, client):
    publish(home)
    assert found("gouvernance") == (["Gouvernance partagée"], True)
    soup = soup_of(client.get("/recherche/", {"q": "gouvernance"}))
    assert [link.get_text() for link in soup.select(".search-result h3 a")] == ["Gouvernance partagée"]
    assert "limitée" in soup.select_one(".notice").get_text()
    assert client.get("/api/search/", {"q": "gouvernance"}).json()["limited"] is True
    assert [suggestion.title for suggestion in suggest("gouv", audiences={"public"})] == ["Gouvernance partagée"]


def test_changes_stay_pending_until_the_server_has_them(away, home, both, settings):
    address = settings.ELASTICSEARCH_URL
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{elasticsearch_server.free_port()}"
    publish(home)
    assert IndexChange.objects.filter(done_at=None).exists()
    assert engine().is_behind

    # It answers again, but may still show what is hidden now: it is told first.
    settings.ELASTICSEARCH_URL = address
    assert found("gouvernance") == (["Gouvernance partagée"], True)
    tasks.catch_up.enqueue()
    assert not IndexChange.objects.filter(done_at=None).exists()
    assert found("gouvernance") == (["Gouvernance partagée"], False)
    assert len(both.server.checksums()) == 1


def test_status_says_that_the_server_does_not_answer_and_repair_passes_it_over(away, home):
    publish(home)
    with pytest.raises(CommandError, match="does not answer"):
        command("search_status")
    assert "passed over" in command("search_status", "--repair")


def test_rebuild_without_the_server_builds_the_embedded_index(away, home, index):
    publish(home)
    index.rebuild([])
    command("search_rebuild")
    assert found("gouvernance") == (["Gouvernance partagée"], True)


def test_words_of_a_restricted_page_stay_hidden_whoever_answers(away, home):
    page = publish(home)
    page.view_restrictions.create(restriction_type="login")
    assert found("gouvernance") == ([], True)


# The server answers


def test_server_follows_every_change(both, home):
    page = publish(home)
    assert found("gouvernance") == (["Gouvernance partagée"], False)
    page.title = "Hippopotame"
    page.save_revision().publish()
    assert found("hippopotame") == (["Hippopotame"], False)
    assert found("gouvernance") == ([], False)
    page.unpublish()
    assert found("hippopotame") == ([], False)
    assert both.server.checksums() == both.embedded.checksums() == {}


def test_lost_index_of_the_server_is_rebuilt_by_itself(both, home, client):
    publish(home)
    delete_others(both.server.client, both.server.address.prefix, kept="")
    # The embedded index answers this reader, and a task builds the other.
    assert "limitée" in client.get("/recherche/", {"q": "gouvernance"}).content.decode()
    assert found("gouvernance") == (["Gouvernance partagée"], False)


def test_comparison_mends_each_index(both, home):
    page = publish(home)
    name = ("pages", str(page.pk))
    both.server.write([(*name, 1 << 62, None)])
    with pytest.raises(CommandError, match="1 documents differ"):
        command("search_status")
    assert updating.differences().missing == (name,)
    delete_others(both.server.client, both.server.address.prefix, kept="")
    assert "built" in command("search_status", "--repair")
    assert "The index agrees with the site." in command("search_status")


def test_status_speaks_of_both(both, home):
    publish(home)
    text = command("search_status")
    assert f"Engine: elasticsearch ({both.server.address.shown})" in text
    assert "Behind it: sqlite" in text


# The settings


def test_wrong_address_is_an_error_of_the_check(settings):
    settings.ELASTICSEARCH_URL = "ftp://user:secret@host"
    (error,) = [error for error in run_checks() if error.id == "search.E001"]
    assert "http://" in error.msg
    assert "secret" not in str(error)


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:9200", "https://user:password@search.example/reseau"])
def test_right_address_or_none_is_no_error(settings, address):
    settings.ELASTICSEARCH_URL = address
    assert [error for error in run_checks() if error.id == "search.E001"] == []
