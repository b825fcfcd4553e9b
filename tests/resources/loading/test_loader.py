"""Loading the knowledge base: errors that say where, and what stays an editor's decision."""

import shutil

import pytest
from wagtail.models import PageViewRestriction

from network.loading.records import ContentError
from network.loading.run import load_content
from network.settings.env import PROJECT_DIR
from resources.minutes.models import MinutesPage
from resources.minutes.positions import Position
from resources.practices.models import PracticePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(content, tmp_path, monkeypatch):
    """A copy of the content files that a test may spoil."""
    for app in ("network", "events", "resources"):
        shutil.copytree(PROJECT_DIR / app / "content", tmp_path / app / "content")
    monkeypatch.setattr("network.loading.records.PROJECT_DIR", tmp_path)
    return tmp_path / "resources" / "content"


def change(file, before, after):
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_a_second_load_changes_nothing(project):
    run = load_content()

    assert (run.report["made"], run.report["updated"], run.kept) == (0, 0, [])


def test_minutes_an_editor_closed_stay_closed(project):
    minutes = MinutesPage.objects.get()
    PageViewRestriction.objects.create(page=minutes, restriction_type=PageViewRestriction.LOGIN)
    change(project / "minutes.yaml", "version: 1", "version: 2")

    load_content()

    assert MinutesPage.objects.get().version == 2
    assert PageViewRestriction.objects.filter(page=minutes).count() == 1


def test_an_editor_s_words_are_kept(project):
    practice = PracticePage.objects.get(slug="la-rue-pour-tous")
    practice.strapline = "Les mots d’une personne."
    practice.save_revision().publish()
    change(project / "practices" / "la-rue-pour-tous.yaml", "title: La Rue pour tous", "title: La rue")

    run = load_content()

    assert PracticePage.objects.get(pk=practice.pk).strapline == "Les mots d’une personne."
    assert run.kept == ["resources:practice:la-rue-pour-tous: changed by an editor"]


@pytest.mark.parametrize(
    ("file", "before", "after", "message"),
    [
        (
            "practices/la-rue-pour-tous.yaml",
            "metropolises: [nantes]",
            "metropolises: [nante]",
            "metropolises: no metropolis",
        ),
        (
            "practices/la-rue-pour-tous.yaml",
            "approach: participatory_evaluation",
            "approach: vote",
            "approach: “vote” is not",
        ),
        (
            "practices/la-rue-pour-tous.yaml",
            "last_reviewed_on: 2022-05-06",
            "last_reviewed_on: mai",
            "last_reviewed_on: a day",
        ),
        ("practices/la-rue-pour-tous.yaml", "year_from: 2020", "year_form: 2020", "year_form: unknown field"),
        (
            "practices/la-rue-pour-tous.yaml",
            "agenda_item: la-rue-pour-tous",
            "agenda_item: x",
            "agenda_item: no agendaitem",
        ),
        ("minutes.yaml", "audience: public", "audience: everybody", "audience: “everybody” is not an audience"),
        ("minutes.yaml", "type: exchange", "type: chat", "type: “chat” is not in the list"),
        ("minutes.yaml", "kind: subheading", "kind: title", "kind: “title” is not in the list"),
        ("minutes.yaml", "anchor: echanges-nancy", "anchor: echanges-rennes", "body: "),
        ("positions.yaml", "passage: echanges-bordeaux", "passage: ailleurs", "passage: "),
        ("positions.yaml", "question: effets-sur-la-decision", "question: x", "question: no question has the slug “x”"),
        (
            "follow_ups.yaml",
            "announced_meeting: deuxieme-rencontre",
            "announced_meeting: y",
            "announced_meeting: no meetingpage",
        ),
        ("pages.yaml", "slug: suites", "slug: suite", "slug: “suite” is not an address"),
    ],
)
def test_an_error_says_file_line_and_field_and_nothing_is_loaded(project, file, before, after, message):
    change(project / file, before, after)
    change(project / "practices" / "droit-d-interpellation.yaml", "title: Le droit d’interpellation", "title: Autre")

    with pytest.raises(ContentError) as caught:
        load_content()

    assert str(caught.value).startswith(f"resources/content/{file}: line ")
    assert message in str(caught.value)
    assert not PracticePage.objects.filter(title="Autre").exists()


def test_what_hangs_on_minutes_an_editor_deleted_is_left_out(project):
    Position.objects.all().delete()
    minutes = MinutesPage.objects.get()
    minutes.action_items.all().delete()
    minutes.delete()

    run = load_content()

    assert not MinutesPage.objects.exists()
    assert not Position.objects.exists()
    assert "resources:minutes:rencontre-nantes-2022: deleted by an editor" in run.kept
