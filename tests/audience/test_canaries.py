"""No output shows anybody what is for others: each is asked for by each kind of reader, over a tree full of canaries."""

import html
import io
import zipfile
from collections import Counter
from datetime import timedelta
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from network.audience.roles import CONTRIBUTORS, ORGANISERS
from network.directory.models.pages import NetworkPage, StandardPage
from network.following import digests, saved_searches
from tests.accounts import second_factor_records
from tests.audience import desk_outputs, outputs, tree
from tests.clients import forms_refused
from tests.factories.network import UserFactory

EVERYTHING = set(tree.KINDS)
READABLE = {
    "visitor": set(),
    "member": {"members"},
    "board member": {"members", "group"},
    "proofreader outside the board": {"members"},
    "proofreader of the board": {"members", "group", "nested"},
    "holder of the password": {"password"},
    "contributor": {"members"},
    "organiser": {"members", "invited"},
    "administrator": {"members", "group", "nested", "lost", "invited"},
}
"""What each reader may see on the site. In the desk, organisers and administrators write all of it."""

WRITERS = ("organiser", "administrator")

pytestmark = [pytest.mark.xdist_group("canaries"), pytest.mark.usefixtures("search_at_once")]


class CanaryTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        groups = {
            "board member": ["Bureau"],
            "proofreader outside the board": ["Relecture"],
            "proofreader of the board": ["Bureau", "Relecture"],
            "contributor": [CONTRIBUTORS],
            "organiser": [ORGANISERS],
        }
        cls.people = {
            name: UserFactory(roles=groups.get(name, ()), is_superuser=name == "administrator")
            for name in READABLE
            if name not in {"visitor", "holder of the password"}
        }

    @pytest.fixture(autouse=True)
    def _site(self, canaries):
        self.site = canaries

    def client_of(self, reader):
        client = Client(raise_request_exception=False)
        if reader in self.people:
            client.force_login(self.people[reader], backend="django.contrib.auth.backends.ModelBackend")
            session = client.session
            session.update(second_factor_records(self.people[reader]))
            session.save()
        if reader == "holder of the password":
            session = client.session
            passed = [restriction.pk for restriction in self.site.restrictions["password"]]
            session[PageViewRestriction.passed_view_restrictions_session_key] = passed
            session.save()
        return client

    def walk(self, reader):
        """Ask for every address; collect leaks and breakdowns."""
        client, problems = self.client_of(reader), []
        seen, found = Counter(), []
        follows = reader in FOLLOWERS
        for _route, path in outputs.addresses(self.site):
            response, text = self.ask(client, path, self.readable(reader, path), problems)
            if follows:
                found += links_of(response, text, path)
            seen[urlsplit(path).path] += 1
        # And whatever those pages lead to: filters, further pages, files, feeds.
        asked = 0
        while found and asked < MOST_FOLLOWED:
            path = found.pop(0)
            place = urlsplit(path).path
            if seen[place] < MOST_OF_ONE_PLACE and not place.startswith(("/admin/", "/static/")):
                seen[place] += 1
                asked += 1
                response, text = self.ask(client, path, self.readable(reader, path), problems)
                found += links_of(response, text, path)
        assert not problems, "\n".join(problems)

    def readable(self, reader, path):
        if path.startswith(("/media/", "/documents/", "/organisation/")) and reader in WRITERS:
            return EVERYTHING  # they write the pages that carry them, and those of the meetings that they organise
        return READABLE[reader]

    def ask(self, client, path, readable, problems):
        """Ask for one address. Returns the answer and all that it tells."""
        response = client.get(path)
        if response.status_code >= 500:
            problems.append(f"{path}: {response.status_code}, {response.exc_info and response.exc_info[1]!r}")
        told = text = text_of(response)
        if refused := forms_refused(path, text, response.get("Referrer-Policy", "")):
            problems.append(f"{path} has forms that hide their origin, for {', '.join(refused)}")
        for echo in {path, quote(path), quote(path, safe=""), html.escape(path), unquote(path)}:
            text = text.replace(echo, "")
        leaked = outputs.unknown_words(text, readable)
        if leaked:
            problems.append(f"{path} shows what is for {', '.join(leaked)}: {around(text, tree.KINDS[leaked[0]])}")
        return response, told

    def desk(self, reader, readable):
        """Ask for every address of the desk."""
        client, problems = self.client_of(reader), []
        routes = [route for route in outputs.routes() if route.startswith("admin/")]
        paths = [path for route in routes for path in desk_outputs.desk_addresses(route, self.site) or []]
        for path in [*paths, *desk_outputs.MORE_OF_THE_DESK]:
            self.ask(client, path, readable, problems)
        assert not problems, "\n".join(problems)

    def test_visitor(self):
        self.walk("visitor")

    def test_member(self):
        self.walk("member")

    def test_board_member(self):
        self.walk("board member")

    def test_proofreader_outside_the_board(self):
        self.walk("proofreader outside the board")

    def test_proofreader_of_the_board(self):
        self.walk("proofreader of the board")

    def test_holder_of_the_password(self):
        self.walk("holder of the password")

    def test_contributor(self):
        self.walk("contributor")

    def test_organiser(self):
        self.walk("organiser")

    def test_administrator(self):
        self.walk("administrator")

    def test_the_desk_is_closed_to_members(self):
        self.desk("member", READABLE["member"])

    def test_the_desk_shows_contributors_nothing_they_may_not_read(self):
        self.desk("contributor", READABLE["contributor"])

    def test_readers_see_what_is_for_them(self):
        """The walk finds canaries where they belong: without this it could pass by seeing nothing."""
        for reader, kind in (
            ("visitor", None),
            ("member", "members"),
            ("board member", "group"),
            ("proofreader of the board", "nested"),
            ("holder of the password", "password"),
            ("administrator", "lost"),
        ):
            if kind is None:
                continue
            client = self.client_of(reader)
            if kind not in {"password", "lost"}:
                found = text_of(client.get("/api/search/?q=appeau&per_page=50"))
                assert tree.KINDS[kind] in found, (reader, "search")
            for model in tree.SHOWN:
                page = self.site.pages.get((model, kind))
                if page:
                    assert tree.KINDS[kind] in text_of(client.get(page.url)), (reader, page.url)

    def test_feeds_and_mails_of_followed_searches_hold_what_their_member_may_read(self):
        """Secret addresses and mails know no session: they follow the rights that their member has now."""
        problems = []
        long_ago = timezone.now() - timedelta(days=400)
        for reader, user in self.people.items():
            saved, _is_new = saved_searches.follow_search(user=user, query="q=appeau", now=long_ago)
            mail.outbox.clear()
            saved_searches.send_digest(saved.pk, digests.send_mail)
            feed = Client().get(reverse("saved_search_feed", args=[saved.token]))
            told = "\n".join(f"{sent.subject}\n{sent.body}\n{sent.alternatives}" for sent in mail.outbox)
            for output, text in (("feed", text_of(feed)), ("mail", told)):
                if leaked := outputs.unknown_words(text, READABLE[reader]):
                    problems.append(f"{output} of {reader} shows what is for {', '.join(leaked)}")
                if "appeau" not in text:
                    problems.append(f"{output} of {reader} shows nothing")
        assert not problems, "\n".join(problems)

    def test_groups_and_restrictions_act_at_once(self):
        """Page, search, suggestions and site map, without waiting for a task, a cache or a new sign-in."""
        user, bureau = UserFactory(), self.site.groups["Bureau"]
        self.people["newcomer"] = user
        client, word = self.client_of("newcomer"), tree.KINDS["group"]
        page = self.site.pages[StandardPage, "group"]

        def shown(asker, text, at):
            """The addresses whose answer says a text, an echo of what was asked left aside."""
            answers = {path: text_of(asker.get(path)).casefold() for path in (at, *AT_ONCE)}
            return {path for path, answer in answers.items() if text in answer.replace(at, "").replace(quote(at), "")}

        assert shown(client, word, page.url) == set()
        user.groups.add(bureau)
        assert {page.url, "/recherche/?q=appeau&kind=pages"} <= shown(client, word, page.url)
        user.groups.remove(bureau)
        assert shown(client, word, page.url) == set()

        opened = self.site.pages[StandardPage, "open"]
        visitor, title = Client(), opened.title.casefold()
        assert opened.url in shown(visitor, title, opened.url)
        assert opened.slug in text_of(visitor.get("/sitemap.xml"))
        restriction = PageViewRestriction.objects.create(page=opened, restriction_type=PageViewRestriction.LOGIN)
        try:
            assert shown(visitor, title, opened.url) == set()
            for path in ("/sitemap.xml", "/api/search/?q=appeau&per_page=50"):
                assert opened.slug not in text_of(visitor.get(path)), path
        finally:
            restriction.delete()  # the index of search is not rolled back
            del self.people["newcomer"]

    def test_every_kind_of_output_is_walked(self):
        """What the network promises to filter (issue « Accounts », line 5), and where the walk asks for it."""
        desk = {route for route in outputs.routes() if route.startswith("admin/")}
        for kind, routes in outputs.PROMISED.items():
            for route in routes:
                assert route in outputs.OUTPUTS or route in desk, (kind, route)

    def test_every_output_is_walked(self):
        routes = outputs.routes()
        walked = set(outputs.OUTPUTS)
        missing = [
            route
            for route in routes
            if route not in walked
            and not (route.startswith("admin/") and desk_outputs.desk_addresses(route, self.site) is not None)
        ]
        assert not missing, "Outputs that the canary test does not ask for (add them to tests/audience/outputs.py)."

    def test_every_route_of_a_routable_page_is_walked(self):
        missing = {
            f"{model._meta.label}: {route}"
            for model in outputs.routable_pages()
            for route in outputs.routes_of(model)
            if route not in outputs.ROUTES_OF_PAGES.get(model._meta.label, {})
        }
        assert not missing

    def test_every_page_type_is_in_the_tree(self):
        types = {model for model in all_subclasses(NetworkPage) if not model._meta.abstract}
        assert types - {type(self.site.home)} == {*tree.SHOWN, *tree.CONTAINERS}


AT_ONCE = (
    "/recherche/?q=appeau&kind=pages",
    "/recherche/?q=appeau",
    "/recherche/suggestions/?q=appeau",
    "/api/search/?q=appeau&per_page=50",
    "/plan-du-site/",
)
"""Where a change of rights is looked for, beside the page itself."""

MOST_FOLLOWED = 120
MOST_OF_ONE_PLACE = 4
FOLLOWERS = ("visitor", "member", "contributor")
"""Readers who also follow the links they are shown."""


def all_subclasses(model):
    for child in model.__subclasses__():
        yield child
        yield from all_subclasses(child)


def text_of(response):
    """All that an answer tells, headers included; what is packed in a file is unpacked."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    elif body.startswith(b"%PDF"):
        from pypdf import PdfReader  # noqa: PLC0415 -- only where there are PDF files

        body = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).encode()
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return html.unescape(f"{headers}\n\n{body.decode('utf-8', 'replace')}")


def links_of(response, text, path):
    if "html" not in response.headers.get("Content-Type", "") or response.status_code != 200:
        return []
    soup = BeautifulSoup(text, "html.parser")
    named = [
        element[name]
        for element in soup.find_all(["a", "link", "img", "source", "form", "iframe"])
        for name in ("href", "src", "action")
        if element.get(name)
    ]
    found = []
    for address in named:
        parts = urlsplit(urljoin(f"http://testserver{path}", address))
        if parts.hostname == "testserver" and parts.scheme == "http":
            found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return list(dict.fromkeys(found))


def around(text, word):
    place = text.casefold().index(word)
    return " ".join(text[max(0, place - 60) : place + 60].split())
