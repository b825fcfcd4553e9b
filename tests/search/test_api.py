"""`GET /api/search/` answers like the page."""

import pytest
from wagtail import hooks

from search.sources import READER_HOOK
from tests.html import soup_of

pytestmark = pytest.mark.django_db
URL = "/api/search/"


@pytest.fixture
def answer(client, home, filled, glossary):
    def got(words="", **parameters):
        response = client.get(URL, {"q": words} | parameters)
        assert response.status_code == 200
        return response.json()

    return got


def test_result_has_what_is_promised(answer):
    (result,) = answer("interlocutrices")["results"]
    score = result.pop("score")
    assert score >= 0
    assert result == {
        "kind": "practices",
        "title": "Lieux à réinventer",
        "url": "http://testserver/pratiques/lieux-a-reinventer/",
        "excerpt_html": "Les porteur.se.s de projets ont pu compter sur des <mark>interlocut.eur.ice.s</mark>."
        " Une votation a suivi.",
        "metropolises": ["Nantes"],
        "themes": ["Urbanisme"],
        "date": "2021-03-01",
        "section": None,
        "missing": [],
    }


def test_section_has_its_own_address(answer):
    (result,) = answer("encre")["results"]
    assert result["url"] == "http://testserver/agenda/2022/nantes/compte-rendu/#question-1"
    assert result["section"] == {"title": "Quelle place ?", "url": result["url"]}


def test_corrections_and_expansions_are_said(answer):
    assert answer("scutto")["corrected"] == [{"word": "scutto", "instead": "Scuotto"}]
    assert answer("zfe")["expanded"] == [{"word": "zfe", "means": ["Zone à faibles émissions"]}]


def test_answers_are_those_of_the_page(answer, client):
    for query in ({"q": "élues"}, {"q": "zfe", "metropolis": "Nantes"}, {"sort": "date"}, {"kind": "practices"}):
        page = soup_of(client.get("/recherche/", query))
        addresses = [link["href"] for link in page.select(".search-result h3 a")]
        found = client.get(URL, query | {"per_page": 10}).json()
        assert [result["url"].removeprefix("http://testserver") for result in found["results"]] == addresses


def test_facets_are_counted(answer):
    facets = answer(metropolis="Rennes")["facets"]
    assert facets["kind"] == {"minutes": 1, "practices": 1}
    assert facets["metropolis"] == {"Nantes": 3, "Rennes": 2, "Strasbourg": 1}
    assert facets["year"] == {"2022": 2}


@pytest.mark.parametrize(
    ("given", "taken"),
    [("2", 2), ("200", 200), ("201", 200), ("0", 1), ("-5", 1), ("abc", 20), ("", 20), ("9" * 40, 200), ("1.5", 20)],
)
def test_number_per_page_is_the_nearest_possible(answer, given, taken):
    assert answer(per_page=given)["per_page"] == taken


@pytest.mark.parametrize("page", ["abc", "-1", "0", "10", "9" * 30, ""])
def test_any_page_number_is_answered(answer, page):
    found = answer(page=page, per_page=2)
    assert 1 <= found["page"] <= 3
    assert found["results"]


def test_restricted_texts_are_in_no_answer(client, home, filled, member, monkeypatch, sign_in):
    text = client.get(URL, {"q": "", "per_page": 200}).content.decode()
    for secret in ("hippopotame", "huis", "Brest", "Confidentiel", "2023"):
        assert secret not in text
    assert client.get(URL, {"q": "hippopotame"}).json()["count"] == 0
    monkeypatch.setitem(hooks._hooks, READER_HOOK, [(lambda request: {"members"}, 0)])
    assert sign_in(member).get(URL, {"q": "hippopotame"}).json()["count"] == 1


def test_answer_is_private(client, home, filled):
    assert "private" in client.get(URL)["Cache-Control"]


def test_description_names_every_parameter(client, db):
    description = client.get("/api/openapi.json").json()
    operation = description["paths"]["/api/search/"]["get"]
    names = [parameter["name"] for parameter in operation["parameters"]]
    assert names == ["q", "kind", "metropolis", "theme", "year", "audience", "sort", "page", "per_page"]
    assert operation["parameters"][-1]["schema"]["maximum"] == 200


def test_without_an_index_it_says_to_try_again(client, home, settings, tmp_path, monkeypatch):
    settings.SEARCH_INDEX_PATH = tmp_path / "nowhere" / "search.sqlite3"
    monkeypatch.setattr("search.api.ask_for_rebuild", lambda: None)

    answer = client.get(URL)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    described = client.get("/api/openapi.json").json()["paths"]["/api/search/"]["get"]["responses"]["503"]
    assert "Retry-After" in described["headers"]
    assert "being prepared" in described["description"]
    assert described["content"]["application/json"]["schema"]
