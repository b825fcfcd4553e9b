"""An organiser's walk: signs in, finds each thing in the admin in French, changes it, and sees it on the site."""

import re

import pytest


def publish(page):
    """Press « Publier », which is among the further actions."""
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name="Publier", exact=True).filter(visible=True).click()
    page.wait_for_load_state()


def fill_moment(page, name, text):
    """Type a date and hour. Its calendar opens a little after the field is entered, and closes when it is left."""
    field = page.locator(f"[name={name}]")
    calendar = page.locator(".xdsoft_datetimepicker").filter(visible=True)
    field.fill(text)
    calendar.wait_for()
    field.press("Tab")
    calendar.wait_for(state="hidden")


def listed_last(page, title):
    """Whether the coming meetings end with ``title``: their last page is reached from the first."""
    coming = page.locator("section[aria-labelledby=a-venir]")
    if (last := coming.locator(".pagination a:not([rel])").last).count():
        last.click()
        page.wait_for_url("**avenir=*")
    return title in coming.locator(".card").last.inner_text()


def open_form(page, name):
    """Open what a list calls ``name``."""
    page.locator("main a[href*='/edit/']", has_text=name).first.click()
    page.wait_for_load_state()


@pytest.fixture
def desk(visit, editable_site):
    """``desk(path)``: a page of the admin, seen by an organiser. What is changed is put back afterwards."""
    return lambda path="/admin/": visit(path, role="organiser")


def test_the_desk_is_in_french_and_shows_each_room(desk):
    page = desk()
    menu = page.get_by_role("navigation").first

    assert page.locator("html").get_attribute("lang") == "fr"
    for room in ("Rencontres", "Réseau", "Ressources"):
        assert menu.get_by_role("button", name=room).or_(menu.get_by_role("link", name=room)).count()


def test_a_new_meeting_is_made_published_and_listed(desk, visit):
    page = desk()
    menu = page.get_by_role("navigation").first
    menu.get_by_role("button", name="Rencontres").or_(menu.get_by_role("link", name="Rencontres")).first.click()
    page.get_by_role("link", name="Nouvelle rencontre").click()
    page.locator("#id_title").fill("Atelier de vérification")
    fill_moment(page, "starts_at", "2031-03-04 14:00")
    fill_moment(page, "ends_at", "2031-03-04 16:00")
    page.locator("[name=format]").select_option("hybrid")
    publish(page)

    reader = visit("/agenda/2031/atelier-de-verification/", width=360)
    text = reader.get_by_role("main").inner_text()
    assert "Atelier de vérification" in text
    assert re.search(r"mardi 4\smars\s2031, 14\sh\s00\s–\s16\sh\s00", text)
    assert "Hybride" in text
    assert listed_last(visit("/agenda/"), "Atelier de vérification")


def test_a_meeting_whose_end_comes_first_is_refused_beside_its_field(desk):
    page = desk("/admin/rencontres/")
    open_form(page, "Première rencontre")
    fill_moment(page, "ends_at", "2022-05-01 10:00")
    publish(page)

    assert "La fin précède le début" in page.locator("body").inner_text()
    assert page.locator("[name=ends_at]").input_value().startswith("2022-05-01")  # what was typed is not lost


@pytest.mark.parametrize(
    ("address", "name", "label"),
    [
        ("/admin/snippets/network/metropolis/", "Nantes", "Population"),
        ("/admin/snippets/network/person/", "Bolo", "Autres graphies"),
        ("/admin/snippets/network/theme/", "Démocratie et citoyenneté", "Libellé"),
        ("/admin/snippets/network/glossaryterm/", "AMO", "développé"),
        ("/admin/snippets/resources/position/", "Un lieu de citoyenneté", "Métropole"),
        ("/admin/snippets/resources/question/", "Quelle place", "Question"),
    ],
)
def test_each_record_is_found_and_its_form_explains_itself(desk, address, name, label):
    page = desk(address)
    open_form(page, name)
    text = page.locator("main").inner_text().lower()

    assert label.lower() in text
    assert page.locator("main form .help, main form [id$=helptext]").count() >= 1


def test_a_changed_practice_shows_at_once_and_is_found(desk, visit):
    page = desk("/admin/practices/")
    open_form(page, "La Rue pour tous")
    page.locator("[name=strapline]").fill("Évaluer ensemble les pistes provisoires : phrase vérifiée.")
    publish(page)

    assert "phrase vérifiée" in visit("/pratiques/la-rue-pour-tous/").get_by_role("main").inner_text()
    assert "La Rue pour tous" in visit("/recherche/?q=pistes+provisoires+vérifiée").get_by_role("main").inner_text()


def test_attendance_is_listed_for_one_meeting_and_edited_there(desk, visit):
    page = desk("/admin/presences/?q=Bolo")
    page.get_by_role("link", name="Pascal Bolo").first.click()
    page.locator("[name=role_text]").fill("Fonction de vérification")
    page.get_by_role("button", name=re.compile("Enregistrer|Mettre à jour")).first.click()
    page.wait_for_load_state()

    assert "Fonction de vérification" in visit("/agenda/2022/rencontre-nantes-2022/").get_by_role("main").inner_text()


def test_minutes_are_previewed_before_they_are_published(desk):
    page = desk("/admin/minutes/")
    open_form(page, "Compte rendu de la rencontre de Nantes")
    preview = page.goto(page.url.replace("/edit/", "/view_draft/"))

    assert preview.status == 200
    assert "La Rue pour tous" in page.locator("main").first.inner_text()


def test_a_member_may_not_enter_the_desk(visit):
    page = visit("/admin/", role="member", expect=403)

    assert "ne vous est pas ouverte" in page.get_by_role("main").inner_text()
