"""What the network's own pages show, to whom, and what they say when they know nothing."""

from datetime import date

import pytest
from wagtail import hooks
from wagtail.models import PageViewRestriction, Site

from network.directory.models.glossary import GlossaryTerm
from network.directory.models.manifesto import ManifestoArticle, ManifestoChapter, ManifestoPage
from network.directory.models.metropolises import Metropolis, MetropolisIndexPage
from network.directory.models.site_settings import NetworkSettings
from network.directory.models.statements import StatementPage
from network.look.components import Card
from network.look.slots import RecordCount, SlotSection
from network.page_cache.kept_pages import store
from tests.html import soup_of

pytestmark = pytest.mark.django_db


def text_of(response):
    return " ".join(soup_of(response).main.get_text(" ").split())


# Home


def test_the_home_page_shows_each_metropolis_on_the_map_and_in_the_list(content, client):
    main = soup_of(client.get("/")).main

    on_map = {link["href"]: link.get_text(strip=True) for link in main.select(".france-map a")}
    in_list = {link["href"]: link.get_text(strip=True) for link in main.select(".metropolis-index a")}
    assert len(on_map) == 22
    assert on_map == in_list


def test_the_home_page_shows_what_other_apps_put_in_its_places_and_says_when_there_is_none(home, client):
    text = text_of(client.get("/"))
    assert "Aucune rencontre n’est prévue pour le moment." in text
    assert "Aucun compte rendu ne vous est encore ouvert." in text
    assert "Aucune pratique n’est encore décrite." in text

    store.clear()
    with hooks.register_temporarily(
        "slot:home.meetings", lambda request: [Card("Rencontre d’essai", "/agenda/essai/")]
    ):
        main = soup_of(client.get("/")).main
    assert main.find("a", href="/agenda/essai/").get_text() == "Rencontre d’essai"
    assert "Aucune rencontre" not in main.get_text()


def test_the_home_page_leads_to_the_chapters_of_the_latest_manifesto(content, client):
    old = ManifestoPage.objects.get()
    new = ManifestoPage(title="Manifeste 2028", slug="manifeste-2028", version="2028")
    content.add_child(instance=new)
    new.chapters = [ManifestoChapter(number=1, title="Un seul chapitre")]
    new.save()

    links = [link["href"] for link in soup_of(client.get("/")).select(".chapters a")]
    assert links == ["/manifeste-2028/#chapitre-1"]

    PageViewRestriction.objects.create(page=new, restriction_type=PageViewRestriction.LOGIN)
    links = [link["href"] for link in soup_of(client.get("/")).select(".chapters a")]
    assert links == [f"{old.get_url()}#chapitre-{number}" for number in (1, 2, 3, 4)]


# Metropolises


def test_the_list_of_metropolises_says_the_facts_with_their_year(content, client):
    item = soup_of(client.get("/metropoles/")).find("a", href="/metropoles/nantes/", string="Nantes Métropole")

    row = item.find_parent("li").get_text(" ", strip=True)
    assert "Pays de la Loire · 683\xa0981\xa0habitant·e·s\xa0(2022) · 24\xa0communes\xa0(2026)" in row


def test_counts_of_other_apps_stand_in_the_list_and_size_the_dots(content, client):
    nantes = Metropolis.objects.get(slug="nantes")

    def counts(request):
        return [RecordCount("essais", lambda number: f"{number} essais", {nantes.pk: 40})]

    with hooks.register_temporarily("slot:metropolis.counts", counts):
        main = soup_of(client.get("/metropoles/")).main

    assert "40 essais" in main.select_one(".metropolis-list").get_text()
    radius = {link["href"]: float(link.circle["r"]) for link in main.select(".france-map a")}
    assert radius["/metropoles/nantes/"] == max(radius.values()) > radius["/metropoles/nice/"]


def test_a_metropolis_shows_its_facts_its_platform_and_its_people_as_of_their_day(content, client):
    page = soup_of(client.get("/metropoles/nantes/"))

    assert page.h1.get_text() == "Nantes Métropole"
    platform = page.find("a", href="https://dialoguecitoyen.metropole.nantes.fr")
    assert "Source\xa0: compte-rendu des 5 et 6 mai 2022" in platform.parent.get_text()
    person = page.find(id="christelle-scuotto-calvez").get_text("|", strip=True).split("|")
    assert person == [
        "Christelle Scuotto-Calvez",
        "Vice-présidente Dialogue citoyen et citoyenneté métropolitaine",
        "Maire des Sorinières",
        "Fonction relevée le 5\xa0mai\xa02022",
    ]
    assert "en fonction" not in page.main.get_text()


def test_a_metropolis_without_anything_says_so_in_words(content, client):
    text = text_of(client.get("/metropoles/nice/"))

    assert "Aucune personne renseignée pour cette métropole." in text
    assert "Plateforme de participation non renseigné" in text


def test_other_apps_add_their_sections_to_a_metropolis(content, client):
    def sections(request, metropolis):
        full = SlotSection(
            "Essais", "essais", parts=[Card(f"Essai de {metropolis.short_name}")], url="/x/", link="Tous"
        )
        return [full, SlotSection("Vide", "vide", empty="Aucun essai.")]

    with hooks.register_temporarily("slot:metropolis.sections", sections):
        page = soup_of(client.get("/metropoles/brest/"))

    assert page.find(id="essais").h2.get_text() == "Essais"
    assert "Essai de Brest" in page.find(id="essais").get_text()
    assert page.find(id="vide").find(class_="unknown").get_text() == "Aucun essai."


@pytest.mark.parametrize("address", ["/metropoles/inconnue/", "/metropoles/nantes/suite/", "/metropoles/../"])
def test_an_unknown_metropolis_is_not_found(content, client, address):
    assert client.get(address).status_code == 404


def test_an_address_without_its_last_slash_leads_to_the_page(content, client):
    response = client.get("/metropoles/nantes")

    assert response.status_code == 301
    assert response["Location"] == "/metropoles/nantes/"


def test_unknown_parameters_change_nothing(content, client):
    for address in ("/", "/metropoles/", "/glossaire/", "/metropoles/nantes/"):
        assert client.get(f"{address}?page=abc&x[]=%ff&page=-1").status_code == 200


# Manifesto


def test_the_manifesto_has_anchors_contents_and_says_what_is_missing(content, client):
    page = soup_of(client.get("/manifeste/"))

    assert [page.find(id=f"chapitre-{number}").name for number in (1, 2, 3, 4)] == ["h2"] * 4
    article = page.find(id="article-1-1")
    assert article.get_text() == "Article 1.1"
    assert article.a["href"] == "#article-1-1"
    assert "Numéro et texte à fournir par l’ICPC." in article.parent.get_text()
    contents = [link["href"] for link in page.select(".contents-nav a")]
    assert contents[:3] == ["#chapitre-1", "#article-1-1", "#chapitre-2"]
    assert "Les articles restent à venir" in page.main.get_text()


def test_a_manifesto_with_all_its_text_says_nothing_is_missing(content, client):
    ManifestoArticle.objects.update(text="<p>Le texte adopté.</p>")

    text = text_of(client.get("/manifeste/"))

    assert text.count("Le texte adopté.") == 4
    assert "à fournir" not in text
    assert "Les articles restent à venir" not in text


# Glossary


def test_the_glossary_gives_each_term_its_anchor_in_the_order_of_a_dictionary(content, client):
    page = soup_of(client.get("/glossaire/"))

    anchors = [term["id"] for term in page.select(".glossary dt")]
    assert anchors == sorted(anchors)
    assert len(anchors) == GlossaryTerm.objects.count()
    meaning = page.find(id="icpc").find_next_sibling("dd").get_text()
    assert meaning.startswith("Institut de la Concertation et de la Participation Citoyenne")
    assert "plusieurs sens" in page.find(id="bp").get_text()
    letters = [link["href"] for link in page.select(".letters a")]
    assert letters[0] == "#lettre-a"


def test_acronyms_of_a_page_are_explained_once_with_the_expansion_of_the_glossary(content, client):
    page = soup_of(client.get("/le-reseau/"))

    explained = {abbr.get_text(): abbr["title"] for abbr in page.select("main .acronym abbr")}
    assert explained["ICPC"] == "Institut de la Concertation et de la Participation Citoyenne"
    assert len(page.select("main .acronym abbr")) == len(explained)


# The network


def test_the_network_page_tells_its_history_its_groups_and_how_to_join(content, client):
    page = soup_of(client.get("/le-reseau/"))

    assert [step.get_text() for step in page.select(".timeline .when")] == [
        "2017",
        "2020",
        "2021-2022",
        "5 et 6 mai 2022",
    ]
    assert "Chantier métropoles participatives" in page.main.get_text()
    assert page.find(id="rejoindre-le-reseau").name == "h2"
    assert page.main.find("a", href="/contact/")


# Statements


@pytest.fixture
def site_settings(content):
    return NetworkSettings.for_site(Site.objects.get())


@pytest.mark.parametrize(
    ("address", "number"), [("/mentions-legales/", 8), ("/donnees-personnelles/", 4), ("/contact/", 2)]
)
def test_statements_say_what_icpc_is_to_fill_in(content, client, address, number):
    unknown = [element.get_text() for element in soup_of(client.get(address)).main.select(".unknown")]

    assert len(unknown) == number
    assert all(text.startswith("à compléter par l’ICPC") for text in unknown)


def test_statements_show_what_the_settings_say(content, client, site_settings):
    site_settings.publisher_name = "Institut <de la> Concertation"
    site_settings.publisher_address = "1 rue d’Exemple\n44000 Nantes"
    site_settings.publisher_email = "editeur@reseau.example"
    site_settings.save()

    page = soup_of(client.get("/mentions-legales/"))

    facts = {row.dt.get_text(): row.dd for row in page.select_one("dl.facts").find_all("div")}
    assert facts["Nom"].get_text() == "Institut <de la> Concertation"
    assert facts["Siège"].get_text("|") == "1 rue d’Exemple|44000 Nantes"
    assert facts["Courriel"].a["href"] == "mailto:editeur@reseau.example"


def test_the_accessibility_statement_follows_the_compulsory_order(content, client):
    titles = [heading.get_text() for heading in soup_of(client.get("/accessibilite/")).main.find_all(["h2", "h3"])]

    assert titles == [
        "État de conformité",
        "Résultats des tests",
        "Contenus non accessibles",
        "Non-conformités",
        "Dérogations pour charge disproportionnée",
        "Contenus non soumis à l’obligation d’accessibilité",
        "Établissement de cette déclaration d’accessibilité",
        "Technologies utilisées pour la réalisation de ce site",
        "Environnement de test",
        "Outils pour évaluer l’accessibilité",
        "Pages du site ayant fait l’objet de la vérification automatique",
        "Retour d’information et contact",
        "Voies de recours",
    ]


def test_the_accessibility_statement_claims_nothing_without_an_audit(content, client, site_settings):
    text = text_of(client.get("/accessibilite/"))
    assert "Ce site est non conforme" in text
    assert "Aucun audit de conformité n’a encore été réalisé." in text

    site_settings.accessibility_state = "partial"
    site_settings.accessibility_audit_on = date(2027, 1, 4)
    site_settings.accessibility_auditor = "Cabinet d’Exemple"
    site_settings.accessibility_rate = "82.50"
    site_settings.save()

    text = text_of(client.get("/accessibilite/"))
    assert "Ce site est partiellement conforme" in text
    assert "L’audit de conformité réalisé par Cabinet d’Exemple le 4 janvier 2027 révèle que 82,50 %" in text


def test_the_site_map_lists_what_the_reader_may_see(content, client, sign_in, member):
    PageViewRestriction.objects.create(
        page=StatementPage.objects.get(kind="contact"), restriction_type=PageViewRestriction.LOGIN
    )

    def links(response):
        return {link["href"] for link in soup_of(response).select(".site-map a")}

    before = links(client.get("/plan-du-site/"))
    assert {"/manifeste/", "/metropoles/", "/metropoles/nantes/", "/glossaire/", "/le-reseau/"} <= before
    assert "/contact/" not in before
    assert links(sign_in(member).get("/plan-du-site/")) - before == {"/contact/"}


def test_the_site_map_without_the_page_of_metropolises_lists_none(content, client):
    MetropolisIndexPage.objects.get().unpublish()

    assert "/metropoles/" not in soup_of(client.get("/plan-du-site/")).select_one(".site-map").decode()
