"""What a real browser tells of secret addresses, and whether it can send the forms that stand there."""

import json
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("secret pages")
ELSEWHERE = "http://ailleurs.example/"
FILES = ("events:personal", "saved_search_feed")
"""Read by programs: a browser shows no page of them that could lead further."""


@pytest.fixture(scope="module")
def secrets(site):
    """``{name: [path, role]}`` of ``tests.secret_pages``: made once, put back after the last of these tests."""
    made = json.loads(site.shell("from tests.secret_pages import make; print(make())").splitlines()[-1])
    yield made
    site.put_back()


@pytest.fixture
def open_page(visit, secrets):
    """``open_page(name)``: the secret page of that name, as its reader opens it."""

    def opened(name):
        path, role = secrets[name]
        page = visit(path, role=role)
        unfold(page)
        return page

    return opened


def unfold(page):
    """Open what is folded, where many of these forms stand."""
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")


def send(page, button, *, says=None):
    """Press a button that sends a form; what comes back is no refusal."""
    with page.expect_response(lambda response: response.request.method == "POST") as sent:
        button.click()
    assert sent.value.status < 400, f"{sent.value.request.url}: {sent.value.status}"
    page.wait_for_load_state()
    unfold(page)
    if says:
        expect(page.locator("main")).to_contain_text(says)


def button(page, value):
    return page.locator(f"main button[name=action][value={value}]").first


# What is told of the address


def test_no_secret_address_is_told_to_anybody(visit, secrets):
    """The Referer of all that the page loads, of a link to this site and of one to another."""
    told = []
    for name, (path, role) in secrets.items():
        if name in FILES:
            continue
        context = visit.context(1280, "light", True, role)
        page = context.new_page()
        context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="ailleurs"))
        asked = []
        page.on("request", lambda request, asked=asked: asked.append(request))
        page.goto(path, wait_until="load")
        for address in ("/manifeste/", ELSEWHERE):
            follow_link(page, address)
            page.go_back(wait_until="load")
        referers = [(one.url, one.all_headers().get("referer", "")) for one in asked]
        assert {ELSEWHERE, "/manifeste/"} <= {
            url if url == ELSEWHERE else urlsplit(url).path for url, _told in referers
        }
        assert any("/static/" in url for url, _told in referers), name
        told += [f"{name}: {url} is told {referer}" for url, referer in referers if not is_discreet(referer)]
        page.close()
    assert told == []


def follow_link(page, address):
    """Click a link to ``address`` standing in the page, as readers do: an address typed tells nothing."""
    page.evaluate(
        """address => {
            const link = document.createElement("a")
            link.href = address
            link.id = "essai"
            link.textContent = "essai"
            document.querySelector("main").prepend(link)
        }""",
        address,
    )
    with page.expect_navigation():
        page.locator("#essai").click()


def is_discreet(referer):
    """Nothing, the name of the site, or the public address of a style sheet, for the files that it names."""
    path = urlsplit(referer).path
    return path in ("", "/") or path.startswith(("/static/", "/manifeste/"))


# Forms of « Mes agendas »


def test_a_member_makes_an_address(open_page):
    page = open_page("events:my_calendars")
    page.locator("#nouvelle input[type=text]").fill("Téléphone")

    send(page, page.locator("#nouvelle button[type=submit]"), says="Téléphone")


def test_a_member_saves_renews_and_closes_an_address(open_page):
    page = open_page("events:my_calendars")
    send(page, button(page, "save"))
    before = page.locator("input[id^=adresse-]").first.input_value()

    send(page, button(page, "renew"))
    assert page.locator("input[id^=adresse-]").first.input_value() != before
    count = page.locator("input[id^=adresse-]").count()

    send(page, button(page, "revoke"))
    expect(page.locator("input[id^=adresse-]")).to_have_count(count - 1)


def test_a_member_chooses_what_to_follow(open_page):
    page = open_page("events:my_calendars")
    page.locator(".follow-group input").first.check()

    send(page, button(page, "follow"))

    expect(page.locator(".follow-group input").first).to_be_checked()


def test_a_member_follows_a_metropolis_from_its_page(visit, secrets):
    page = visit("/metropoles/nantes/", role="member")

    send(page, button(page, "follow"))

    expect(button(page, "unfollow")).to_be_visible()


# Forms of answers


def test_a_member_answers_an_invitation(open_page):
    page = open_page("events:answer_as_member")
    page.locator("input[name=answer][value=remote]").check()

    send(page, page.locator(".answer-send button"), says="Vous participez à distance")


def test_somebody_answers_by_the_link_of_a_mail(open_page):
    for name, says in (("events:answer", "Vous venez sur place"), ("events:answer as assistant", "sur place")):
        page = open_page(name)
        page.locator("input[name=answer][value=on_site]").check()
        send(page, page.locator(".answer-send button"), says=says)


def test_somebody_answers_a_date_poll(open_page):
    page = open_page("events:date_poll")
    page.locator(".poll-option input[value=no]").first.check()

    send(page, page.locator("main form button[type=submit]"), says="Vos réponses sont notées")


def test_somebody_renews_the_link_of_a_mail(open_page):
    page = open_page("events:answer")

    send(page, button(page, "renew"), says="Le lien est renouvelé")


# Forms of accounts and of mails


def test_a_member_renews_and_leaves_a_followed_search(open_page):
    page = open_page("saved_searches")
    if page.locator(".saved-search details[open]").count() == 0:
        send(page, page.locator("main form button[value=save], main form.stack button[type=submit]").first)
    send(page, button(page, "renew"))
    send(page, button(page, "stop"))


def test_somebody_stops_the_mails_of_a_search(open_page):
    page = open_page("stop_search_mails")

    send(page, page.locator("main form button"), says="n’envoie plus de courriels")


def test_somebody_confirms_an_objection(open_page):
    page = open_page("objection_confirm")

    send(page, page.locator("main form button"))

    expect(page.locator("main form")).to_have_count(0)


def test_somebody_confirms_the_request_for_an_account(open_page):
    page = open_page("account_request_confirm")

    send(page, page.locator("main form button"))

    expect(page.locator("main form")).to_have_count(0)


def test_somebody_invited_opens_an_account(open_page):
    page = open_page("account_invitation")

    send(page, page.locator("main form button"), says="Bienvenue")

    assert urlsplit(page.url).path == "/compte/"


def test_the_link_of_a_sample_account_signs_in(open_page):
    page = open_page("account_link")

    send(page, page.locator("main form button"))

    assert urlsplit(page.url).path == "/compte/"


def test_a_member_takes_away_and_corrects_personal_data(open_page):
    page = open_page("my_data")
    with page.expect_download() as taken:
        page.locator("main form button").first.click()
    assert taken.value.suggested_filename == "mes-donnees.json"
    page.close()

    page = open_page("correct_my_data")
    send(page, page.locator("main form button[type=submit]"), says="enregistré")


# Forms of those who organise


def test_the_team_closes_a_calendar_address(open_page):
    page = open_page("events:calendar_health")
    page.get_by_label("Adresse trouvée").fill("inconnue")

    send(page, page.locator("main form.stack button[type=submit]"), says="Aucun agenda")
