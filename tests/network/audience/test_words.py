"""A restricted page says for whom it is, and why this reader sees it. So is an editor told of a weak restriction."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from events.meetings.models.documents import MeetingDocument
from events.meetings.models.programme import AgendaItemDocument
from tests.factories.events import AgendaPageFactory, make_meeting, publish
from tests.factories.network import DocumentFactory, StandardPageFactory
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


# Files of a restricted collection, on a page that everybody may read


@pytest.fixture
def annexes(home):
    return Collection.get_first_root_node().add_child(name="Annexes")


@pytest.fixture
def meeting(home, annexes):
    """A meeting with a document of its own, one of an item of its programme, and one that everybody may open."""
    meeting = make_meeting(publish(AgendaPageFactory(parent=home)), "Rencontre", items=[{"title": "Budget"}])
    meeting.documents = [
        MeetingDocument(document=DocumentFactory(title="Pour toutes et tous"), sort_order=0),
        MeetingDocument(document=DocumentFactory(title="Annexe", collection=annexes), sort_order=1),
    ]
    item = meeting.agenda_items.all()[0]
    item.documents = [AgendaItemDocument(document=DocumentFactory(title="Tableau", collection=annexes))]
    meeting.agenda_items = [item]
    return publish(meeting)


def notes(client, page):
    links = soup_of(client.get(page.url)).find_all(class_="file-link")
    return {
        link.find(class_="title").get_text(strip=True): note.get_text(" ", strip=True)
        for link in links
        if (note := link.find(class_="audience"))
    }


def test_files_that_nothing_restricts_say_nothing(meeting, client):
    assert notes(client, meeting) == {}


def test_a_file_for_members_says_so_and_why_one_may_open_it(meeting, annexes, client, sign_in, member):
    CollectionViewRestriction.objects.create(collection=annexes, restriction_type="login")

    told = "Document réservé aux membres\u00a0: connectez-vous pour l’ouvrir."
    assert notes(client, meeting) == {"Annexe": told, "Tableau": told}
    why = "Document réservé aux membres. Vous pouvez l’ouvrir parce que vous êtes connecté·e."
    assert notes(sign_in(member), meeting) == {"Annexe": why, "Tableau": why}


def test_which_group_may_open_a_file_is_told_to_that_group_only(
    meeting, annexes, client, sign_in, member, administrator
):
    bureau = Group.objects.create(name="Bureau")
    CollectionViewRestriction.objects.create(collection=annexes, restriction_type="groups").groups.add(bureau)

    assert set(notes(client, meeting).values()) == {"Document réservé à certaines personnes."}
    assert set(notes(sign_in(member), meeting).values()) == {"Document réservé à certaines personnes."}
    member.groups.add(bureau)
    assert set(notes(sign_in(member), meeting).values()) == {
        "Document réservé au groupe Bureau. Vous pouvez l’ouvrir parce que vous êtes du groupe Bureau."
    }
    assert set(notes(sign_in(administrator), meeting).values()) == {
        "Document réservé au groupe Bureau. Vous pouvez l’ouvrir parce que vous administrez le site."
    }


def test_a_file_in_the_text_of_a_page_says_so_too(home, annexes, sign_in, member):
    CollectionViewRestriction.objects.create(collection=annexes, restriction_type="login")
    document = DocumentFactory(title="Annexe", collection=annexes)
    page = publish(StandardPageFactory(parent=home, slug="texte", body=[("document", document)]))

    assert notes(sign_in(member), page) == {
        "Annexe": "Document réservé aux membres. Vous pouvez l’ouvrir parce que vous êtes connecté·e."
    }
