"""A real site and a real browser.

The site is a process of its own (granian, development settings, hashed static
files) on a copy of the prepared content. Each test process has one site and one
browser. A test that changes something asks for ``editable_site`` too: the
database is put back afterwards.

    def test_home_shows_the_map(visit):
        page = visit("/", width=360, theme="dark", js=False)
"""

import os
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.chromium import ADVICE, FLAGS, find_chromium
from tests.html import errors_of, structure_problems
from tests.live import LiveSite
from tests.mail_servers import running_smtp_server

HEIGHTS = {360: 740, 768: 1024, 1280: 900}


@pytest.fixture(scope="session")
def mail_server():
    """``(Arrivals, port)`` of the mail server to which the site's mails go."""
    with running_smtp_server() as server:
        yield server


@pytest.fixture
def arrivals(mail_server):
    """What the mail server was given in this test."""
    arrivals, _port = mail_server
    arrivals.envelopes.clear()
    return arrivals


@pytest.fixture(scope="session")
def site(tmp_path_factory, mail_server):
    """The running site. Tests that use it change nothing, or ask for ``editable_site``."""
    _arrivals, port = mail_server
    live = LiveSite(tmp_path_factory.mktemp("site") / "data", settings={"EMAIL_URL": f"smtp://127.0.0.1:{port}"})
    live.start()
    yield live
    live.stop()


@pytest.fixture
def editable_site(site):
    """The running site, put back after the test."""
    yield site
    site.put_back()


@pytest.fixture(scope="session")
def browser():
    path = find_chromium()
    assert path, ADVICE
    # Playwright's loop runs in this thread, and Django's guard cannot know that nothing is asynchronous here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    playwright = sync_playwright().start()
    chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
    yield chromium
    chromium.close()
    playwright.stop()


class Visits:
    """Opens pages, and remembers what went wrong on any of them."""

    def __init__(self, browser, site, contexts):
        self.browser, self.site, self.contexts = browser, site, contexts
        self.pages, self.problems = [], []

    def __call__(self, path="/", *, width=1280, theme="light", js=True, role=None, expect=200):
        """A page at ``path``, opened as such a reader would. ``expect`` is the status it must have."""
        page = self.context(width, theme, js, role).new_page()
        self.pages.append(page)
        page.on("pageerror", lambda error: self.problems.append(f"{path}: script error: {error}"))
        page.on("console", lambda message: self.hear(path, message))
        page.on("request", self.watch)
        page.on("response", lambda response: self.check(path, response))
        response = page.goto(path, wait_until="load")
        assert response.status == expect, f"{path}: {response.status} instead of {expect}\n{self.site.log()[-3000:]}"
        return page

    def context(self, width, theme, js, role):
        key = (width, theme, js, role)
        if key not in self.contexts:
            context = self.browser.new_context(
                base_url=self.site.url,
                viewport={"width": width, "height": HEIGHTS.get(width, 900)},
                color_scheme=theme,
                java_script_enabled=js,
                locale="fr-FR",
                timezone_id="Europe/Paris",
                reduced_motion="reduce",
            )
            context.set_default_timeout(10_000)
            if role:
                context.add_cookies([self.site.session_of(role)])
            self.contexts[key] = context
        return self.contexts[key]

    def hear(self, path, message):
        # A page that is expected to be missing is said to be missing in the console too.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(
                f"{path}: console: {message.text} {[argument.json_value() for argument in message.args]}"
            )

    def watch(self, request):
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and not request.url.startswith(self.site.url):
            self.problems.append(f"request to somebody else: {request.url}")

    def check(self, path, response):
        if response.status == 400 and "/admin/pages/" in response.url and response.request.method == "POST":
            return  # Wagtail saves by itself while somebody types: what is wrong is refused, and said beside its field
        if response.status >= 500 or (response.status >= 400 and response.request.resource_type != "document"):
            log = f"\n{self.site.log()[-3000:]}" if response.status >= 500 else ""
            self.problems.append(f"{path}: {response.status} for {response.url}{log}")

    def close(self):
        for page in self.pages:
            page.close()


@pytest.fixture
def visit(browser, site):
    """``visit(path, width=1280, theme="light", js=True, role=None, expect=200)`` → a Playwright page.

    The test fails afterwards if a page wrote an error to the console, broke a
    script, missed a file or asked anything of another host.
    """
    visits = Visits(browser, site, {})
    yield visits
    for context in visits.contexts.values():
        context.close()
    assert not visits.problems, "\n".join(visits.problems)


@pytest.fixture(scope="session")
def kept_contexts(browser):
    contexts = {}
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture
def look_at(browser, site, kept_contexts):
    """The same as ``visit`` for tests that only read: they find the browser as the last one left it, files and all."""
    visits = Visits(browser, site, kept_contexts)
    yield visits
    visits.close()
    assert not visits.problems, "\n".join(visits.problems)


LOOKS = [(width, theme) for theme in ("light", "dark") for width in HEIGHTS]
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="session")
def in_every_look():
    """``in_every_look(page)`` gives a page three widths, light and dark, in turn: ``(width, theme)``.

    Scripts and styles follow a window that changes as they follow one that was so from the start.
    """

    def looks(page):
        for width, theme in LOOKS:
            page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            page.emulate_media(color_scheme=theme)
            page.evaluate(SETTLED)
            yield width, theme

    return looks


@pytest.fixture(scope="session")
def assert_accessible():
    """``assert_accessible(page)``: axe-core finds nothing to object to."""
    axe = Axe()
    options = {"resultTypes": ["violations"]}  # what passes is not listed

    def check(page, context=None):
        # Wagtail's own bar, shown to editors, is not ours to judge.
        context = context or {"exclude": [["wagtail-userbar"], ["wagtail-inline-userbar"]]}
        violations = axe.run(page, context=context, options=options).response["violations"]
        report = [
            f"{violation['id']} ({violation['impact']}): {violation['help']}\n  "
            + "\n  ".join(f"{node['target'][0]}: {node['html'][:160]}" for node in violation["nodes"][:5])
            for violation in violations
        ]
        assert not report, f"{page.url}\n" + "\n".join(report)

    return check


@pytest.fixture(scope="session")
def assert_well_made(assert_fits):
    """``assert_well_made(page)``: valid HTML, ordered headings, one main, labels, nothing wider than the screen."""

    def check(page):
        text = page.request.get(page.url).text()
        problems = errors_of(text) + structure_problems(text)
        assert not problems, f"{page.url}\n" + "\n".join(problems)
        assert_fits(page)

    return check


@pytest.fixture(scope="session")
def assert_fits():
    """``assert_fits(page)``: nothing is wider than the screen."""

    def check(page):
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url}: {wide} px wider than the screen"

    return check
