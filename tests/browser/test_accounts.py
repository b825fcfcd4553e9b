"""Signing in and out, as a reader does it."""

import re

import pytest


@pytest.mark.parametrize("js", [True, False])
def test_a_reader_signs_in_with_the_code_received_by_mail_and_out_again(visit, editable_site, arrivals, js):
    page = visit("/compte/connexion/", width=360, js=js)
    page.get_by_label("Adresse électronique").fill("membre@reseau.example")
    page.get_by_role("button", name="Recevoir un code").click()
    (mail,) = arrivals.mails
    assert mail["Subject"] == "Votre code de connexion"
    code = re.search(r"^ {4}(\S+)$", mail.get_content(), re.MULTILINE).group(1)

    page.get_by_label("Code reçu par courriel").fill(code)
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()

    main = page.get_by_role("main")
    assert page.url.endswith("/compte/")
    assert "membre@reseau.example" in main.inner_text()
    main.get_by_role("button", name="Se déconnecter").click()
    assert page.goto("/compte/").url.endswith("/compte/connexion/?next=/compte/")


def test_a_wrong_code_is_refused_and_said(visit, editable_site):
    page = visit("/compte/connexion/", js=False)
    page.get_by_label("Adresse électronique").fill("membre@reseau.example")
    page.get_by_role("button", name="Recevoir un code").click()
    page.get_by_label("Code reçu par courriel").fill("ZZZZZZ")
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()

    assert "Ce code n’est pas celui que nous avons envoyé" in page.get_by_role("main").inner_text()
    assert page.goto("/compte/").url.endswith("/compte/code/")  # still waiting for the right one


@pytest.mark.parametrize("width", [360, 1280])
def test_the_account_page_is_accessible_and_well_made(visit, assert_accessible, assert_well_made, width):
    page = visit("/compte/", width=width, role="organiser")

    assert "Équipe ICPC" in page.get_by_role("main").inner_text()
    assert_accessible(page)
    assert_well_made(page)
