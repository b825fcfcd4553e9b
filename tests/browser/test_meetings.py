"""The agenda, the page of a meeting and the subscription, as readers use them."""

import pytest

NANTES = "/agenda/2022/rencontre-nantes-2022/"


@pytest.mark.parametrize("js", [True, False])
def test_meetings_are_filtered_on_a_telephone_with_or_without_scripts(visit, js):
    page = visit("/agenda/", width=360, js=js)
    page.get_by_text("Filtrer", exact=True).click()
    page.get_by_label("Format").select_option("Hybride")
    page.get_by_role("button", name="Appliquer").click()

    coming = page.get_by_role("region", name="À venir")
    titles = [heading.inner_text() for heading in coming.get_by_role("heading", level=4).all()]
    assert titles == ["Atelier « Rendre compte aux habitant·e·s »", "Rencontre en deux temps"]
    page.get_by_role("link", name="Hybride").click()
    page.wait_for_url("**/agenda/")


def test_the_month_is_walked_with_the_keyboard(visit):
    page = visit("/agenda/?vue=mois&mois=2022-05")
    table = page.get_by_role("table", name="mai 2022")
    meeting = table.get_by_role("link").first

    meeting.focus()
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{NANTES}")
    page.go_back()
    page.get_by_role("link", name="avril 2022").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**mois=2022-04")


def test_the_month_is_a_table_of_named_days_and_links_on_a_telephone_too(visit, assert_accessible):
    page = visit("/agenda/?vue=mois&mois=2022-05", width=360)
    table = page.get_by_role("table", name="mai 2022")

    assert [cell.inner_text() for cell in table.get_by_role("columnheader").all()] == [
        "lun", "mar", "mer", "jeu", "ven", "sam", "dim",
    ]  # fmt: skip
    assert table.get_by_role("row").count() == 7  # the names of the days, then six weeks
    first_day = table.get_by_role("cell").filter(has=page.get_by_role("link")).first
    link = first_day.get_by_role("link", name="Première rencontre")
    size = link.bounding_box()
    assert min(size["width"], size["height"]) >= 24  # a dot, but one that a finger finds
    assert first_day.inner_text().startswith("5")
    assert_accessible(page)

    page.get_by_role("link", name="avril 2022").focus()
    for _step in range(2):  # the next month, then the first meeting of the table
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('td') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{NANTES}")


def test_a_reader_copies_the_address_of_the_calendar(visit):
    page = visit("/calendriers/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copier").click()

    page.get_by_role("status").filter(has_text="Adresse copiée").wait_for()  # the clipboard answers in its own time
    assert page.evaluate("navigator.clipboard.readText()").endswith("/calendriers/tous.ics")


def test_without_scripts_the_address_is_there_to_be_copied_by_hand(visit):
    page = visit("/calendriers/", js=False)

    assert page.get_by_label("Adresse à coller ailleurs").input_value().endswith("/calendriers/tous.ics")
    assert page.get_by_role("button", name="Copier").count() == 0


def test_an_organiser_reaches_a_new_meeting_from_the_menu(visit):
    page = visit("/admin/", role="organiser")
    page.get_by_role("button", name="Rencontres").click()
    page.get_by_role("link", name="Nouvelle rencontre").click()

    page.wait_for_url("**/admin/pages/add/events/meetingpage/**")
    assert page.get_by_role("tab", name="Programme").is_visible()
