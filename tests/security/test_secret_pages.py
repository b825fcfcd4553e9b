"""Secret pages: not told, not kept, not listed; and no form is left under a policy that makes browsers hide its origin."""

import json
import re

import pytest
from django.http import FileResponse, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.test import RequestFactory

from network.accounts.sample_accounts import make_sample_accounts
from network.accounts.secret_pages import keep_secret, secret_page
from tests.accounts import give_second_factor
from tests.audience import outputs
from tests.clients import BrowserLikeClient, forms_on, forms_refused
from tests.prepared import ROOT
from tests.secret_pages import make

APPS = ("search", "network", "events", "resources")
FORM = '<form class="stack" method="post"></form>'
SECRET_PART = re.compile(r"<str:(token|code)>")
SAME_VIEW = {"events:briefing_pdf_by_link": "events:briefing_by_link"}
"""Routes with a secret in their address that are served by the view of another one."""


# The helper


@pytest.mark.parametrize(
    ("response", "policy"),
    [
        (HttpResponse(f"<p>{FORM}</p>"), "strict-origin"),
        (HttpResponse('<form action="/x/" METHOD=POST>'), "strict-origin"),
        (HttpResponse('<form role="search" action="/recherche/">'), "no-referrer"),
        (HttpResponse("<p>rien</p>"), "no-referrer"),
        (HttpResponse(FORM, content_type="text/plain"), "no-referrer"),
        (HttpResponse(status=304), "no-referrer"),
        (FileResponse(iter([b"%PDF"]), content_type="application/pdf"), "no-referrer"),
    ],
)
def test_the_policy_follows_whether_a_form_stands(response, policy):
    assert keep_secret(response)["Referrer-Policy"] == policy
    assert response["X-Robots-Tag"] == "noindex"
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))


def test_a_page_written_later_is_judged_once_it_is_written():
    page = secret_page(
        lambda request: SimpleTemplateResponse("network/following/stop_search_mails.html", {"stopped": False})
    )

    response = page(RequestFactory().get("/"))
    assert "Referrer-Policy" not in response

    assert response.render()["Referrer-Policy"] == "strict-origin"


def test_a_file_that_programs_ask_for_again_may_be_kept_by_its_reader():
    assert keep_secret(HttpResponse(), cache="private, no-cache")["Cache-Control"] == "private, no-cache"


# The pages


def readers():
    """A client for each sample account, and one of nobody (``None``)."""
    clients = {None: BrowserLikeClient()}
    for role, user in make_sample_accounts().items():
        clients[role] = BrowserLikeClient()
        clients[role].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        give_second_factor(clients[role], user)
    return clients


def test_every_secret_page_is_kept_secret(content):
    problems, clients = [], readers()  # first: signing in ends the links made before
    for name, (path, role) in json.loads(make()).items():
        response = clients[role].get(path)
        text = response.content.decode()
        said = {name: response.get(name, "") for name in ("Referrer-Policy", "X-Robots-Tag", "Cache-Control")}
        expected = "strict-origin" if forms_on(path, text, "") else "no-referrer"
        if response.status_code != 200 or said["Referrer-Policy"] != expected or said["X-Robots-Tag"] != "noindex":
            problems.append(f"{name}: {response.status_code} {said}")
        if "private" not in said["Cache-Control"] or "public" in said["Cache-Control"]:
            problems.append(f"{name}: {said}")
        problems += [f"{name}: {form}" for form in forms_refused(path, text, said["Referrer-Policy"])]
    assert problems == []


def test_every_address_with_a_secret_in_it_is_among_them(content):
    routes = {name for route, name in outputs.routes().items() if SECRET_PART.search(route) and not is_desk(route)}

    assert routes - set(SAME_VIEW) <= set(json.loads(make()))
    assert set(SAME_VIEW) <= routes


def is_desk(route):
    return route.startswith("admin/")


# One place decides


def test_no_template_says_what_browsers_tell_of_its_address():
    templates = [path for app in APPS for path in (ROOT / app).rglob("templates/**/*.html")]
    assert len(templates) > 100

    said = [str(path.relative_to(ROOT)) for path in templates if re.search(r"name=.referrer.", path.read_text("utf-8"))]

    assert said == []


def test_no_view_says_it_either():
    files = [
        path for app in APPS for path in (ROOT / app).rglob("*.py") if "Referrer-Policy" in path.read_text("utf-8")
    ]

    assert [str(path.relative_to(ROOT)) for path in files] == ["network/accounts/secret_pages.py"]
