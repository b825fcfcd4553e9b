"""`/sitemap.xml` and `/robots.txt`: every public page, nothing else, in a few queries."""

import xml.etree.ElementTree as ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from network.directory.models.metropolises import MetropolisIndexPage
from network.directory.models.pages import StandardPage
from network.page_cache.kept_pages import store
from tests.factories.network import StandardPageFactory

pytestmark = pytest.mark.django_db
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(client):
    response = client.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    tree = ElementTree.fromstring(response.content)  # noqa: S314 -- our own
    return [entry.find(f"{NAMESPACE}loc").text for entry in tree]


def test_every_public_page_and_metropolis_is_listed_once_at_its_address(content, client):
    listed = addresses(client)

    assert listed[0] == "http://testserver/"
    assert "http://testserver/metropoles/nantes/" in listed
    assert len(listed) == len(set(listed)) == Page.objects.live().filter(depth__gt=1).count() + 22
    assert all(client.get(address).status_code == 200 for address in listed)


def test_pages_that_not_everybody_sees_are_left_out_whoever_asks(content, client, sign_in, administrator):
    page = StandardPage.objects.get(slug="le-reseau")
    StandardPageFactory(parent=page, title="Dessous", slug="dessous")
    StandardPageFactory(parent=content, title="Brouillon", slug="brouillon", live=False)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    PageViewRestriction.objects.create(
        page=MetropolisIndexPage.objects.get(), restriction_type=PageViewRestriction.LOGIN
    )

    for reader in (client, sign_in(administrator)):
        listed = " ".join(addresses(reader))
        assert "/manifeste/" in listed
        for hidden in ("le-reseau", "dessous", "brouillon", "metropoles"):
            assert hidden not in listed


def test_the_sitemap_asks_as_many_queries_for_more_pages(content, client):
    addresses(client)
    before = queries_of_a_fresh_answer(client)
    for number in range(20):
        StandardPageFactory(parent=content, slug=f"page-{number}")

    assert queries_of_a_fresh_answer(client) == before <= 10


def queries_of_a_fresh_answer(client):
    store.clear()
    with CaptureQueriesContext(connection) as captured:
        addresses(client)
    return len(captured)


def test_robots_are_kept_from_the_desk_and_the_accounts_only(client, db):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines[0] == "User-agent: *"
    assert [line for line in lines if line.startswith("Disallow")] == [
        "Disallow: /admin/",
        "Disallow: /compte/",
        "Disallow: /recherche/?",
    ]
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_only_reading_is_allowed(client, db):
    assert client.post("/sitemap.xml").status_code == 405
    assert client.post("/robots.txt").status_code == 405
