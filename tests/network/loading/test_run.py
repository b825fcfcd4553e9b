"""Loading content: idempotent, all or nothing, and never over an editor's change."""

import pytest
from wagtail import hooks
from wagtail.models import Page

from network.directory.models.pages import StandardPage
from network.directory.models.themes import Theme
from network.loading.models import LoadedContent
from network.loading.records import ContentError
from network.loading.run import CONTENT_HOOK, load_content

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A project folder of its own, and no loader but the test's."""
    monkeypatch.setattr("network.loading.records.PROJECT_DIR", tmp_path)
    monkeypatch.setattr(hooks, "get_hooks", only_test_loaders(hooks.get_hooks))
    LoadedContent.objects.all().delete()
    Theme.objects.filter(parent__isnull=False).delete()
    return tmp_path


def only_test_loaders(get_hooks):
    def filtered(name):
        found = get_hooks(name)
        return [function for function in found if function.__module__ == __name__] if name == CONTENT_HOOK else found

    return filtered


def load_themes(run):
    for record in run.records("themes.yaml"):
        code = record.text("code", required=True)

        def fill(theme, record=record):
            theme.label = record.text("label", required=True, max_length=20)
            theme.search_terms = record.text("terms")
            theme.parent = record.reference("parent", Theme, by="code")

        run.save(f"theme:{code}", record, Theme, find={"code": code}, fill=fill)


def load_page(run):
    root = Page.objects.get(depth=1)
    for record in run.records("page.yaml"):
        slug = record.text("slug", required=True)

        def fill(page, record=record):
            page.title = record.text("title", required=True)
            page.summary = record.text("summary")

        run.page(f"page:{slug}", record, StandardPage, parent=root, slug=slug, fill=fill)


def load_with(loader, **options):
    with hooks.register_temporarily(CONTENT_HOOK, loader):
        return load_content(**options)


def write(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")


def test_second_load_changes_nothing(folder):
    write(folder, "themes.yaml", "- {code: ESS, label: Mobilités}\n- {code: ESS-ACT, label: Vélo, parent: ESS}\n")

    first = load_with(load_themes)
    second = load_with(load_themes)

    assert dict(first.report) == {"made": 2}
    assert dict(second.report) == {"unchanged": 2}
    assert Theme.objects.get(code="ESS-ACT").parent.label == "Mobilités"


def test_changed_file_updates_what_no_editor_touched(folder):
    write(folder, "themes.yaml", "- {code: ESS, label: Mobilites}\n")
    load_with(load_themes)
    write(folder, "themes.yaml", "- {code: ESS, label: Mobilités}\n")

    run = load_with(load_themes)

    assert dict(run.report) == {"updated": 1}
    assert Theme.objects.get(code="ESS").label == "Mobilités"


def test_what_an_editor_changed_is_kept(folder):
    write(folder, "themes.yaml", "- {code: ESS, label: Mobilites}\n")
    load_with(load_themes)
    Theme.objects.filter(code="ESS").update(label="Se déplacer")
    write(folder, "themes.yaml", "- {code: ESS, label: Mobilités}\n")

    run = load_with(load_themes)

    assert dict(run.report) == {"kept": 1}
    assert run.kept == ["theme:ESS: changed by an editor"]
    assert Theme.objects.get(code="ESS").label == "Se déplacer"


def test_what_an_editor_deleted_does_not_come_back(folder):
    write(folder, "themes.yaml", "- {code: ESS, label: Mobilités}\n")
    load_with(load_themes)
    Theme.objects.filter(code="ESS").delete()

    run = load_with(load_themes)

    assert run.kept == ["theme:ESS: deleted by an editor"]
    assert not Theme.objects.filter(code="ESS").exists()


def test_a_page_an_editor_drafted_is_kept(folder):
    write(folder, "page.yaml", "slug: essai\ntitle: Essai\n")
    load_with(load_page)
    page = StandardPage.objects.get(slug="essai")
    page.summary = "Un brouillon en cours."
    page.save_revision()
    write(folder, "page.yaml", "slug: essai\ntitle: Essai modifié\n")

    run = load_with(load_page)

    assert run.kept == ["page:essai: changed by an editor"]
    page.refresh_from_db()
    assert page.title == "Essai"
    assert page.get_latest_revision_as_object().summary == "Un brouillon en cours."


def test_a_page_is_updated_and_published_when_its_file_changes(folder):
    write(folder, "page.yaml", "slug: essai\ntitle: Essai\n")
    load_with(load_page)
    write(folder, "page.yaml", "slug: essai\ntitle: Essai\nsummary: Résumé.\n")

    run = load_with(load_page)

    page = StandardPage.objects.get(slug="essai")
    assert dict(run.report) == {"updated": 1}
    assert (page.summary, page.live, page.has_unpublished_changes) == ("Résumé.", True, False)


def test_dry_run_keeps_nothing_and_reports_all(folder):
    write(folder, "themes.yaml", "- {code: ESS, label: Mobilités}\n")

    run = load_with(load_themes, dry_run=True)

    assert dict(run.report) == {"made": 1}
    assert not Theme.objects.filter(code="ESS").exists()
    assert not LoadedContent.objects.exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "- {code: ESS, label: Mobilités}\n- code: ESS-ACT\n",
            "themes.yaml: line 2, label: this field is required and is missing or empty.",
        ),
        (
            "- code: ESS-ACT\n  label: Vélo\n  parent: MOP\n",
            "themes.yaml: line 3, parent: no theme has the code “MOP”. Check the spelling, or add it first.",
        ),
        (
            "- code: ESS\n  label: Mobilités\n  lable: Mobilités\n",
            "themes.yaml: line 3, lable: unknown field. Known here: code, label, parent, terms.",
        ),
        (
            "- code: ESS\n  label: Une étiquette bien trop longue\n",
            "themes.yaml: line 2, label: 30 signs, but 20 at most are kept. Shorten it.",
        ),
        (
            "- code: ESS\n  label: [a, b]\n",
            "themes.yaml: line 2, label: a text was expected, not a list.",
        ),
        (
            "- code: ESS\n  label: Mobilités\n- code: ESS\n  label: Encore\n",
            "themes.yaml: line 3: “theme:ESS” was already loaded from <Record themes.yaml:1>.",
        ),
        ("- just a text\n", "themes.yaml: line 1: a mapping (field: value) was expected."),
    ],
)
def test_a_broken_record_loads_nothing_and_says_where(folder, text, message):
    write(folder, "themes.yaml", text)

    with pytest.raises(ContentError) as caught:
        load_with(load_themes)

    assert str(caught.value) == message
    assert not Theme.objects.filter(code="ESS").exists()


def test_unreadable_yaml_names_the_line(folder):
    write(folder, "themes.yaml", "- code: ESS\n  label: 'sans fin\n")

    with pytest.raises(ContentError, match=r"^themes.yaml: line \d+: the YAML cannot be read"):
        load_with(load_themes)


def test_missing_file_is_named(folder):
    with pytest.raises(ContentError, match=r"^themes\.yaml: the file does not exist\.$"):
        load_with(load_themes)


@pytest.mark.parametrize("written", ["2022-13-45", "5 mai 2022", "'2022-02-30'"])
def test_a_broken_date_says_where_and_what_was_expected(folder, written):
    write(folder, "days.yaml", f"- name: fête\n  day: {written}\n")

    def load_days(run):
        for record in run.records("days.yaml"):
            record.text("name")
            record.date("day")

    with pytest.raises(ContentError) as caught:
        load_with(load_days)

    expected = f"days.yaml: line 2, day: a day such as 2022-05-05 was expected, not “{written.strip(chr(39))}”."
    assert str(caught.value) == expected


def test_csv_lines_are_those_of_the_spreadsheet(folder):
    (folder / "themes.csv").write_text("code;label\nMOB;Mobilités\nMOB-ACT;\n", encoding="utf-8-sig")

    def load_rows(run):
        for record in run.csv("themes.csv"):
            record.text("label", required=True)

    with pytest.raises(ContentError, match=r"^themes\.csv: line 3, label: this field is required"):
        load_with(load_rows)
