"""The search page: every input gives a sensible page, and everything on it may be seen by its reader."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail import hooks

from search.sources import READER_HOOK, SearchDocument, sources
from tests.html import errors_of, soup_of, structure_problems
from tests.search.documents import changes_of

pytestmark = pytest.mark.django_db

NASTY = {
    "empty": "",
    "blank": "   ",
    "long": "participation " * 800,
    "long word": "a" * 10_000,
    "common words": "le la de qui est",
    "open quote": '"droit de',
    "quotes": '"""',
    "star": "*",
    "quote": '"',
    "minus": "-",
    "minuses": "- -- ---",
    "column": "titre:x",
    "operators": "AND OR NOT",
    "dangling": "a AND",
    "caret": "^rue",
    "bracket": "(x",
    "near": "NEAR(rue place, 5)",
    "braces": "{title}: rue",
    "control": "rue\x00\x01\x1f\x7f",
    "emoji": "👩‍👩‍👧 rue",
    "joiners": "ru\u200de\u200c",
    "surrogate": "\ud800",
    "sql": "'; DROP TABLE document; --",
    "html": "<script>alert(1)</script>",
    "regex": "(a+)+$",
    "inclusive": "élu.e.s",
    "percent": "%_%",
    "backslash": "\\",
    "right to left": "\u202erue",
    "arabic": "مدينة",
    "only excluded": "-rue",
    "stars": "rue* pl* *",
}


@pytest.fixture
def page(client, home, filled, glossary):
    """``page("élues", kind="minutes")``: the parsed page of results."""

    def got(words=None, **parameters):
        query = {"q": words} if words is not None else {}
        response = client.get("/recherche/", query | parameters)
        assert response.status_code == 200
        return soup_of(response)

    return got


def titles(soup):
    return [link.get_text(" ", strip=True).split(" : ")[0] for link in soup.select(".search-result h3 a")]


def text_of(soup, selector):
    return " ".join(soup.select_one(selector).get_text(" ", strip=True).replace("\xa0", " ").split())


@pytest.mark.parametrize("name", NASTY)
def test_any_words_give_a_page(client, home, filled, name):
    words = NASTY[name].encode("utf-8", "surrogatepass")
    response = client.get("/recherche/", {"q": words})
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize(
    "query",
    [
        "page=abc", "page=-3", "page=0", "page=1000000000", "page=99999999999999999999999999", "page=1.5", "page=",
        "kind=nothing", "kind=", "kind=minutes&kind=practices", "metropolis=Atlantis", "metropolis=", "year=abc",
        "theme=%00", "sort=random", "sort=date&page=2", "unknown=1", "q=rue&q=place", "q[]=x", "q=%ff%fe",
        "&".join(f"theme={number}" for number in range(500)), f"metropolis={'x' * 5000}", "page=%F0%9F%98%80",
    ],
)  # fmt: skip
def test_any_parameters_give_a_page(client, home, filled, query):
    assert client.get(f"/recherche/?{query}").status_code == 200


def test_page_is_valid_and_well_structured(client, home, filled):
    for query in ({}, {"q": "élues"}, {"q": "xyzzyx"}, {"q": "zfe", "metropolis": "Nantes", "kind": "minutes"}):
        text = client.get("/recherche/", query).content.decode()
        assert errors_of(text) == []
        assert structure_problems(text) == []


def test_results_mark_the_words_of_the_text(page):
    soup = page("interlocutrices")
    assert titles(soup) == ["Lieux à réinventer"]
    assert [mark.get_text() for mark in soup.select(".excerpt mark")] == ["interlocut.eur.ice.s"]
    assert "1 résultat pour « interlocutrices »" in text_of(soup, ".search-count")


def test_result_leads_to_the_section_that_matches(page):
    (link,) = page("encre").select(".search-result h3 a")
    assert link["href"] == "/agenda/2022/nantes/compte-rendu/#question-1"
    assert link.get_text(" ", strip=True) == "Rencontre de Nantes : Quelle place ?"


def test_expanded_acronym_and_corrected_word_are_said(page):
    assert "« zfe » cherché aussi sous la forme Zone à faibles émissions" in text_of(page("zfe"), ".search-reasons")
    assert "Résultats aussi pour Scuotto" in text_of(page("scutto"), ".search-reasons")
    assert "ni un mot qui lui ressemble" in text_of(page("votation xyzzyx"), ".search-reasons")


def test_missing_words_of_a_partial_result_are_said(page):
    assert "sans xyzzyx" in text_of(page("votation xyzzyx"), ".search-result .meta")


def test_no_result_offers_the_same_without_filters_and_themes(page):
    soup = page("votation", metropolis="Rennes")
    assert titles(soup) == []
    link = soup.select_one(".empty-state a")
    assert link["href"] == "?q=votation"
    assert "1 résultat sans les filtres" in link.get_text(" ", strip=True)
    themes = [link.get_text(strip=True) for link in page("xyzzyx").select("a.tag")]
    assert themes == ["Démocratie (1)", "Mobilités (1)", "Urbanisme (1)", "Évaluation (1)"]


def test_empty_query_lists_everything_newest_first(page):
    soup = page()
    assert titles(soup)[:2] == ["Rencontre de Nantes", "Charte de la démocratie locale"]
    assert "5 textes à lire" in text_of(soup, ".search-count")


def test_common_words_alone_are_explained(page):
    assert "presque tous les textes" in text_of(page("qui est"), ".search-count")


def test_filters_are_chips_that_can_be_removed(page):
    soup = page("", kind="practices", metropolis=["Nantes", "Rennes"], year="2022")
    assert titles(soup) == ["Charte de la démocratie locale"]
    chips = {chip.get_text(" ", strip=True).replace("\xa0", " "): chip["href"] for chip in soup.select(".chips a")}
    assert chips["Retirer le filtre Métropole : Nantes"] == "?kind=practices&metropolis=Rennes&year=2022"
    assert chips["Retirer le filtre Année : 2022"] == "?kind=practices&metropolis=Nantes&metropolis=Rennes"
    assert chips["Retirer tous les filtres"] == "?"


def test_facets_show_counts_and_what_is_chosen(page):
    soup = page("", metropolis="Rennes")
    choices = {
        box.find("input")["value"]: (int(box.select_one(".count").get_text()), box.find("input").has_attr("checked"))
        for box in soup.select(".facets label")
    }
    assert choices["Rennes"] == (2, True)
    assert choices["Nantes"] == (3, False)
    assert choices["2022"] == (2, False)


def test_members_choose_between_what_all_may_read_and_the_rest(home, filled, client, member, sign_in, monkeypatch):
    assert client.get("/recherche/").content.decode().count('name="audience"') == 0
    sign_in(member)
    with hooks.register_temporarily(READER_HOOK, lambda request: {"members"}):
        soup = soup_of(client.get("/recherche/"))
        assert [box["value"] for box in soup.select("[name=audience]")] == ["public", "restricted"]
        assert [label.get_text(strip=True) for label in soup.select("label:has([name=audience])")] == [
            "Tout le monde5",
            "Lecture réservée1",
        ]
        narrowed = soup_of(client.get("/recherche/", {"audience": "restricted"}))
        assert [link.get_text() for link in narrowed.select(".search-result h3 a")] == ["Séance à huis clos"]
        assert "Qui peut lire : Lecture réservée" in narrowed.select_one(".chips").get_text().replace("\xa0", " ")
        assert soup_of(client.get("/recherche/", {"audience": ["secret", "members"]})).select(".chips") == []


def test_kinds_are_links_with_counts(page):
    tabs = [" ".join(tab.get_text(" ", strip=True).split()) for tab in page("").select(".tabs a")]
    assert tabs[0] == "Tout (5)"
    assert f"{sources()['practices'].label} (3)" in tabs


def test_forms_keep_the_rest_of_the_search(page):
    soup = page("zfe", kind="minutes", metropolis="Nantes", sort="date")
    words, facets = soup.select_one("main form.search-form"), soup.select_one("form.facets")
    hidden = {form["class"][0]: [(box["name"], box["value"]) for box in form.select("[type=hidden]")]
              for form in (words, facets)}  # fmt: skip
    assert hidden["search-form"] == [("kind", "minutes"), ("metropolis", "Nantes"), ("sort", "date")]
    assert hidden["facets"] == [("q", "zfe"), ("kind", "minutes"), ("sort", "date")]


def test_pages_of_results(page, filled):
    filled.write(
        changes_of([SearchDocument(key=f"pages:{pk}", title=f"Texte {pk}", url=f"/{pk}/") for pk in range(100, 135)])
    )
    soup = page("texte", page="2")
    assert len(titles(soup)) == 10
    assert soup.select_one(".pagination [aria-current]").get_text(" ", strip=True) == "Page 2"
    assert soup.select_one("[rel=next]")["href"] == "?q=texte&page=3"
    assert soup.select_one("ol.search-results")["start"] == "11"
    assert text_of(soup, "title").startswith("Recherche : texte, page 2")
    assert len(titles(page("texte", page="999"))) == 5


def test_page_costs_few_queries_whatever_it_lists(client, home, filled):
    def count(**query):
        with CaptureQueriesContext(connection) as queries:
            client.get("/recherche/", query)
        return len(queries)

    client.get("/recherche/", {"q": "rue"})
    few = count(q="scuotto")
    filled.write(
        changes_of([SearchDocument(key=f"pages:{pk}", title=f"Scuotto {pk}", url=f"/{pk}/") for pk in range(100, 135)])
    )
    assert count(q="scuotto") == few <= 8


def test_page_stays_light(page, filled):
    facets = {"metropolis": [f"Ville {number}" for number in range(40)], "theme": [f"Thème {n}" for n in range(60)]}
    filled.write(
        changes_of(
            [SearchDocument(key=f"pages:{pk}", title=f"Lourd {pk}", url=f"/{pk}/", facets=facets) for pk in range(30)]
        )
    )
    assert len(page("lourd").find_all(True)) <= 600


# Who sees what


def test_restricted_words_are_nowhere_on_the_page_of_others(client, home, filled, member, sign_in):
    for query in ("", "hippopotame", "votation", "zfe", "hippopotames votation", "huis clos", "hipo*", "rhinoceros"):
        text = client.get("/recherche/", {"q": query, "kind": ""}).content.decode()
        for typed in query.split():
            text = text.replace(typed, "")
        for secret in ("ippopotam", "huis-clos", "Brest", "Confidentiel", "2023", "Dijon", "hinocéros"):
            assert secret not in text, (query, secret)


def test_restricted_texts_are_found_by_those_who_may_read_them(home, filled, member, sign_in, monkeypatch):
    monkeypatch.setitem(
        hooks._hooks, READER_HOOK, [(lambda request: {"members"} if request.user.is_authenticated else set(), 0)]
    )
    soup = soup_of(sign_in(member).get("/recherche/", {"q": "hippopotame"}))
    assert titles(soup) == ["Séance à huis clos"]
    assert "Réservé aux membres" in text_of(soup, ".search-result")


def test_answer_is_not_kept_by_shared_caches(client, home, filled):
    assert "private" in client.get("/recherche/")["Cache-Control"]


# No index yet


def test_index_is_made_when_there_is_none(client, home, index, tmp_path, settings):
    settings.SEARCH_INDEX_PATH = tmp_path / "new" / "search.sqlite3"
    response = client.get("/recherche/", {"q": "rue"})
    assert response.status_code == 200
    assert settings.SEARCH_INDEX_PATH.exists()


def test_page_says_when_the_index_is_being_made(client, home, tmp_path, settings, monkeypatch):
    settings.SEARCH_INDEX_PATH = tmp_path / "new" / "search.sqlite3"
    monkeypatch.setattr("search.views.ask_for_rebuild", lambda: None)
    response = client.get("/recherche/", {"q": "rue"})
    assert response.status_code == 200
    assert "La recherche se prépare" in response.content.decode()


def test_only_reading_is_allowed(client, home):
    assert client.post("/recherche/", {"q": "rue"}).status_code == 405
