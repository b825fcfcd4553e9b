"""What a scanner would try at every address of the site, taken from the URL resolver: a new address is tried by itself."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import connection
from django.test import Client, RequestFactory, TestCase, override_settings
from django.urls import get_resolver
from wagtail.models import Page

from tests.accounts import second_factor_records
from tests.audience import outputs
from tests.factories.network import UserFactory
from tests.html import soup_of

pytestmark = pytest.mark.xdist_group("canaries")

WITHOUT_A_TOKEN = {
    "stop_search_mails": "mail programs unsubscribe without cookies (RFC 8058): the signed code is the proof",
    "answer": "the personal link of an invitation works from a mail, without cookies: the signed token is the proof",
    "inbound_mail": "a mail service hands over mails: the secret in Authorization is the proof",
}
"""Views that take a POST without the token of a form, and why."""
COOKIES = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
HEADERS = {
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"SAMEORIGIN", "DENY"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Cross-Origin-Resource-Policy": {"same-origin"},
    "Referrer-Policy": {"strict-origin-when-cross-origin", "strict-origin", "no-referrer"},
    "X-Permitted-Cross-Domain-Policies": {"none"},
    "Origin-Agent-Cluster": {"?1"},
}
"""What pages and files say; files may say it more strictly."""
ELSEWHERE = (
    "https://ailleurs.example/",
    "//ailleurs.example/",
    "/\\ailleurs.example",
    "https:ailleurs.example",
    "javascript:alert(1)",
)
TRAVERSALS = (
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "....//....//etc/passwd",
    "..\\..\\manage.py",
    "/etc/passwd",
    "%00.png",
    "images/%2e%2e/%2e%2e/site.sqlite3",
)


PAGES = r"^((?:[\w\-]+/)*)$"
"""The route of Wagtail's pages."""


def page_at(path):
    """The page of an address, for its kind; ``None`` where there is none."""
    slug = path.strip("/").rpartition("/")[2]
    page = Page.objects.filter(slug=slug, depth__gt=2).first() if slug else Page.objects.get(depth=2)
    return page.specific if page else None


def callbacks():
    """``(route, name, view)`` of every address."""

    def walk(patterns, prefix):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, route)
            else:
                yield route, pattern.name or route, pattern.callback

    return list(walk(get_resolver().url_patterns, ""))


def test_only_the_views_that_say_why_take_a_form_without_its_token():
    exempt = {name for route, name, view in callbacks() if getattr(view, "csrf_exempt", False) and not is_api(route)}

    assert exempt == set(WITHOUT_A_TOKEN)


def is_api(route):
    """Frameworks exempt their views and check the token themselves where a session is the proof (DRF), or only read."""
    return route.startswith(("admin/api/main/", "api/"))


class EveryAddressTests(TestCase):
    found_paths = None  # the same for each test, as the site is
    answers = None

    @classmethod
    def setUpTestData(cls):
        cls.administrator = UserFactory(is_superuser=True)
        UserFactory(is_superuser=True)

    @pytest.fixture(autouse=True)
    def _site(self, canaries):
        self.site = canaries

    def paths(self):
        """One address of each route and of each kind of page: what a scanner tries is the same for the others."""
        if self.found_paths is None:
            type(self).found_paths = self.find_paths()
        return self.found_paths

    def find_paths(self):
        found = {}
        for route, path in outputs.addresses(self.site):
            place = urlsplit(path).path
            kind = route if route != PAGES else type(page_at(place)).__name__
            found.setdefault(kind, place)
        return sorted(set(found.values()))

    def signed_in(self, **options):
        client = Client(raise_request_exception=False, **options)
        client.force_login(self.administrator, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session.update(second_factor_records(self.administrator))
        session.save()
        return client

    def visitor(self, **options):
        return Client(raise_request_exception=False, **options)

    def visitors_answers(self):
        """``(path, answer)`` of each address, to somebody who comes for the first time; asked once for all who read them."""
        if self.answers is None:
            type(self).answers = [(path, self.visitor().get(path)) for path in self.paths()]
        return self.answers

    # Headers and cookies

    def test_every_answer_carries_the_headers(self):
        problems = []
        for path, response in self.visitors_answers():
            policy = response.get("Content-Security-Policy", "")
            if not policy or "unsafe" in policy or "*" in policy or "http:" in policy:
                problems.append(f"{path}: policy {policy!r}")
            problems += [f"{path}: {name}" for name, values in HEADERS.items() if response.get(name) not in values]
            if "Permissions-Policy" not in response:
                problems.append(f"{path}: Permissions-Policy")
            problems += [f"{path}: says {name}" for name in ("Server", "X-Powered-By") if name in response]
        assert problems == []

    def test_no_cookie_but_the_session_and_the_token_of_forms(self):
        for path, response in self.visitors_answers():
            assert set(response.cookies) <= COOKIES, path
            for cookie in response.cookies.values():
                assert cookie["samesite"] == "Lax", path
                assert cookie["httponly"] or cookie.key == settings.CSRF_COOKIE_NAME, path
                assert cookie["domain"] == "", path

    def test_pages_load_nothing_from_elsewhere_and_hold_no_pixel(self):
        problems = []
        for path, response in self.visitors_answers():
            if not response.get("Content-Type", "").startswith("text/html"):
                continue
            soup = soup_of(response.content.decode())
            for tag in soup.find_all(
                ["script", "img", "iframe", "source", "video", "audio", "embed", "object", "form"]
            ):
                address = tag.get("src") or tag.get("data") or tag.get("action") or ""
                if urlsplit(unescape(address)).netloc:
                    problems.append(f"{path}: {tag.name} {address}")
                if tag.name == "img" and tag.get("width") in ("0", "1"):
                    problems.append(f"{path}: a pixel {address}")
            for tag in soup.find_all("link"):
                if (
                    urlsplit(tag.get("href", "")).netloc
                    and tag.get("rel") != ["canonical"]
                    and "alternate" not in tag.get("rel", [])
                ):
                    problems.append(f"{path}: link {tag}")
            if (
                soup.find(style=True)
                or soup.find("style")
                or soup.find("script", src=False, type=lambda kind: kind != "application/ld+json")
            ):
                problems.append(f"{path}: something in line")
        assert problems == []

    # Methods

    def test_unknown_methods_do_nothing(self):
        problems = []
        for path in self.paths():
            client = self.signed_in()
            for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "NIMPORTE"):
                status = client.generic(method, path).status_code
                if status != 405:
                    problems.append(f"{method} {path}: {status}")
        assert problems == []

    def test_every_form_wants_its_token(self):
        client = self.signed_in(enforce_csrf_checks=True)
        problems = []
        for path in self.paths():
            status = client.post(path, {"x": "1"}).status_code
            # 403: refused; 405: takes no form; 404, 410: not there; 302: not for this reader.
            if status < 300 or status >= 500:
                problems.append(f"{path}: {status}")
        assert [problem for problem in problems if "/compte/recherches/arreter/" not in problem] == []

    def test_looking_changes_nothing(self):
        """Mail programs and browsers fetch links in advance; a search engine follows them all."""
        client, paths = self.signed_in(), [path for path in self.paths() if path != "/compte/deconnexion/"]
        for path in paths:
            client.get(path)  # what is made on first use is made now
        before = self.rows()
        for path in paths:
            client.get(path)
        assert {table: (before[table], count) for table, count in self.rows().items() if count != before[table]} == {}

    def rows(self):
        """How many rows each table has; sessions and counters apart."""
        apart = (
            "django_session",
            "usersessions_usersession",
            "network_unansweredsearch",
            "network_auditentry",  # a download of head-counts is noted
            "search_",
            "sqlite",
            "network_shared",
        )
        with connection.cursor() as cursor:
            tables = [name for name in connection.introspection.table_names(cursor) if not name.startswith(apart)]
            counts = {}
            for table in tables:
                cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608 -- names of our own tables
                counts[table] = cursor.fetchone()[0]
        return counts

    # Redirects, hosts, paths

    def test_no_address_leads_to_another_site(self):
        client, problems = self.signed_in(), []
        for path in self.paths():
            for target in ELSEWHERE:
                question = dict.fromkeys(("next", "url", "return_url", "redirect"), target)
                for response in (client.get(path, question), client.post(path, question)):
                    place = response.get("Location", "")
                    parts = urlsplit(place.replace("\\", "/"))
                    inside = parts.netloc in ("", "testserver") and parts.scheme in ("", "http", "https")
                    if not inside or place.startswith(("//", "/\\")):
                        problems.append(f"{path}?next={target} → {place}")
            if path == "/compte/deconnexion/":
                client = self.signed_in()
        assert problems == []

    def test_files_are_not_reached_by_climbing(self):
        client = self.signed_in()
        for start in ("/media/", "/documents/1/", "/static/", "/compte/", "/agenda/", "/"):
            for end in TRAVERSALS:
                response = client.get(start + end)
                body = b"".join(response.streaming_content) if response.streaming else response.content
                assert response.status_code in (301, 302, 400, 403, 404), start + end
                assert b"root:" not in body, start + end
                assert b"SQLite format" not in body, start + end

    @override_settings(ALLOWED_HOSTS=["reseau.example"])
    def test_only_the_names_of_the_site_are_answered(self):
        for host in (
            "ailleurs.example",
            "reseau.example.ailleurs.example",
            "reseau.example@ailleurs.example",
            "127.0.0.1",
        ):
            for path in ("/", "/compte/connexion/", "/robots.txt", "/admin/", "/api/search/"):
                assert self.visitor().get(path, headers={"host": host}).status_code == 400, f"{host}{path}"

    @override_settings(ALLOWED_HOSTS=["testserver"])
    def test_a_forwarded_host_is_not_believed(self):
        request = RequestFactory().get("/", headers={"x-forwarded-host": "ailleurs.example"})

        assert request.get_host() == "testserver"
        page = self.visitor().get("/", headers={"x-forwarded-host": "ailleurs.example"}).content.decode()
        assert "ailleurs.example" not in page

    @override_settings(ALLOWED_HOSTS=["testserver"])
    def test_a_host_that_is_none_is_refused(self):
        with pytest.raises(DisallowedHost):
            RequestFactory().get("/", headers={"host": "a b"}).get_host()

    # Strange questions

    def test_strange_questions_are_answered_with_words(self):
        strange = [
            "\x00",
            "%00",
            "é" * 3000,
            "-1",
            "9" * 30,
            "NaN",
            "١٢",
            "' OR 1=1--",
            "{{7*7}}",
            "${7*7}",
            "<script>alert(1)</script>",
            "a\r\nSet-Cookie: x=y",
        ]
        names = (
            "q",
            "page",
            "vue",
            "metropole",
            "format",
            "year",
            "mois",
            "theme",
            "sort",
            "p",
            "kind",
            "ouvrir",
            "next",
            "person",
        )
        problems = []
        for path in self.paths():
            client = self.visitor()
            for value in strange:
                response = client.get(path, dict.fromkeys(names, value))
                if response.status_code >= 500:
                    problems.append(f"{path}: {value[:20]!r} {response.status_code}")
                if "x" in response.cookies or "<script>alert(1)" in html_of(response):
                    problems.append(f"{path}: {value[:20]!r} comes back")
        assert problems == []

    # People

    def test_no_mail_address_of_a_person_stands_in_public_pages(self):
        addresses = set()
        for _path, response in self.visitors_answers():
            if response.streaming or not response.get("Content-Type", "").startswith(("text/", "application/")):
                continue
            text = unescape(response.content.decode("utf-8", "replace"))
            addresses |= set(outputs_addresses(text))
        assert addresses == set()


def html_of(response):
    is_html = not response.streaming and response.get("Content-Type", "").startswith("text/html")
    return response.content.decode("utf-8", "replace") if is_html else ""


def outputs_addresses(text):
    """Mail addresses in a text. Those of the tree's own records end in ``appeau.example``; the site's contact is none."""
    found = re.findall(r"[\w.+-]+@[\w-]+\.[\w.-]+", text)
    return [address for address in found if not address.endswith(("localhost", "metropoles-participatives.example"))]
