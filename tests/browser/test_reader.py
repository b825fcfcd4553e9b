"""A reader's walk through the site: an elected official on a phone, between two meetings."""

import re

import pytest

PHONE = {"width": 360}


@pytest.mark.parametrize("js", [True, False])
def test_home_tells_what_the_network_is_and_leads_everywhere(look_at, js):
    page = look_at("/", js=js, **PHONE)
    main = page.get_by_role("main")

    assert main.get_by_role("heading", level=1).inner_text().strip()
    for heading in ("Prochaines rencontres", "Derniers comptes rendus", "Pratiques à lire", "22 métropoles"):
        assert main.get_by_role("heading", name=heading).is_visible()
    main.get_by_role("link", name="Compte rendu de la rencontre de Nantes").click()
    assert page.url.endswith("/agenda/2022/rencontre-nantes-2022/compte-rendu/")


def test_the_map_and_the_list_say_the_same(look_at):
    page = look_at("/metropoles/")
    on_map = page.locator("svg a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    in_list = page.get_by_role("main").locator("a[href^='/metropoles/']:not(svg a)")
    listed = in_list.evaluate_all("links => links.map(a => a.getAttribute('href'))")

    assert len(set(on_map)) == 22
    assert set(on_map) == set(listed)


def test_a_metropolis_shows_facts_with_their_year_and_never_an_old_role_as_current(look_at):
    page = look_at("/metropoles/nantes/", **PHONE)
    text = page.get_by_role("main").inner_text()

    assert re.search(r"683\s981", text)
    assert "2022" in text
    assert "Christelle Scuotto-Calvez" in text
    assert re.search(r"Christelle Scuotto-Calvez\n.+\n.+\nFonction relevée le 5\smai\s2022", text)
    assert "INSEE" in text


def test_from_home_to_what_peers_do_in_three_clicks(look_at):
    page = look_at("/", **PHONE)
    page.get_by_role("main").get_by_role("link", name="Toutes les pratiques").click()
    metropolises = page.get_by_role("main").inner_text()

    assert sum(name in metropolises for name in ("Nantes", "Rennes", "Rouen", "Lyon", "Clermont-Ferrand")) >= 3


@pytest.mark.parametrize("js", [True, False])
def test_practices_are_filtered_and_the_filter_is_in_the_address(visit, js):
    page = visit("/pratiques/", js=js, **PHONE)
    main = page.get_by_role("main")
    if not main.get_by_label("Rouen").is_visible():
        main.get_by_text("Filtrer").first.click()
    main.get_by_label("Rouen").check()
    if not js or "rouen" not in page.url:
        main.get_by_role("button", name="Appliquer").click()
    page.wait_for_url("**rouen**")

    text = page.get_by_role("main").inner_text()
    assert "Convention citoyenne de 100 personnes" in text
    assert "La Rue pour tous" not in text


def test_a_practice_names_its_unknowns_and_leads_to_the_minutes(look_at):
    page = look_at("/pratiques/la-rue-pour-tous/", **PHONE)
    text = page.get_by_role("main").inner_text()

    assert "3\xa0600" in text or re.search(r"3\s600", text)
    assert "non renseigné" in text
    page.get_by_role("link", name=re.compile("compte rendu", re.IGNORECASE)).first.click()
    anchor = page.evaluate("location.hash.slice(1)")
    assert page.locator(f"[id='{anchor}']").count() == 1


def test_each_cell_of_the_matrix_leads_to_its_passage(look_at):
    page = look_at("/regards-croises/")
    addresses = page.locator("table td a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    assert len(addresses) == 11
    minutes = look_at("/agenda/2022/rencontre-nantes-2022/compte-rendu/")

    for address in addresses:
        path, _hash, anchor = address.partition("#")
        assert path.endswith("/agenda/2022/rencontre-nantes-2022/compte-rendu/")
        assert minutes.locator(f"[id='{anchor}']").count() == 1, address
    assert "Aucune position relevée" in page.locator("table").inner_text()


def test_the_matrix_is_read_question_by_question_on_a_phone(look_at):
    page = look_at("/regards-croises/", **PHONE)

    position = page.locator("p", has_text="Citoyennetés communale et métropolitaine encore perçues comme concurrentes")
    assert position.filter(visible=True).count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_minutes_tell_who_was_there_what_was_seen_and_said(look_at):
    page = look_at("/agenda/2022/rencontre-nantes-2022/compte-rendu/")
    text = page.get_by_role("main").inner_text()

    for expected in ("656 275", "12 principes", "La Rue pour tous", "Les lieux à réinventer", "Agence Sense Nantes"):
        assert expected.replace(" ", "") in re.sub(r"\s", "", text)
    assert page.locator("abbr").get_by_text("ZFE", exact=True).count() == 1  # the first time only
    assert page.locator("abbr[title='Zone à faibles émissions']").is_visible()
    contents = page.get_by_role("navigation", name=re.compile("sommaire|contenu", re.IGNORECASE)).first
    contents.get_by_role("link", name=re.compile("échanges", re.IGNORECASE)).first.click()
    assert page.evaluate("location.hash") == "#echanges"


def test_the_meeting_names_everybody_with_the_role_of_that_day(look_at):
    page = look_at("/agenda/2022/rencontre-nantes-2022/", **PHONE)
    text = page.get_by_role("main").inner_text()

    for name in ("Christelle Scuotto-Calvez", "Céline Papin", "Cécile Delattre", "Martine Michel", "Sandra Rataud"):
        assert name in text
    for heading in ("Présent", "Excusé", "Accueil et organisation", "Programme"):
        assert heading in text
    assert "Maire des Sorinières" in text


@pytest.mark.parametrize("js", [True, False])
def test_agenda_shows_samples_as_samples_and_announced_meetings_without_inventing_a_date(look_at, js):
    page = look_at("/agenda/", js=js, **PHONE)
    text = page.get_by_role("main").inner_text()

    assert "Exemple" in text
    assert "Rencontres annoncées sans date connue" in text
    assert "Deuxième rencontre" in text
    page.get_by_role("link", name="Mois").click()
    page.get_by_role("table").wait_for()


def test_manifesto_says_what_icpc_is_to_provide(look_at):
    page = look_at("/manifeste/", **PHONE)
    text = page.get_by_role("main").inner_text()

    assert page.locator("[id^='chapitre-']").count() == 4
    assert page.locator("[id^='article-']").count() >= 4
    assert "ICPC" in text
    assert re.search("fourni|verser|transmet", text)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("élues", "élu"),
        ("ZFE", "Strasbourg"),
        ("zone a faibles emissions", "ZFE"),
        ("conseil de developpement", "conseil de développement"),
        ("Scutto", "Scuotto"),
        ("droit d interpelation", "interpellation"),
    ],
)
def test_search_finds_what_readers_type(visit, words, expected):
    page = visit("/")
    field = page.get_by_role("main").locator("input[type=search]").first
    field.fill(words)
    field.press("Enter")
    page.wait_for_url("**/recherche/**")
    main = page.get_by_role("main")

    assert expected.lower() in main.inner_text().lower()
    assert main.locator("mark").count() >= 1


def test_a_member_adds_a_meeting_to_a_calendar(look_at, site):
    page = look_at("/agenda/2022/rencontre-nantes-2022/", **PHONE)
    link = page.get_by_role("link", name=re.compile("ajouter", re.IGNORECASE)).first.get_attribute("href")
    status, headers, body = site.get(link)

    assert status == 200
    assert headers["Content-Type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in body
    assert "DTSTART;VALUE=DATE:20220505" in body
    assert "DTEND;VALUE=DATE:20220507" in body


def test_colours_can_be_chosen_and_stay_chosen(visit):
    page = visit("/")
    background = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(background)
    page.get_by_text("Sombres").click()
    dark = page.evaluate(background)
    page.goto("/pratiques/")

    assert dark != before
    assert page.evaluate(background) == dark
