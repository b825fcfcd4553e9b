"""A reader searches: with the keyboard alone, on a phone, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect


def titles(page):
    return page.locator(".search-result h3").all_inner_texts()


@pytest.mark.parametrize("js", [True, False])
def test_words_are_searched_and_marked_on_a_phone(visit, js):
    page = visit("/recherche/", width=360, js=js)
    page.locator("#mots").fill("élues")
    page.get_by_role("main").get_by_role("button", name="Rechercher").click()
    page.wait_for_url("**q=%C3%A9lues*")
    expect(page.locator(".search-count")).to_contain_text(re.compile(r"résultats pour « élues »".replace(" ", r"\s")))
    marks = set(page.locator(".search-result mark").all_inner_texts())
    assert marks
    assert all(re.match(r"élu", mark, re.IGNORECASE) for mark in marks)


def test_suggestions_are_chosen_with_the_keyboard(visit):
    page = visit("/recherche/")
    field = page.locator("#mots")
    field.press_sequentially("zf")
    expect(field).to_have_attribute("aria-expanded", "true")
    first = page.locator("main [role=option]").first
    expect(first).to_contain_text("Zone à faibles émissions")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    expect(first).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("zf")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/glossaire/#zfe")


def test_earlier_searches_stay_in_the_browser_and_can_be_forgotten(visit):
    page = visit("/recherche/")
    field = page.locator("#mots")
    field.fill("tirage au sort")
    field.press("Enter")
    page.wait_for_url("**q=tirage*")
    page = visit("/recherche/")
    field = page.locator("#mots")
    field.focus()
    expect(page.locator("main [role=option]").first).to_contain_text("tirage au sort")
    page.locator("main [role=option]").last.click()
    assert page.evaluate("localStorage.getItem('searches')") is None


def test_filters_refresh_the_results_in_place_and_the_address_follows(visit):
    page = visit("/recherche/?q=citoyen")
    before = page.locator(".search-count").inner_text()
    page.evaluate("window.sameDocument = true")
    page.locator(".facets").get_by_label("Nantes").check()
    page.wait_for_url("**metropolis=Nantes*")
    expect(page.get_by_role("link", name=re.compile("Retirer le filtre"))).to_be_visible()
    assert page.evaluate("window.sameDocument")
    assert page.evaluate("document.activeElement.value") == "Nantes"
    assert page.locator(".search-count").inner_text() != before
    page.go_back()
    expect(page.locator(".chips")).to_have_count(0)
    assert page.locator(".search-count").inner_text() == before


def test_filters_work_without_javascript(visit):
    page = visit("/recherche/?q=citoyen", js=False)
    if not page.locator(".facets").get_by_label("Nantes").is_visible():
        page.locator(".facets summary").first.click()
    page.locator(".facets").get_by_label("Nantes").check()
    page.get_by_role("button", name="Appliquer").click()
    page.wait_for_url("**metropolis=Nantes*")
    assert "q=citoyen" in page.url
    page.get_by_role("link", name=re.compile("Retirer le filtre")).click()
    assert "metropolis" not in page.url


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ZFE", "ZFE"),
        ("zone a faible emission", "ZFE"),
        ("citoyenne metropolitain", "charte de la participation citoyenne métropolitaine"),
        ("piétonisation", "La Rue pour tous"),
        ("droit d interpelation", "droit d’interpellation"),
        ("Scutto", "Scuotto"),
        ("qui tire au sort", "au sort"),
    ],
)
def test_words_as_people_type_them_find_what_they_hope_for(look_at, words, expected):
    page = look_at(f"/recherche/?q={words}", js=False)
    assert any(expected in title for title in titles(page)[:3]), titles(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_open_suggestions_are_accessible(visit, assert_accessible, width, theme):
    page = visit("/recherche/?q=charte", width=width, theme=theme)
    field = page.locator("#mots")
    field.fill("")
    field.press_sequentially("nan")
    page.locator("main [role=option]").first.wait_for()
    field.press("ArrowDown")
    assert_accessible(page)
