"""`/compte/calendriers/`: a member's addresses and what she or he follows; the page that says how to subscribe."""

import html
import re

import pytest

from events.feeds.models.subscriptions import CalendarSubscription, Follow
from events.feeds.subscriptions import address_of, make_subscription
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup
from tests.factories.directory import MetropolisFactory
from tests.factories.events import make_meeting

pytestmark = pytest.mark.django_db
PAGE = "/compte/calendriers/"


def new_address(client, **fields):
    values = {"name": "Téléphone", "content": "mine", "days": "heures"} | fields
    return client.post(PAGE, {f"nouvelle-{name}": value for name, value in values.items()})


def test_a_visitor_is_asked_to_sign_in(client, home):
    assert client.get(PAGE)["Location"] == f"/compte/connexion/?next={PAGE}"


def test_a_member_makes_an_address_and_finds_it_again(home, member, sign_in):
    client = sign_in(member)
    response = new_address(client, content="all", hides_cancelled="on")
    made = CalendarSubscription.objects.get()

    page = client.get(response["Location"]).content.decode()

    assert (made.user, made.name, made.content, made.hides_cancelled) == (member, "Téléphone", "all", True)
    assert address_of(made) in page
    assert "webcal://" in page  # R24: one click, beside the address to copy
    assert '<svg class="qr"' in page
    assert address_of(made) in client.get(PAGE).content.decode()


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(home, member, sign_in):
    response = new_address(sign_in(member), name="x" * 80, content="nonsense")

    page = response.content.decode()
    assert response.status_code == 422
    assert "x" * 80 in page
    assert "data-invalid" in page
    assert not CalendarSubscription.objects.exists()


def test_ten_addresses_are_enough(home, member, sign_in):
    for _number in range(10):
        make_subscription(user=member)

    response = new_address(sign_in(member))

    assert response.status_code == 422
    assert "Vous avez 10 adresses" in html.unescape(response.content.decode())


def test_one_click_renews_and_one_closes(home, member, sign_in):
    client = sign_in(member)
    first = make_subscription(user=member, name="Bureau", content="all")

    client.post(f"{PAGE}{first.pk}/", {"action": "renew"})
    second = CalendarSubscription.objects.get(revoked_at=None)
    assert (second.name, second.content) == ("Bureau", "all")
    assert second.token_hash != first.token_hash
    client.post(f"{PAGE}{second.pk}/", {"action": "revoke"})

    assert not CalendarSubscription.objects.filter(revoked_at=None).exists()


def test_options_are_saved(home, member, sign_in):
    subscription = make_subscription(user=member)
    values = {"name": "Mac", "content": "registered", "days": "blocs", "hides_declined": "on"}

    sign_in(member).post(
        f"{PAGE}{subscription.pk}/",
        {f"agenda-{subscription.pk}-{name}": value for name, value in values.items()} | {"action": "save"},
    )

    changed = CalendarSubscription.objects.get()
    assert (changed.name, changed.content, changed.days) == ("Mac", "registered", "blocs")
    assert changed.hides_declined
    assert changed.changed_at > subscription.changed_at


def test_nobody_touches_the_address_of_somebody_else(home, member, organiser, sign_in):
    subscription = make_subscription(user=member)

    response = sign_in(organiser).post(f"{PAGE}{subscription.pk}/", {"action": "revoke"})

    assert response.status_code == 404
    assert CalendarSubscription.objects.get().revoked_at is None


def test_a_member_follows_what_she_ticks_and_no_longer_what_she_unticks(home, member, sign_in):
    client = sign_in(member)
    nantes, lyon = MetropolisFactory(), MetropolisFactory()
    group = WorkingGroup.objects.create(title="Écoles", slug="ecoles")
    theme = Theme.objects.create(code="T", label="Air")
    client.post(PAGE, {"action": "follow", "metropolis": [nantes.pk, lyon.pk], "working_group": group.pk})

    client.post(PAGE, {"action": "follow", "metropolis": [lyon.pk], "theme": theme.pk})

    followed = {str(follow) for follow in Follow.objects.filter(user=member)}
    assert followed == {str(lyon), "Air"}
    page = client.get(PAGE).content.decode()
    assert re.search(rf'name="metropolis" value="{lyon.pk}" checked', page)


def test_a_metropolis_is_followed_from_its_page_and_back(content, member, sign_in):
    client = sign_in(member)
    page = client.get("/metropoles/nantes/").content.decode()
    key = re.search(r'name="key" value="(\d+)"', page)[1]
    form = {"kind": "metropolis", "key": key, "next": "/metropoles/nantes/"}

    response = client.post("/compte/calendriers/suivre/", form | {"action": "follow"})

    assert response["Location"] == "/metropoles/nantes/"
    assert "Ne plus suivre" in client.get("/metropoles/nantes/").content.decode()
    client.post("/compte/calendriers/suivre/", form | {"action": "unfollow", "next": "https://elsewhere.example/"})
    assert not Follow.objects.exists()


def test_a_visitor_is_led_from_a_metropolis_to_its_calendar(content, client):
    assert 'href="/calendriers/?metropole=nantes"' in client.get("/metropoles/nantes/").content.decode()


# The page of public calendars


def test_the_page_gives_the_address_of_what_is_chosen_without_a_script(content, client):
    page = html.unescape(client.get("/calendriers/?metropole=nantes&format=remote&jours=blocs").content.decode())

    address = "/calendriers/tous.ics?metropole=nantes&format=remote&jours=blocs"
    assert f'value="http://127.0.0.1:8000{address}"' in page
    assert f'href="webcal://127.0.0.1:8000{address}"' in page
    assert '<option value="nantes" selected>' in page
    for software in ("Outlook", "Google", "Apple", "Thunderbird", "Nextcloud", "Android"):
        assert software in page
    assert "toutes les 4 à 24 heures" in page.replace("\xa0", " ")


def test_an_unknown_choice_is_said_and_the_page_still_gives_an_address(agenda, client):
    response = client.get("/calendriers/?metropole=atlantide")

    assert response.status_code == 400
    assert "« atlantide »" in html.unescape(response.content.decode()).replace("\xa0", " ")
    assert "/calendriers/tous.ics" in response.content.decode()


def test_the_qr_code_holds_the_address(agenda, client):
    from events.feeds.components.qr import modules_of  # noqa: PLC0415 -- only here

    size, path = modules_of("webcal://reseau.example/calendriers/tous.ics")

    assert (size - 8 - 17) % 4 == 0  # a version of ISO/IEC 18004, with its quiet zone
    dark = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", path):
        dark |= {(int(x) + step, int(y)) for step in range(int(width))}
    finder = {(4 + x, 4 + y) for x in range(7) for y in range(7) if x in (0, 6) or y in (0, 6)}
    assert finder <= dark
    assert min(x for x, _y in dark) == 4


def test_the_agenda_leads_to_the_calendar_of_what_it_shows(agenda, client):
    make_meeting(agenda)

    page = html.unescape(client.get("/agenda/?format=remote").content.decode())

    assert 'href="/calendriers/?format=remote"' in page
