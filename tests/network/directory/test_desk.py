"""The directory in the admin: lists, forms and previews an organiser uses, in French."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from network.directory.models.glossary import GlossaryTerm
from network.directory.models.home import HomePage
from network.directory.models.manifesto import ManifestoPage
from network.directory.models.metropolises import Metropolis
from network.directory.models.pages import StandardPage
from network.directory.models.people import Mandate, Person
from network.directory.models.statements import StatementPage
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup
from tests.html import soup_of

pytestmark = pytest.mark.django_db
SNIPPETS = [Metropolis, Person, WorkingGroup, Theme, GlossaryTerm]


@pytest.fixture
def desk(content, sign_in, organiser):
    return sign_in(organiser)


def snippet_url(model, view, *args):
    return reverse(f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}:{view}", args=args)


@pytest.mark.parametrize("model", SNIPPETS)
def test_an_organiser_lists_adds_and_edits_every_record_of_the_directory(desk, model):
    record = model.objects.first()

    for address in (snippet_url(model, "list"), snippet_url(model, "add"), snippet_url(model, "edit", record.pk)):
        response = desk.get(address)
        assert response.status_code == 200, address
        assert soup_of(response).html["lang"] == "fr"


@pytest.mark.parametrize(
    ("model", "words", "expected"),
    [
        (Metropolis, "nantes", "Nantes Métropole"),
        (Person, "scutto", "Scuotto-Calvez"),
        (Theme, "tramway", "Transports collectifs"),
        (GlossaryTerm, "budget participatif", "BP"),
    ],
)
def test_lists_are_searched(desk, model, words, expected):
    call_command("update_index", verbosity=0)  # the content was loaded without a worker

    response = desk.get(snippet_url(model, "list"), {"q": words})

    titles = [cell.get_text(" ", strip=True) for cell in soup_of(response).select("td.title")]
    assert any(expected in title for title in titles)
    assert len(titles) < model.objects.count()


def test_lists_are_filtered(desk):
    response = desk.get(snippet_url(Person, "list"), {"mandates__metropolis": Metropolis.objects.get(slug="lyon").pk})

    assert [title.get_text(" ", strip=True).split()[0] for title in soup_of(response).select("td.title")] == ["Boffet"]


@pytest.mark.parametrize("model", [HomePage, ManifestoPage, StandardPage, StatementPage])
def test_an_organiser_edits_and_previews_every_page_of_the_network(desk, model):
    page = model.objects.first()

    form = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    preview = desk.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert form.status_code == 200
    assert preview.status_code == 200
    assert soup_of(preview).h1.get_text(strip=True) in (page.title, getattr(page, "promise", ""))


def test_an_organiser_fills_the_site_settings(desk):
    address = desk.get(reverse("wagtailsettings:edit", args=["network", "networksettings"]), follow=True)

    assert address.status_code == 200
    labels = [label.get_text(strip=True).rstrip("*") for label in soup_of(address).select("main label")]
    assert "Direction de la publication" in labels


def test_a_metropolis_is_previewed_as_typed_before_it_is_saved(desk):
    nantes = Metropolis.objects.get(slug="nantes")
    form = soup_of(desk.get(snippet_url(Metropolis, "edit", nantes.pk))).select_one(
        "#w-editor-form, form[data-edit-form]"
    )
    values = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    values |= {"presentation": "null", "usual_name": "Nantes en essai"}

    kept = desk.post(snippet_url(Metropolis, "preview_on_edit", nantes.pk), values)
    assert kept.json()["is_valid"], kept.json()
    preview = desk.get(snippet_url(Metropolis, "preview_on_edit", nantes.pk), {"mode": ""})

    assert soup_of(preview).h1.get_text() == "Nantes en essai"
    nantes.refresh_from_db()
    assert nantes.usual_name == "Nantes Métropole"


def test_a_person_with_an_office_is_added_through_the_form(desk):
    nantes = Metropolis.objects.get(slug="nantes")

    response = desk.post(
        snippet_url(Person, "add"),
        {
            "first_name": "Ada",
            "last_name": "Exemple",
            "slug": "ada-exemple",
            "name_variants": "",
            "mandates-TOTAL_FORMS": "1",
            "mandates-INITIAL_FORMS": "0",
            "mandates-MIN_NUM_FORMS": "0",
            "mandates-MAX_NUM_FORMS": "1000",
            "mandates-0-kind": "staff",
            "mandates-0-title": "Directrice",
            "mandates-0-metropolis": nantes.pk,
            "mandates-0-organisation": "",
            "mandates-0-starts_on": "",
            "mandates-0-ends_on": "",
            "mandates-0-attested_on": "2026-11-01",
            "mandates-0-source": "Annuaire",
            "mandates-0-ORDER": "1",
            "mandates-0-DELETE": "",
            "mandates-0-id": "",
        },
    )

    assert response.status_code == 302, soup_of(response).select(".error-message")
    mandate = Mandate.objects.get(person__slug="ada-exemple")
    assert (mandate.kind, mandate.title, mandate.metropolis) == ("staff", "Directrice", nantes)


def test_a_member_has_no_way_to_the_directory(content, sign_in, member):
    response = sign_in(member).get(snippet_url(Person, "list"))

    assert response.status_code in (302, 403)
    assert "Scuotto" not in response.content.decode()
