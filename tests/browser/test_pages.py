"""Every page type, as everybody meets it: three widths, light and dark, with scripts and without."""

import pytest

MINUTES = "/agenda/2022/rencontre-nantes-2022/compte-rendu/"
PAGES = {
    "home": "/",
    "manifesto": "/manifeste/",
    "network": "/le-reseau/",
    "metropolises": "/metropoles/",
    "metropolis with much": "/metropoles/nantes/",
    "metropolis with nothing": "/metropoles/toulon/",
    "agenda": "/agenda/",
    "agenda by month": "/agenda/?vue=mois&mois=2026-12",
    "agenda of a year": "/agenda/2022/",
    "meeting": "/agenda/2022/rencontre-nantes-2022/",
    "minutes": MINUTES,
    "minutes list": "/comptes-rendus/",
    "practices": "/pratiques/",
    "practices, none found": "/pratiques/?metropole=toulon",
    "practice with much": "/pratiques/la-rue-pour-tous/",
    "practice with little": "/pratiques/concertations-metropole-de-lyon/",
    "questions": "/regards-croises/",
    "follow-ups": "/suites/",
    "glossary": "/glossaire/",
    "search": "/recherche/?q=citoyennet%C3%A9",
    "search, nothing found": "/recherche/?q=xyzzyqwv",
    "calendars": "/calendriers/",
    "accessibility": "/accessibilite/",
    "legal notice": "/mentions-legales/",
    "personal data": "/donnees-personnelles/",
    "site map": "/plan-du-site/",
    "sign-in": "/compte/connexion/",
}
OF_THE_SAME_TYPES = {
    "agenda by month, this one": "/agenda/?vue=mois",
    "meeting with little": "/agenda/2022/deuxieme-rencontre/",
    "account asked for": "/compte/ouverture/",
    "account closed": "/compte/ferme/",
}


@pytest.mark.parametrize("path", [*PAGES.values(), *OF_THE_SAME_TYPES.values()], ids=[*PAGES, *OF_THE_SAME_TYPES])
def test_page_is_accessible_and_well_made(
    look_at, in_every_look, assert_accessible, assert_well_made, assert_fits, subtests, path
):
    page = look_at(path, width=360)

    assert_well_made(page)  # the markup is the same in every look
    for width, theme in in_every_look(page):
        with subtests.test(width=width, theme=theme):
            assert_accessible(page)
            assert_fits(page)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_page_says_the_same_without_scripts(look_at, path):
    with_scripts = look_at(path, width=360).get_by_role("main").inner_text()
    without = look_at(path, width=360, js=False).get_by_role("main").inner_text()

    missing = [line for line in with_scripts.splitlines() if len(line) > 40 and line not in without]
    assert not missing


def test_titles_are_unique_and_name_the_site(site):
    titles = {}
    for name, path in PAGES.items():
        text = site.get(path)[2]
        titles.setdefault(text.partition("<title>")[2].partition("</title>")[0].strip(), []).append(name)

    # The same list under two filters has one title, and so has the search whatever it finds.
    shared = {title: names for title, names in titles.items() if len({name.partition(",")[0] for name in names}) > 1}
    assert not {title: names for title, names in shared.items() if names != ["agenda", "agenda by month"]}
    assert all("Métropoles participatives" in title for title in titles)


@pytest.mark.parametrize("path", ["/", "/agenda/", MINUTES, "/pratiques/"])
def test_first_view_is_light(browser, site, path):
    """At most 12 requests and 100 kB on the wire (issue: first view, without content images)."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    received, kinds = [], {}
    network.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    network.on(
        "Network.loadingFinished", lambda event: received.append((event["requestId"], event["encodedDataLength"]))
    )
    page.goto(path, wait_until="networkidle")
    weights = {}
    for request, size in received:
        weights[kinds.get(request)] = weights.get(kinds.get(request), 0) + size
    context.close()

    assert len(received) <= 12
    assert sum(weights.values()) <= 100_000, weights
    assert weights["Stylesheet"] <= 20_000, weights
    assert weights.get("Script", 0) <= 12_000, weights


@pytest.mark.parametrize(
    "path", ["/", "/agenda/", "/pratiques/", "/metropoles/", "/comptes-rendus/", "/regards-croises/"]
)
def test_lists_stay_under_600_nodes_and_nothing_shifts(visit, path):
    page = visit(path, width=360)
    page.evaluate(
        """() => { window.shift = 0;
            new PerformanceObserver(list => list.getEntries().forEach(e => { window.shift += e.value; }))
              .observe({type: "layout-shift", buffered: true}); }"""
    )
    page.wait_for_timeout(300)

    assert page.evaluate("document.querySelectorAll('*').length") <= 600
    assert page.evaluate("window.shift") <= 0.02


@pytest.mark.parametrize("path", ["/", MINUTES, "/pratiques/"])
def test_keyboard_reaches_the_content_first_and_focus_shows(visit, path):
    page = visit(path)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")

    assert "contenu" in focused.inner_text().lower()
    outline = focused.evaluate(
        "element => getComputedStyle(element).outlineWidth + getComputedStyle(element).boxShadow"
    )
    assert outline != "0pxnone"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#" + page.get_by_role("main").get_attribute("id")


@pytest.mark.parametrize(
    "path",
    [
        "/agenda/?page=abc",
        "/agenda/?page=-3",
        "/agenda/?page=99999999999999999999",
        "/agenda/?vue=mois&mois=0000-99",
        "/agenda/?vue=mois&mois=9999-12",
        "/agenda/?format=%00",
        "/agenda/?metropole=inconnue",
        "/pratiques/?page=abc",
        "/pratiques/?page=0",
        "/pratiques/?page=99999999999999999999",
        "/pratiques/?thematique=XXX&demarche=%F0%9F%98%80",
        "/regards-croises/?vue=inconnue",
        "/regards-croises/?vue=" + "x" * 5000,
        "/comptes-rendus/?page=-1",
        "/suites/?statut=zzz",
        "/recherche/?q=%22&page=1000000000",
        "/recherche/?q=" + "a" * 10_000,
        "/metropoles/?x[]=1",
        "/glossaire/?lettre=%ff",
    ],
)
def test_bad_parameters_give_a_sensible_page(site, path):
    status, _headers, text = site.get(path)

    assert status in {200, 404}
    assert "</html>" in text


def test_unknown_address_offers_a_search(visit, assert_accessible):
    page = visit("/pratiques/inconnue/", width=360, expect=404)

    main = page.get_by_role("main")
    field = main.locator("input[type=search]")
    field.fill("charte")
    field.press("Enter")
    page.wait_for_url("**/recherche/**")

    assert "/recherche/" in page.url
    assert "charte" in page.get_by_role("main").inner_text().lower()
