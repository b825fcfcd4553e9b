"""The content that ships: what the loader makes of it, and what it leaves to editors."""

from datetime import date

import pytest
from wagtail.models import Page, Site

from network.directory.models.glossary import GlossaryTerm
from network.directory.models.manifesto import ManifestoArticle, ManifestoPage
from network.directory.models.metropolises import Metropolis
from network.directory.models.pages import StandardPage
from network.directory.models.people import Mandate, Person
from network.directory.models.site_settings import NetworkSettings
from network.directory.models.statements import StatementPage
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup
from network.loading.run import load_content

pytestmark = pytest.mark.django_db


def test_every_record_of_the_files_is_there(content):
    assert Metropolis.objects.count() == 22
    assert Theme.objects.filter(parent=None).count() == 9
    assert Theme.objects.exclude(parent=None).count() == 48
    assert GlossaryTerm.objects.filter(kind="acronym").count() == 89
    assert GlossaryTerm.objects.filter(kind="term").count() == 66
    assert Person.objects.filter(is_listed=True).count() == 23
    assert WorkingGroup.objects.count() == 2
    assert set(StatementPage.objects.values_list("kind", flat=True)) == set(StatementPage.Kind.values)


def test_the_home_page_is_the_site_and_nothing_of_wagtail_s_welcome_is_left(content):
    site = Site.objects.get()

    assert site.root_page_id == content.pk
    assert site.site_name == "Métropoles participatives"
    assert list(Page.objects.filter(depth=2).values_list("pk", flat=True)) == [content.pk]
    assert NetworkSettings.objects.filter(site=site).exists()


def test_loading_again_changes_nothing(content):
    run = load_content()

    assert run.report["made"] == run.report["updated"] == run.report["kept"] == 0
    assert run.report["unchanged"] > 250


def test_what_an_editor_changed_or_deleted_stays_so(content):
    nantes = Metropolis.objects.get(slug="nantes")
    nantes.presentation = "<p>Écrit par l’équipe.</p>"
    nantes.save()
    page = StandardPage.objects.get(slug="le-reseau")
    page.title = "Notre réseau"
    page.save_revision().publish()
    GlossaryTerm.objects.get(slug="ztl").delete()
    Site.objects.update(site_name="Un autre nom")

    load_content()

    nantes.refresh_from_db()
    assert nantes.presentation == "<p>Écrit par l’équipe.</p>"
    assert StandardPage.objects.get(slug="le-reseau").title == "Notre réseau"
    assert not GlossaryTerm.objects.filter(slug="ztl").exists()
    assert Site.objects.get().site_name == "Un autre nom"


def test_a_deleted_page_is_not_made_again(content):
    for page in content.get_children().type(StandardPage):
        page.delete()

    run = load_content()

    assert not StandardPage.objects.exists()
    assert "network:page:le-reseau: deleted by an editor" in run.kept


def test_roles_are_facts_of_their_day_with_their_source_and_never_current(content):
    mandates = Mandate.objects.all()

    assert mandates.count() == 28
    assert {mandate.attested_on for mandate in mandates} == {date(2022, 5, 5)}
    assert {mandate.source for mandate in mandates} == {"Compte rendu de la rencontre des 5 et 6 mai 2022"}
    assert not any(mandate.is_current() for mandate in mandates)


def test_names_written_in_two_ways_are_kept_as_variants(content):
    variants = dict(Person.objects.exclude(name_variants="").values_list("slug", "name_variants"))

    assert variants == {
        "christelle-scuotto-calvez": "Christelle Scutto-Calvez",
        "yohan-le-cocq": "Yohan Le Coq",
    }


def test_an_unknown_role_stays_unknown(content):
    without = Person.objects.filter(mandates=None, is_listed=True).values_list("slug", flat=True)

    assert set(without) == {"astrid-bideault-le-bret", "emilie-sarrazin", "emmanuelle-parodi"}


def test_acronyms_with_several_meanings_are_marked(content):
    ambiguous = GlossaryTerm.objects.filter(is_ambiguous=True).values_list("label", flat=True)

    assert set(ambiguous) == {"BP", "CA", "CA (EPCI)", "CC", "CD", "SIG"}


def test_the_eight_platforms_whose_address_is_unknown_stay_empty(content):
    without = Metropolis.objects.filter(platform_url="").values_list("slug", flat=True)

    assert set(without) == {
        "aix-marseille-provence",
        "grand-paris",
        "metz",
        "nancy",
        "nice",
        "saint-etienne",
        "toulon",
        "tours",
    }


def test_the_manifesto_has_its_four_chapters_and_no_invented_text(content):
    manifesto = ManifestoPage.objects.get()

    assert manifesto.version == "2020"
    assert [chapter.number for chapter in manifesto.chapters.all()] == [1, 2, 3, 4]
    assert set(ManifestoArticle.objects.values_list("text", flat=True)) == {""}
    assert ManifestoArticle.objects.count() == 4
