"""Pages kept ready: right for everybody, old the moment anything they show changes."""

from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import PageViewRestriction, Site

from network.directory.models.glossary import GlossaryTerm
from network.directory.models.pages import StandardPage
from network.directory.models.site_settings import NetworkSettings
from network.mail.inbox import receive
from network.mail.outbox import post
from network.mail.team_mails import TEAM
from network.page_cache.kept_pages import Entry, Store, accepts, store
from network.page_cache.models.generation import ContentGeneration
from tests.factories.network import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_store():
    store.clear()
    yield
    store.clear()


@pytest.fixture
def page(home):
    NetworkSettings.for_site(Site.objects.get())  # otherwise made, once, by the first page shown
    return home.add_child(instance=StandardPage(title="Essai", slug="essai", summary="Avant."))


def test_second_reader_costs_one_query(client, page, django_assert_num_queries):
    first = client.get("/essai/")

    with django_assert_num_queries(1):
        second = client.get("/essai/")

    assert second.content == first.content
    assert b"Avant." in second.content


def test_an_edit_shows_at_once(client, page):
    client.get("/essai/")
    page.summary = "Après."
    page.save_revision().publish()

    assert "Après." in client.get("/essai/").content.decode()


def test_unpublishing_hides_at_once(client, page):
    client.get("/essai/")
    page.unpublish()

    assert client.get("/essai/").status_code == 404


def test_restricting_hides_at_once(client, page):
    client.get("/essai/")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert client.get("/essai/").status_code == 302


def test_moving_changes_the_address_at_once(client, page, home):
    client.get("/essai/")
    new_parent = home.add_child(instance=StandardPage(title="Dossier", slug="dossier"))
    page.move(new_parent, pos="last-child")

    assert client.get("/essai/").status_code in (301, 404)
    assert client.get("/dossier/essai/").status_code == 200


def test_a_restricted_page_never_enters_the_store(client, page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    client.force_login(UserFactory())

    assert client.get("/essai/").status_code == 200
    client.logout()
    assert client.get("/essai/").status_code == 302
    assert store.size_bytes == 0


def test_a_signed_in_reader_is_never_served_from_the_store(client, page):
    client.get("/essai/")
    user = UserFactory(first_name="Camille")
    client.force_login(user)

    response = client.get("/essai/")

    assert "Se connecter" not in response.content.decode()
    assert "no-cache" not in response.headers.get("Cache-Control", "")


def test_a_glossary_change_and_a_group_deletion_make_pages_old(db):
    group = Group.objects.create(name="essai")
    before = ContentGeneration.current()
    GlossaryTerm.objects.create(kind="acronym", label="ZZZ", slug="zzz", expansion="Zone zéro")
    after_term = ContentGeneration.current()
    group.delete()

    assert before < after_term < ContentGeneration.current()


def test_signing_in_makes_nothing_old(client, page):
    user = UserFactory()
    before = ContentGeneration.current()
    client.force_login(user)

    assert ContentGeneration.current() == before


def test_a_mail_makes_nothing_old(db):
    """Neither one that leaves, nor one that comes in: no page shows them, and there are many."""
    before = ContentGeneration.current()
    row = post(to="a@ville.example", subject="Sujet", text="Bonjour.", kind=TEAM)
    row.delete()
    receive(b"From: a@ville.example\r\nMessage-ID: <1@ville.example>\r\nSubject: Bonjour\r\n\r\nBonjour.")

    assert ContentGeneration.current() == before


def test_browser_that_has_the_page_gets_304(client, page):
    first = client.get("/essai/", headers={"Accept-Encoding": "br"})
    etag = first.headers["ETag"]

    again = client.get("/essai/", headers={"Accept-Encoding": "br", "If-None-Match": etag})

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == etag
    page.summary = "Après."
    page.save_revision().publish()
    changed = client.get("/essai/", headers={"Accept-Encoding": "br", "If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag


def test_each_encoding_unpacks_to_the_same_page(client, page):
    plain = client.get("/essai/").content
    packed = client.get("/essai/", headers={"Accept-Encoding": "gzip, br"})

    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.content) == plain
    assert len(packed.content) < len(plain) / 2
    assert {"Accept-Encoding", "Cookie"} <= {name.strip() for name in packed.headers["Vary"].split(",")}


def test_head_has_the_headers_and_no_body(client, page):
    client.get("/essai/")

    response = client.head("/essai/")

    assert (response.status_code, response.content) == (200, b"")
    assert int(response.headers["Content-Length"]) > 1000


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("br", True),
        ("gzip, deflate, br", True),
        ("br;q=0", False),
        ("br; q=0.5", True),
        ("gzip", False),
        ("", False),
    ],
)
def test_accept_encoding_is_read(header, expected):
    assert accepts(header, "br") is expected


def test_store_drops_the_longest_unused():
    small = Store(capacity_bytes=25)
    entry = Entry(headers=(), bodies={"gzip": b"0123456789"}, etag="e", expires_at=float("inf"))
    small.put("a", entry)
    small.put("b", entry)
    assert small.get("a") is entry
    small.put("c", entry)

    assert small.get("b") is None
    assert small.get("a") is entry
    assert small.size_bytes == 20


def test_store_gives_nothing_past_its_time(monkeypatch):
    now = 0
    monkeypatch.setattr("network.page_cache.kept_pages.time.monotonic", lambda: now)
    small = Store(capacity_bytes=25)
    small.put("a", Entry(headers=(), bodies={"gzip": b"0123456789"}, etag="e", expires_at=60))

    assert small.get("a") is not None
    now = 60
    assert small.get("a") is None


def test_store_is_whole_when_threads_use_it_at_once():
    small = Store(capacity_bytes=250)

    def use(number):
        size = number % 20
        small.put(number % 50, Entry(headers=(), bodies={"gzip": b"0" * size}, etag="e", expires_at=float("inf")))
        kept = small.get(number % 40)
        return kept is None or len(kept.bodies["gzip"]) < 20

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(use, range(20_000)))
    assert 0 < small.size_bytes == sum(entry.size_bytes for entry in small._entries.values()) <= 250


def test_what_is_told_to_one_reader_is_shown_on_a_page_kept_ready_and_to_nobody_else(client, home):
    Client().get("/")  # kept
    client.post("/contact/message/", {"name": "Ada", "email": "a@ville.example", "subject": "x", "text": "x"})
    told = "Votre message a été transmis à l’équipe"
    assert set(client.cookies) <= {"sessionid", "csrftoken"}

    assert told in client.get("/").content.decode()
    assert told not in Client().get("/").content.decode()
    assert told not in client.get("/").content.decode()
