"""What scripts add to the knowledge base, in a real browser."""

from playwright.sync_api import expect

MINUTES = "/agenda/2022/rencontre-nantes-2022/compte-rendu/"


def test_the_list_of_practices_follows_its_filters_without_leaving_the_page(visit):
    page = visit("/pratiques/")

    page.get_by_label("Rennes").check()

    expect(page.locator("#resultats [role=status]")).to_have_text("1 pratique")
    expect(page.get_by_label("Rennes")).to_be_focused()
    assert "metropole=rennes" in page.url

    page.locator(".chips a").first.click()

    expect(page.locator("#resultats [role=status]")).to_have_text("18 pratiques")
    expect(page.get_by_label("Rennes")).not_to_be_checked()
    expect(page.locator("#resultats")).to_be_focused()


def test_the_filters_work_without_scripts(visit):
    page = visit("/pratiques/", js=False)

    page.locator(".facets summary").click()
    page.get_by_label("Rennes").check()
    page.get_by_role("button", name="Appliquer").click()

    expect(page.locator("#resultats [role=status]")).to_have_text("1 pratique")


def test_the_address_of_a_passage_is_copied(visit):
    page = visit(MINUTES)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.locator("#echanges-rennes .anchor-link").click()

    expect(page.locator("passage-links [role=status]")).to_have_text("Lien copié")
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"{MINUTES}#echanges-rennes")


def test_a_cell_of_the_table_leads_to_the_passage_it_reads_from(visit):
    page = visit("/regards-croises/")

    page.get_by_role("link", name="La presse, espace de débat").click()

    expect(page.locator("#echanges-strasbourg-zfe")).to_be_in_viewport()
    assert page.url.endswith(f"{MINUTES}#echanges-strasbourg-zfe")
