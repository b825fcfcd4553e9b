"""Catalogues are compiled by the site itself, and spoken at once."""

import pytest
from django.utils.translation import gettext, override
from django.utils.translation.reloader import translation_file_changed

from network import catalogues


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
