"""What answers say to browsers about safety."""

import re

import pytest
from django.test import Client

PAGES = ["/", "/compte/connexion/", "/recherche/", "/nulle-part/", "/robots.txt"]


def policy_of(response):
    return dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))


@pytest.mark.parametrize("path", PAGES)
def test_our_pages_allow_nothing_inline_and_nobody_else(path, home, client):
    policy = policy_of(client.get(path))

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["base-uri"] == "'none'"
    assert "unsafe" not in " ".join(policy.values())
    assert "http" not in " ".join(policy.values())


def test_the_admin_has_a_policy_of_its_own(administrator, sign_in):
    policy = policy_of(sign_in(administrator).get("/admin/"))

    assert policy["default-src"] == "'none'"
    assert re.fullmatch(r"'self' 'nonce-[\w+/=]{24}'", policy["script-src"])
    assert policy["frame-ancestors"] == "'self'"


@pytest.mark.parametrize("path", [*PAGES, "/admin/"])
def test_every_answer_carries_the_same_precautions(path, home, client):
    response = client.get(path)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "geolocation=()" in response["Permissions-Policy"]


def test_a_form_sent_from_elsewhere_is_refused_in_the_site_s_look(home):

    response = Client(enforce_csrf_checks=True).post("/compte/connexion/", {"email": "x@reseau.example"})

    assert response.status_code == 403
    assert "Le formulaire n’a pas été accepté" in response.content.decode()
    assert 'class="site-header"' in response.content.decode()
