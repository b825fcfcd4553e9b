"""The look: what every page is drawn with."""

import gzip
import json
import posixpath
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template.loader import get_template
from django.test import RequestFactory
from wagtail.models import Site

from network.look import components
from network.management.commands.maintenance_page import maintenance_page
from network.running.staticfiles import STYLESHEET, bundle
from network.settings.env import PROJECT_DIR
from tests.html import errors_of, soup_of, structure_problems

APPS = ["network", "events", "resources", "search"]
TEMPLATES = sorted(file for app in APPS for file in PROJECT_DIR.glob(f"{app}/**/templates/**/*.html"))
ICONS = PROJECT_DIR / "network/templates/network/icons"
FONTS = PROJECT_DIR / "network/static/network/fonts"
OF_THE_DESK = {"network/css/look/desk.css", "network/css/look/desk-screen.css", "events/css/polls/desk.css"}


def source(name):
    return Path(finders.find(name)).read_text()


def imported():
    """``(static name, layer)`` of each file of which the stylesheet is made."""
    folder = posixpath.dirname(STYLESHEET)
    return [
        (posixpath.normpath(posixpath.join(folder, path)), layer)
        for path, layer in re.findall(r'@import "([^"]+)" layer\((\w+)\);', source(STYLESHEET))
    ]


def stylesheet():
    return bundle(STYLESHEET, source)


# Colours


def tokens(theme):
    """The colours of ``tokens.css`` as the browser resolves them in one theme."""
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", source("network/css/look/tokens.css"))
    return {name: (light if theme == "light" else dark) for name, light, dark in found}


def luminance(colour):
    """Relative luminance (WCAG 2.2, definition)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


TEXTS = ["ink", "ink2", "pine", "pineD", "brick", "plum", "azur", "ok", "warn", "danger"]
GROUNDS = ["paper", "surface", "sunk", "raised"]
PAIRS = (
    [(text, ground, 4.5) for text in TEXTS for ground in GROUNDS]
    + [(colour, f"{colour}T", 4.5) for colour in ("pine", "brick", "plum", "azur")]
    + [("ink", "saffronT", 7), ("on-saffron", "saffron", 7)]
    + [("on-colour", colour, 4.5) for colour in ("pine", "pineD", "brick", "plum", "azur", "danger")]
    # Borders of controls and the ring of focus are told apart at 3:1 (WCAG 2.2, 1.4.11).
    + [("edge", ground, 3) for ground in GROUNDS]
    + [("azur", ground, 3) for ground in [*GROUNDS, "pineT", "saffronT"]]
)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_of_colours_can_be_read(theme):
    colours = tokens(theme)

    weak = {
        f"{text} on {ground}": round(contrast(colours[text], colours[ground]), 2)
        for text, ground, least in PAIRS
        if contrast(colours[text], colours[ground]) < least
    }

    assert weak == {}


def test_browsers_without_light_dark_get_the_light_colours():
    plain = dict(re.findall(r"^  --([\w-]+): (#\w{6});", source("network/css/look/tokens.css"), re.MULTILINE))

    assert {name: plain[name] for name in tokens("light")} == tokens("light")


def test_components_take_colours_from_tokens_only():
    literal = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")
    sheets = [Path(finders.find(name)) for name, layer in imported() if layer == "components"]

    strays = {
        f"{file.name}: {line.strip()}"
        for file in sheets
        for line in file.read_text().splitlines()
        if literal.search(re.sub(r"/\*.*?\*/", "", line))
    }

    assert len(sheets) > 20
    assert strays == set()


# Weight


def test_one_stylesheet_of_at_most_20_kb_holds_every_component():
    css = stylesheet()

    assert "@import" not in css
    assert css.startswith("@layer reset, tokens, base, layout, components, utilities;")
    statics = {app: PROJECT_DIR / app / "static" for app in APPS}
    written = {str(file.relative_to(own)) for app, own in statics.items() for file in own.glob(f"{app}/css/**/*.css")}
    assert written - {name for name, _layer in imported()} == {STYLESHEET, *OF_THE_DESK}
    assert len(gzip.compress(css.encode())) <= 20_000


def test_the_stylesheet_is_balanced():
    css = re.sub(r'"[^"]*"', '""', stylesheet())

    assert css.count("{") == css.count("}")
    assert css.count("(") == css.count(")")


def test_the_two_fonts_weigh_at_most_45_kb_with_their_licences_beside():
    files = sorted(FONTS.glob("*.woff2"))

    assert [file.name for file in files] == ["atkinson.woff2", "fraunces.woff2"]
    assert sum(file.stat().st_size for file in files) <= 45_000
    for file in files:
        assert "SIL OPEN FONT LICENSE" in file.with_suffix(".LICENSE.txt").read_text().upper()


def test_the_scripts_of_every_page_weigh_little():
    scripts = [source("network/js/look/theme.js"), source("network/js/site.js")]

    assert sum(len(gzip.compress(script.encode())) for script in scripts) <= 3_000


@pytest.fixture
def collected(tmp_path, settings):
    """The folder of static files as `collectstatic` leaves it for a real server."""
    # Only the project's own files: hashing and compressing the admin's would take a minute.
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    own = [PROJECT_DIR / app / "static" for app in APPS if (PROJECT_DIR / app / "static").exists()]
    settings.STATICFILES_DIRS = [tmp_path / "sources", *own]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "network.running.staticfiles.HashedStaticFilesStorage"}
    }
    (tmp_path / "sources").mkdir()
    finders.get_finder.cache_clear()
    yield settings.STATIC_ROOT
    finders.get_finder.cache_clear()


def collect(folder):
    """Collect, and give the names with hashes."""
    call_command("collectstatic", interactive=False, verbosity=0)
    return json.loads((folder / "staticfiles.json").read_text())["paths"]


def test_collected_files_hold_one_stylesheet_with_hashed_fonts(collected):
    names = collect(collected)
    css = (collected / names[STYLESHEET]).read_text()

    assert "@import" not in css
    fonts = {f"network/css/{address}" for address in re.findall(r'url\("([^"]+)"\)', css)}
    assert {(collected / font).resolve() for font in fonts} == {
        collected / names[f"network/fonts/{font}.woff2"] for font in ("atkinson", "fraunces")
    }


def test_collecting_again_follows_a_component_that_changed(collected, settings):
    before = collect(collected)[STYLESHEET]

    changed = settings.STATICFILES_DIRS[0] / "network/css/look/tag.css"
    changed.parent.mkdir(parents=True)
    changed.write_text(".tag { --changed: yes }")
    after = collect(collected)[STYLESHEET]

    assert after != before
    assert "--changed: yes" in (collected / after).read_text()


def test_a_script_follows_the_new_names_of_what_it_imports(collected):
    names = collect(collected)
    script = (collected / names["network/js/site.js"]).read_text()

    for address in re.findall(r'import\("([^"]+)"\)', script):
        assert (collected / "network/js" / address).resolve().exists()
        assert re.search(r"\.[0-9a-f]{12}\.js$", address)


def test_an_imported_file_keeps_its_layer_and_its_addresses():
    files = {
        "network/css/site.css": '/* order */ @layer a, b;\n@import "../../events/css/one.css" layer(b);\n',
        "events/css/one.css": 'i { background: url("img/dot.svg") }\nb { background: url("data:,") }\n',
    }

    css = bundle("network/css/site.css", files.__getitem__)

    assert css == (
        "@layer a, b;\n@layer b {\n"
        'i { background: url("../../events/css/img/dot.svg") }\nb { background: url("data:,") }\n}\n'
    )


# Templates


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(PROJECT_DIR)))
def test_no_template_writes_styles_or_scripts_in_line(file):
    text = file.read_text()

    # Mail programs drop style sheets: what a mail looks like stands in its elements.
    is_mail = file.parent.name == "mails"
    assert is_mail or not re.search(r"\sstyle=", text)
    assert not re.search(r"\son[a-z]+=\"", text)
    # The maintenance page is one file given by the web server, not a page under the site's policy.
    assert "<style" not in text or is_mail or file.name == "maintenance.html"
    for opening in re.findall(r"<script[^>]*>", text):
        assert any(known in opening for known in ("src=", "application/ld+json", "{% nonce %}"))


def words_of_the_code():
    """Every quoted word of templates and code: an icon is asked for by name, in a tag, a component or a table."""
    files = [*TEMPLATES, *(file for app in APPS for file in PROJECT_DIR.glob(f"{app}/**/*.py"))]
    return set().union(
        *(re.findall(r'"([a-z-]+)"', file.read_text()) for file in files if file.parent.name != "migrations")
    )


def icons_named():
    """The icons that templates ask for outright."""
    return set().union(*(re.findall(r'{% icon "([\w-]+)"', file.read_text()) for file in TEMPLATES))


def test_every_icon_asked_for_is_drawn_and_no_other():
    drawn = {file.stem for file in ICONS.glob("*.svg")}

    assert icons_named() - drawn == set()
    assert {components.Notice(tone=tone).icon for tone in ("info", "ok", "warn", "danger")} <= drawn
    assert drawn - words_of_the_code() == set()


@pytest.mark.parametrize("file", sorted(ICONS.glob("*.svg")), ids=lambda file: file.stem)
def test_an_icon_is_silent_until_it_is_named(file):
    template = get_template(f"network/icons/{file.name}")

    silent, named = template.render({}), template.render({"title": "Date"})

    assert 'aria-hidden="true"' in silent
    assert "aria-label" not in silent
    assert 'role="img" aria-label="Date"' in named
    assert silent.count("<path") == 1
    assert "currentColor" in silent


# Pages


def test_the_menu_tells_where_the_reader_is(client, home):
    def current(address):
        request = RequestFactory().get(address)
        links = soup_of(get_template("network/look/includes/nav_items.html").render({}, request)).find_all("a")
        return {link["href"]: link.get("aria-current") for link in links if link.get("aria-current")}

    assert current("/pratiques/") == {"/pratiques/": "page"}
    assert current("/agenda/2022/nantes/") == {"/agenda/": "true"}
    assert current("/agenda/2022/nantes/compte-rendu/") == {"/comptes-rendus/": "true"}
    assert current("/") == {}


def test_an_unknown_address_offers_a_search_and_a_way_back(client, home):
    response = client.get("/nulle-part/")
    page = response.content.decode()
    soup = soup_of(page)

    assert response.status_code == 404
    assert errors_of(page) == []
    assert structure_problems(page) == []
    assert soup.select_one("main form[role=search]")["action"] == "/recherche/"
    assert soup.select_one('main a[href="/"]')


def test_the_frame_of_a_page_costs_one_query(client, home, django_assert_max_num_queries):
    request = RequestFactory().get("/quelque-part/")
    request.user = type("Visitor", (), {"is_authenticated": False})()
    Site.find_for_request(request)
    template = get_template("base.html")
    template.render({}, request)
    again = RequestFactory().get("/quelque-part/")
    again.user = request.user
    Site.find_for_request(again)

    with django_assert_max_num_queries(1):
        template.render({}, again)


def test_the_error_page_needs_nothing(django_assert_num_queries):
    page = get_template("500.html").render()

    assert errors_of(page) == []
    assert structure_problems(page) == []
    assert "Le site n’a pas pu répondre" in page


def test_the_maintenance_page_is_whole_in_one_file():
    page = maintenance_page()

    assert errors_of(page) == []
    assert structure_problems(page) == []
    assert page.count("url(data:font/woff2;base64,") == 2
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert {address for address in addresses if not address.startswith("data:image/svg+xml;base64,")} == {"/"}
    assert not re.search(r"url\((?!data:)", page)
    assert "@import" not in page
