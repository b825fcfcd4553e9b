"""An organiser prepares a hybrid meeting of two days; readers use the agenda with the keyboard on a phone."""

import re

import pytest


@pytest.fixture
def desk(visit, editable_site):
    return lambda path="/admin/": visit(path, role="organiser")


def publish(page):
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name="Publier", exact=True).filter(visible=True).click()
    page.wait_for_load_state()


def test_an_organiser_makes_a_hybrid_meeting_of_two_days_from_a_template(desk, visit, assert_accessible):
    page = desk("/admin/rencontres/modeles/")
    page.get_by_label("Rencontre de deux jours").check()
    page.get_by_label("Premier jour").fill("2031-03-06")
    page.get_by_label("Titre").fill("Rencontre de vérification")
    page.get_by_label("Titre").press("Enter")
    page.wait_for_load_state()
    page.locator("[name=venue_name]").fill("Salle de vérification")
    publish(page)

    reader = visit("/agenda/2031/rencontre-de-verification/", width=360)
    text = reader.get_by_role("main").inner_text().replace("\xa0", " ")
    assert "Salle de vérification" in text
    assert re.search(r"6 et 7 mars 2031", text)
    assert "Second jour, sur place et à distance" in text
    assert "14 h 30 – 15 h 15" in text  # computed from the start and the lengths
    assert_accessible(reader)


def test_the_programme_is_reordered_with_the_keyboard(desk):
    page = desk("/admin/rencontres/")
    page.locator("main a[href*='/edit/']", has_text="Rendre compte").first.click()
    page.get_by_role("tab", name="Programme").click()
    titles = page.locator("[name^=agenda_items-][name$=-title]:not([name*=__prefix__])")
    before = [titles.nth(index).input_value() for index in range(3)]
    page.locator("[data-inline-panel-child-move-down]:visible").first.focus()
    page.keyboard.press("Enter")

    page.wait_for_function(
        "first => [...document.querySelectorAll('[name^=agenda_items-][name$=-title]')]"
        ".filter(f => !f.name.includes('__prefix__'))[0].value === first",
        arg=before[1],
    )
    moved = f"Descendre\xa0: {before[0]}"
    page.wait_for_function("label => document.activeElement.getAttribute('aria-label') === label", arg=moved)
    page.keyboard.press("Enter")  # the arrow still has the focus: the item moves further

    page.wait_for_function(
        "last => [...document.querySelectorAll('[name^=agenda_items-][name$=-title]')]"
        ".filter(f => !f.name.includes('__prefix__'))[2].value === last",
        arg=before[0],
    )


def test_the_programme_is_reordered_by_dragging_and_published_in_that_order(desk, visit):
    page = desk("/admin/rencontres/")
    page.set_viewport_size({"width": 1280, "height": 2600})  # two items on the screen
    page.locator("main a[href*='/edit/']", has_text="Rendre compte").first.click()
    page.get_by_role("tab", name="Programme").click()
    page.get_by_role("heading", name="Point du programme 2 – Trois façons").wait_for()  # told by their titles
    handle, goal = (
        page.locator("[data-inline-panel-child-drag]:visible").nth(place).bounding_box() for place in (0, 1)
    )
    page.mouse.move(handle["x"] + 10, handle["y"] + 10)
    page.mouse.down()
    page.mouse.move(handle["x"] + 10, handle["y"] + 40, steps=5)
    page.mouse.move(goal["x"] + 10, goal["y"] + 30, steps=10)
    page.mouse.up()
    publish(page)

    reader = visit("/agenda/?format=hybrid")
    reader.get_by_role("link", name="Rendre compte").first.click()
    titles = [heading.inner_text() for heading in reader.locator(".programme .timeline .title").all()]
    assert titles[:2] == ["Trois façons de répondre à un avis citoyen", "Accueil et connexion"]


def test_a_moment_that_is_none_stays_as_typed_and_is_refused_beside_its_field(desk):
    page = desk("/admin/rencontres/choose_parent/")  # leads to the form of a new one
    page.locator("#id_title").fill("Heure de mars")
    for name, typed in (("starts_at", "2027-03-28 02:30"), ("ends_at", "mardi prochain")):
        field = page.locator(f"[name={name}]")
        field.fill(typed)
        field.press("Tab")
    publish(page)

    assert page.locator("[name=starts_at]").input_value() == "2027-03-28 02:30"
    assert page.locator("[name=ends_at]").input_value() == "mardi prochain"
    assert "Cette heure n’existe pas" in page.locator("[id*=starts_at-errors]").inner_text()
    assert "Écrire un jour et une heure" in page.locator("[id*=ends_at-errors]").inner_text()


def test_a_reader_elsewhere_reads_the_hours_on_her_own_clock(browser, site):
    context = browser.new_context(base_url=site.url, timezone_id="Indian/Reunion", locale="fr-FR")
    try:
        page = context.new_page()
        page.goto("/agenda/?avenir=1", wait_until="load")
        here = page.locator("reader-time .here").first
        here.wait_for()
        assert re.search(r"\d+\sh\s\d\d.* à votre heure \(Reunion\)", here.inner_text())
    finally:
        context.close()
