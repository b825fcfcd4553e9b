"""Catalogues are compiled by the site itself, and spoken at once."""

import re
from datetime import date

import pytest
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext, override
from django.utils.translation.reloader import translation_file_changed

from network.running import catalogues
from network.settings.env import PROJECT_DIR


@pytest.fixture
def folder(tmp_path, monkeypatch, settings):
    """A project folder of its own with one catalogue, not compiled yet."""
    catalogue = tmp_path / "essai" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Untranslated so far"\nmsgstr "Traduit"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(catalogues, "PROJECT_DIR", tmp_path)
    settings.LOCALE_PATHS = [tmp_path / "essai" / "locale"]
    translation_file_changed(sender=None, file_path=catalogue.with_suffix(".mo"))
    yield tmp_path
    translation_file_changed(sender=None, file_path=catalogue.with_suffix(".mo"))


def test_a_first_start_speaks_french_from_the_moment_the_catalogue_is_compiled(folder):
    with override("fr"):
        assert gettext("Untranslated so far") == "Untranslated so far"

    written = catalogues.compile_catalogues()

    assert [path.name for path in written] == ["django.mo"]
    with override("fr"):
        assert gettext("Untranslated so far") == "Traduit"
    assert catalogues.compile_catalogues() == []


@pytest.mark.parametrize("month", range(1, 13))
def test_our_words_do_not_take_the_place_of_the_months(month):
    """« May » as a verb in a template made every French date of the fifth month read « 5 Peut »."""
    names = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ]

    assert date_format(date(2026, month, 5), "F") == names[month - 1]


def test_no_words_stand_inside_an_f_string_where_the_extraction_does_not_find_them():
    called = re.compile(r"""\bf["'].*\{(?:_|gettext|ngettext|pgettext)\(""")
    found = [
        f"{path.relative_to(PROJECT_DIR)}: {line.strip()}"
        for app in ("resources", "events", "network", "search")
        for path in sorted((PROJECT_DIR / app).rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if called.search(line)
    ]

    assert found == []


def test_a_message_that_another_app_translates_otherwise_wants_a_context(monkeypatch):
    """One catalogue speaks for all apps: of two translations of one message only the first is ever shown."""
    assert catalogues.clashes() == []
    monkeypatch.setattr(catalogues, "SAID_OTHERWISE", set())

    assert "'Timeline' is 'Fil des événements' here and 'Timeline' in wagtail.admin: give ours a context" in (
        catalogues.clashes()
    )


def test_two_translations_of_one_message_are_found(monkeypatch):
    read = catalogues.read_catalogue

    def with_another(app):
        catalogue = read(app)
        if app == "search":
            catalogue["Metropolis"].string = "Autre chose"
        return catalogue

    monkeypatch.setattr(catalogues, "read_catalogue", with_another)

    assert catalogues.clashes() == [
        "'Metropolis' is 'Autre chose' in search, 'Métropole' in events: give all but one a context, or translate them alike"
    ]
