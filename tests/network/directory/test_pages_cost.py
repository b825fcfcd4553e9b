"""What the network's own pages cost: few queries, the same whatever the number of records; valid, small pages."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.directory.models.glossary import GlossaryTerm
from network.directory.models.manifesto import ManifestoArticle, ManifestoPage
from network.directory.models.metropolises import Metropolis
from network.directory.models.people import Mandate, Person
from network.page_cache.kept_pages import store
from tests.html import errors_of, soup_of, structure_problems

PAGES = [
    "/",
    "/metropoles/",
    "/metropoles/nantes/",
    "/metropoles/nice/",
    "/manifeste/",
    "/le-reseau/",
    "/glossaire/",
    "/accessibilite/",
    "/mentions-legales/",
    "/donnees-personnelles/",
    "/plan-du-site/",
    "/contact/",
]
MOST_QUERIES = 12
MOST_NODES = 600


def queries_of(client, address):
    """The queries of a page that is not kept ready, in a process that has served it before."""
    client.get(address)
    store.clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_few_queries(content, client, address):
    queries = queries_of(client, address)

    assert len(queries) <= MOST_QUERIES, "\n".join(queries)


def test_lists_ask_no_more_when_they_grow(content, client):
    lists = ["/", "/metropoles/", "/metropoles/nantes/", "/manifeste/", "/glossaire/", "/plan-du-site/"]
    before = {address: len(queries_of(client, address)) for address in lists}

    nantes = Metropolis.objects.get(slug="nantes")
    chapter = ManifestoPage.objects.get().chapters.first()
    for number in range(30):
        Metropolis.objects.create(
            slug=f"m{number}", siren=f"{number:09}", usual_name=f"M{number}", short_name=f"M{number}", map_x=1, map_y=1
        )
        GlossaryTerm.objects.create(kind="term", label=f"terme {number}", slug=f"terme-{number}")
        person = Person(first_name="P", last_name=f"Nom{number}", slug=f"p-nom{number}")
        person.mandates = [
            Mandate(kind="elected", title="Élue", metropolis=nantes, attested_on=date(2022, 5, 5), source="x"),
            Mandate(kind="staff", title="Agente", organisation="Ailleurs", attested_on=date(2022, 5, 5), source="x"),
        ]
        person.save()
        ManifestoArticle.objects.create(chapter=chapter, number=f"9.{number}", sort_order=number)

    assert {address: len(queries_of(client, address)) for address in lists} == before


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_valid_and_well_built(content, client, address):
    text = client.get(address).content.decode()

    assert errors_of(text) == []
    assert structure_problems(text) == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_small(content, client, address):
    nodes = soup_of(client.get(address)).find_all(True)

    assert len(nodes) <= MOST_NODES


def test_titles_and_descriptions_are_the_page_s_own(content, client):
    addresses = [*PAGES, *(metropolis.get_absolute_url() for metropolis in Metropolis.objects.all())]
    pages = {address: soup_of(client.get(address)) for address in dict.fromkeys(addresses)}

    titles = [page.title.get_text() for page in pages.values()]
    descriptions = [page.find("meta", attrs={"name": "description"})["content"] for page in pages.values()]
    assert len(set(titles)) == len(titles)
    assert len(set(descriptions)) == len(descriptions)
    assert all(descriptions)
