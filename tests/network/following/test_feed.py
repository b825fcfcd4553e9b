"""The private feed of a followed search."""

from xml.etree import ElementTree as ET

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from network.following import saved_searches
from network.following.saved_searches import stop_code
from search.models import Arrival
from tests.network.following.searches import followed, publish, restrict

ATOM = "{http://www.w3.org/2005/Atom}"
N = "\xa0"
pytestmark = pytest.mark.usefixtures("index")


def feed_of(saved, **headers):
    return Client().get(f"/compte/recherches/{saved.token}.atom", headers=headers)


def test_the_feed_is_valid_private_and_says_what_the_page_says(home, member):
    publish(home, "Le budget & <les> autres", "Un budget participatif.")
    saved = followed(member)

    response = feed_of(saved)

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Robots-Tag"] == "noindex"
    root = ET.fromstring(response.content)  # noqa: S314 -- our own
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}title") == f"«{N}budget{N}» – Métropoles participatives"
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Le budget & <les> autres"
    assert "Un <mark>budget</mark> participatif." in entry.findtext(f"{ATOM}summary")
    assert (
        entry.findtext(f"{ATOM}updated")
        == Arrival.objects.get(key=entry.findtext(f"{ATOM}id").partition(",2026:")[2]).since.isoformat()
    )
    assert entry.find(f"{ATOM}link").get("href").startswith("http")
    for needed in ("id", "updated"):
        assert root.findtext(f"{ATOM}{needed}")


def test_an_unchanged_feed_is_not_sent_again_nor_computed(home, member, monkeypatch):
    publish(home, "Le budget")
    saved = followed(member)
    first = feed_of(saved)
    assert feed_of(saved).content == first.content
    monkeypatch.setattr(saved_searches, "latest_results", None)

    again = feed_of(saved, **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("change", ["new", "edited", "gone", "restricted"])
def test_a_changed_feed_is_sent(home, member, change):
    page = publish(home, "Le budget")
    saved = followed(member)
    first = feed_of(saved)

    if change == "new":
        publish(home, "Autre budget")
    elif change == "edited":
        page.title = "Le budget corrigé"
        page.save_revision().publish()
    elif change == "gone":
        page.unpublish()
    else:
        restrict(page, [Group.objects.create(name="Dedans")])

    again = feed_of(saved, **{"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert again.content != first.content


def test_an_empty_feed_is_a_feed(member):
    root = ET.fromstring(feed_of(followed(member)).content)  # noqa: S314 -- our own

    assert root.findall(f"{ATOM}entry") == []
    assert root.findtext(f"{ATOM}updated")


def test_the_latest_arrivals_come_first_in_the_feed_however_many_there_are(home, member, monkeypatch):
    for number in range(12):
        publish(home, f"Budget {number}" if number % 3 == 0 else f"Autre {number}")
    saved = followed(member)

    titles = [result.hit.title for result in saved_searches.latest_results(saved, most=3)]

    assert titles == ["Budget 9", "Budget 6", "Budget 3"]


def test_a_renewed_address_closes_the_old_one(member, sign_in):
    saved = followed(member)
    old = f"/compte/recherches/{saved.token}.atom"
    stop = f"/compte/recherches/arreter/{stop_code(saved)}/"
    client = sign_in(member)
    assert client.get(old).status_code == 200

    client.post(f"/compte/recherches/{saved.pk}/", {"action": "renew"})

    saved.refresh_from_db()
    assert client.get(old).status_code == 404
    assert client.get(f"/compte/recherches/{saved.token}.atom").status_code == 200
    assert client.get(stop).status_code == 404


@pytest.mark.parametrize("token", ["x", "%00", "é" * 200, "' OR 1=1"])
def test_a_guessed_address_leads_nowhere(client, token):
    assert client.get(f"/compte/recherches/{token}.atom").status_code == 404
