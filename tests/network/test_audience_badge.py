"""A restricted page says for whom it is, and why this reader sees it. So is an editor told of a weak restriction."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, PageViewRestriction

from tests.factories.network import StandardPageFactory
from tests.html import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home):
    return StandardPageFactory(parent=home, title="Dossier", slug="dossier")


def restrict(page, kind, *groups, password=""):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password=password)
    restriction.groups.set(groups)
    return restriction


def badge(client, page):
    found = soup_of(client.get(page.url)).find(class_="audience-badge")
    return " ".join(found.get_text(" ", strip=True).split()) if found else ""


def test_an_open_page_says_nothing(page, client, sign_in, member):
    assert badge(client, page) == ""
    assert badge(sign_in(member), page) == ""


def test_a_page_for_members_says_so(page, sign_in, member):
    restrict(page, PageViewRestriction.LOGIN)

    assert badge(sign_in(member), page) == ("Page réservée aux membres. Vous la voyez parce que vous êtes connecté·e.")


def test_each_restriction_above_is_said_with_its_reason(home, page, sign_in, member):
    bureau = Group.objects.create(name="Bureau")
    member.groups.add(bureau)
    restrict(home, PageViewRestriction.LOGIN)
    restrict(page, PageViewRestriction.GROUPS, bureau)

    assert badge(sign_in(member), page) == (
        "Page réservée au groupe Bureau et aux membres. "
        "Vous la voyez parce que vous êtes du groupe Bureau et que vous êtes connecté·e."
    )


def test_an_administrator_learns_that_she_sees_it_as_one(page, sign_in, administrator):
    restrict(page, PageViewRestriction.GROUPS, Group.objects.create(name="Bureau"))

    assert badge(sign_in(administrator), page).endswith("parce que vous administrez le site.")


def test_a_group_that_is_gone_is_said(page, sign_in, administrator):
    bureau = Group.objects.create(name="Bureau")
    restrict(page, PageViewRestriction.GROUPS, bureau)
    bureau.delete()

    assert badge(sign_in(administrator), page).startswith("Page réservée à un groupe qui n’existe plus.")


def test_whoever_gave_the_shared_password_is_told(page, client):
    restriction = restrict(page, PageViewRestriction.PASSWORD, password="sésame")  # noqa: S106
    session = client.session
    session[PageViewRestriction.passed_view_restrictions_session_key] = [restriction.pk]
    session.save()
    client.cookies["sessionid"] = session.session_key

    assert badge(client, page) == (
        "Page réservée aux personnes qui ont le mot de passe partagé. "
        "Vous la voyez parce que vous avez donné ce mot de passe."
    )


def test_the_editor_is_told_that_a_shared_password_is_weak(page, sign_in, organiser):
    client = sign_in(organiser)

    assert "Un mot de passe partagé est faible" in client.get(f"/admin/pages/{page.pk}/privacy/").json()["html"]


def test_so_is_whoever_restricts_a_collection(home, sign_in, administrator):
    collection = Collection.get_first_root_node().add_child(name="Annexes")
    client = sign_in(administrator)

    assert (
        "Un mot de passe partagé est faible"
        in client.get(f"/admin/collections/{collection.pk}/privacy/").json()["html"]
    )
