"""Following a search from the results, changing it, and stopping its mails."""

import re
from email import policy
from email.parser import BytesParser

import pytest
from django.core import mail
from django.test import Client

from network.following.models.saved_searches import SavedSearch
from network.following.saved_searches import stop_code
from tests.factories.network import UserFactory
from tests.html import errors_of, soup_of, structure_problems
from tests.network.following.searches import followed, in_a_month, publish

N = "\xa0"
pytestmark = pytest.mark.usefixtures("index")


# Unsubscribing


def test_the_mail_says_how_to_stop_it_as_programs_expect(home, member):
    saved = followed(member)
    publish(home, "Le budget")
    in_a_month(saved)

    message = BytesParser(policy=policy.default).parsebytes(mail.outbox[0].message().as_bytes())

    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<http://[^/]+(/compte/recherches/arreter/\S+/)>", message["List-Unsubscribe"].strip())
    assert message["Auto-Submitted"] == "auto-generated"
    assert saved.token not in message.as_string()

    program = Client(enforce_csrf_checks=True)
    response = program.post(address[1], {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    saved.refresh_from_db()
    assert saved.frequency == SavedSearch.Frequency.NEVER


def test_looking_at_the_link_stops_nothing_and_shows_a_button(member, client):
    saved = followed(member)
    response = client.get(f"/compte/recherches/arreter/{stop_code(saved)}/")

    saved.refresh_from_db()
    assert saved.frequency == SavedSearch.Frequency.MONTHLY
    assert soup_of(response).select_one("main form[method=post] button").get_text() == "Arrêter ces courriels"


@pytest.mark.parametrize("code", ["x", "W10:aaa", "%3A%3A", "é"])
def test_a_broken_link_is_said_to_lead_nowhere(client, code):
    for answer in (client.get, client.post):
        assert answer(f"/compte/recherches/arreter/{code}/").status_code == 404


# Pages


def test_the_results_offer_to_follow_and_then_say_it_is_done(home, member, sign_in):
    publish(home, "Le budget")
    client = sign_in(member)
    form = soup_of(client.get("/recherche/?q=budget&kind=pages&page=1")).select_one(
        "form[action='/compte/recherches/suivre/']"
    )
    assert form.button.get_text() == "Suivre cette recherche"

    response = client.post(form["action"], {"query": form.find("input", {"name": "query"})["value"]}, follow=True)

    page = soup_of(response)
    assert "Vous suivez cette recherche" in page.main.get_text()
    assert page.select_one(".saved-search h2 a")["href"] == "/recherche/?q=budget&kind=pages"
    assert page.select_one(".saved-search details").has_attr("open")
    done = soup_of(client.get("/recherche/?q=budget&kind=pages"))
    assert "Vous suivez cette recherche" in done.main.get_text()
    assert done.select_one("form[action='/compte/recherches/suivre/']") is None


def test_visitors_and_bare_lists_are_not_offered_to_follow(client, member, sign_in):
    assert "Suivre" not in client.get("/recherche/?q=budget").content.decode()
    assert "Suivre cette" not in sign_in(member).get("/recherche/").content.decode()


def test_following_needs_an_account_and_a_token_of_the_form(client, member):
    response = client.post("/compte/recherches/suivre/", {"query": "q=a"})
    assert response.status_code == 302
    assert response["Location"].startswith("/compte/connexion/")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post("/compte/recherches/suivre/", {"query": "q=a"}).status_code == 403
    assert not SavedSearch.objects.exists()


def test_a_search_is_changed_and_dropped_by_its_member_only(member, sign_in):
    saved = followed(UserFactory())
    mine = followed(member)
    client = sign_in(member)

    for action in ("save", "renew", "stop"):
        assert client.post(f"/compte/recherches/{saved.pk}/", {"action": action}).status_code == 404

    prefix = f"recherche-{mine.pk}"
    client.post(
        f"/compte/recherches/{mine.pk}/",
        {"action": "save", f"{prefix}-name": " Le \n budget ", f"{prefix}-frequency": "weekly"},
    )
    mine.refresh_from_db()
    assert (mine.name, mine.frequency) == ("Le budget", "weekly")

    client.post(f"/compte/recherches/{mine.pk}/", {"action": "stop"})
    assert list(SavedSearch.objects.all()) == [saved]


def test_a_wrong_form_is_shown_again_with_what_is_wrong(member, sign_in):
    saved = followed(member)
    response = sign_in(member).post(
        f"/compte/recherches/{saved.pk}/",
        {"action": "save", f"recherche-{saved.pk}-name": "", f"recherche-{saved.pk}-frequency": "hourly"},
    )

    assert response.status_code == 422
    assert len(soup_of(response).select(".error")) == 2
    saved.refresh_from_db()
    assert saved.name == f"«{N}budget{N}»"


@pytest.mark.parametrize("searches", [0, 1, 3])
def test_the_list_is_well_made_and_costs_the_same_however_long(
    member, sign_in, searches, django_assert_max_num_queries
):
    for number in range(searches):
        followed(member, f"mot{number}")
    client = sign_in(member)
    with django_assert_max_num_queries(12):
        response = client.get("/compte/recherches/")

    text = response.content.decode()
    assert errors_of(text) + structure_problems(text) == []
    assert len(soup_of(response).select(".saved-search")) == searches
