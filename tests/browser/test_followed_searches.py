"""A member follows a search; the team looks at its desk of search."""

import re

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(("width", "theme", "js"), [(360, "dark", True), (1280, "light", False)])
def test_a_member_follows_a_search_and_stops(
    editable_site, visit, assert_accessible, assert_well_made, width, theme, js
):
    page = visit("/recherche/?q=participation", role="member", width=width, theme=theme, js=js)
    page.get_by_role("button", name="Suivre cette recherche").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Recherches suivies")
    expect(page.get_by_role("heading", level=2).first).to_have_text("«\xa0participation\xa0»")
    assert "/compte/recherches/" in page.get_by_label("Adresse du flux").input_value()
    assert_well_made(page)
    if js:  # axe is a script
        assert_accessible(page)

    page.get_by_label("Chaque semaine").check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".saved-search .meta").first).to_contain_text("Chaque semaine")

    page.locator(".saved-search summary").click()
    page.get_by_role("button", name="Ne plus suivre").click()
    expect(page.get_by_text("Vous ne suivez encore aucune recherche")).to_be_visible()
    assert_well_made(page)


def test_the_empty_list_is_accessible(visit, assert_accessible):
    for theme in ("light", "dark"):
        assert_accessible(visit("/compte/recherches/", role="member", theme=theme))


def test_the_team_asks_how_a_text_is_understood(visit, assert_accessible):
    page = visit("/admin/recherche/comprendre/", role="organiser")
    page.get_by_label(re.compile("Des mots ou une phrase")).fill("Les élu.e.s et l’élue")
    page.get_by_role("button", name="Analyser").click()

    expect(page.locator(".search-desk-table tbody tr").first).to_contain_text("élu.e.s, élue")
    assert_accessible(page, "main")


@pytest.mark.parametrize("place", ["sans-resultat", "documents", "index"])
def test_the_desk_is_accessible(visit, assert_accessible, place):
    assert_accessible(visit(f"/admin/recherche/{place}/", role="organiser"), "main")
