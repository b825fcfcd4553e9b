"""The tests' client sends forms as a browser would, and the site checks their tokens."""

import re
from html import unescape
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.test.client import MULTIPART_CONTENT
from django.urls import Resolver404, resolve

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 -- the name of the field
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL | re.IGNORECASE)
ATTRIBUTE = re.compile(r"""\b(method|action)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
TOKEN_FIELD = re.compile(rf"""name=["']{TOKEN}["'] value=["']([^"']+)""")
META_POLICY = re.compile(r"""<meta\s+name=["']referrer["']\s+content=["']([^"']+)""", re.IGNORECASE)
PATH_SENT = ("same-origin", "strict-origin-when-cross-origin", "no-referrer-when-downgrade", "unsafe-url")


class PostedForm(NamedTuple):
    """A form as it stood on a page that was fetched."""

    page: str
    """The address of that page, without its host."""
    token: str
    """Empty where the form carries none."""
    policy: str
    """The Referrer-Policy of its page."""


def forms_on(path, text, policy):
    """``{path to which it is sent: PostedForm}`` of the forms of a page that are posted."""
    if meta := META_POLICY.search(text):
        policy = meta[1]
    found = {}
    for attributes, content in FORM.findall(text):
        said = {name.lower(): unescape(a or b or c) for name, a, b, c in ATTRIBUTE.findall(attributes)}
        if said.get("method", "").lower() == "post":
            target = urlsplit(urldefrag(urljoin(path, said.get("action", ""))).url).path
            field = TOKEN_FIELD.search(content)
            form = PostedForm(path, field[1] if field else "", policy)
            if target not in found or form.token == "":  # one form without its token is one that fails
                found[target] = form
    return found


def forms_refused(path, text, policy):
    """Where the posted forms of a page are sent that a browser sends with « Origin: null »: Django refuses them."""
    return [target for target, form in forms_on(path, text, policy).items() if form.policy == "no-referrer"]


class BrowserLikeClient(Client):
    """A test client whose posts are checked against CSRF, and which sends them as a browser sends a form.

    It remembers the forms of the pages that it was shown. A post carries the token that stood in the form of that
    address and, as the Referrer-Policy of its page has it, ``Origin`` (``null`` under ``no-referrer``) and ``Referer``.
    An address whose form it was not shown is looked at first, as a reader would; the desk's screens, which are
    Wagtail's and slow, are not: there, and where no form is found (the form stands on another page), the client takes
    a token as any page of the site hands it out, and says the true origin.

    It proves: a form without its token, and a form under a policy that hides the origin, are refused, wherever a test
    posts to the address of that form. It does not prove that a form exists, nor what its fields are called: values
    come from the test. Requests that are no forms (JSON, raw bodies, views without CSRF) go out as the test wrote them,
    and so does a form whose test gives the token itself: ``any_token()``, where looking at the page first would change
    what is tested. What a browser really does is read in ``tests/browser/test_secret_pages.py``.
    """

    def __init__(self, enforce_csrf_checks=True, **options):
        super().__init__(enforce_csrf_checks=enforce_csrf_checks, **options)
        self.forms = {}

    def request(self, **request):
        secret = self.token_cookie
        response = super().request(**request)
        if secret and secret != self.token_cookie:
            self.forms = {}  # signed in or out: what was shown before holds tokens that are worth nothing any more
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            path = response.wsgi_request.get_full_path()
            text = response.content.decode(response.charset, "replace")
            self.forms |= forms_on(path, text, response.get("Referrer-Policy", ""))
        return response

    def post(self, path, data=None, content_type=MULTIPART_CONTENT, follow=False, secure=False, **options):
        if is_form(data, content_type) and takes_tokens(path) and TOKEN not in (data or {}):
            form = self.form_for(path, secure)
            headers = dict(options.get("headers") or {})
            for name, value in self.said_of(form, secure, options).items():
                headers.setdefault(name, value)
            options["headers"] = headers
            if form.token:
                data = with_token(data, form.token)
        return super().post(path, data, content_type, follow=follow, secure=secure, **options)

    def form_for(self, path, secure):
        place = urlsplit(str(path)).path
        if place not in self.forms and not place.startswith(settings.ADMIN_PREFIX):
            self.look_at(path, secure)
        return self.forms.get(place) or PostedForm(place, self.any_token(), settings.SECURE_REFERRER_POLICY)

    def look_at(self, path, secure):
        raises, self.raise_request_exception = self.raise_request_exception, False
        try:
            self.get(path, secure=secure)
        finally:
            self.raise_request_exception = raises

    @property
    def token_cookie(self):
        cookie = self.cookies.get(settings.CSRF_COOKIE_NAME)
        return cookie.value if cookie else ""

    def any_token(self):
        """A token of this browser's cookie, which it is given if it has none, as any page with a form does."""
        request = RequestFactory().get("/")
        if self.token_cookie:
            request.META["CSRF_COOKIE"] = self.token_cookie
        token = get_token(request)
        self.cookies[settings.CSRF_COOKIE_NAME] = request.META["CSRF_COOKIE"]
        return token

    def force_login(self, *arguments, **options):
        self.forms = {}
        super().force_login(*arguments, **options)

    def logout(self):
        super().logout()
        self.forms = {}

    def said_of(self, form, secure, options):
        """What a browser tells of the page from which a form is sent."""
        host = (options.get("headers") or {}).get("host") or self.defaults.get("SERVER_NAME", "testserver")
        origin = f"{'https' if secure else 'http'}://{host}"
        if form.policy == "no-referrer":
            return {"origin": "null"}
        return {"origin": origin, "referer": origin + (form.page if form.policy in PATH_SENT else "/")}


def is_form(data, content_type):
    return content_type == MULTIPART_CONTENT and (data is None or hasattr(data, "keys"))


def takes_tokens(path):
    try:
        return not getattr(resolve(urlsplit(str(path)).path).func, "csrf_exempt", False)
    except Resolver404:
        return True


def with_token(data, token):
    """The same values and the token, in the kind of mapping that the test gave."""
    if hasattr(data, "setlist"):
        data = data.copy()
        data[TOKEN] = token
        return data
    return {**(data or {}), TOKEN: token}
