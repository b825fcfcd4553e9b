"""A liaison officer drafts the practices of her metropolises, and nothing else."""

import pytest
from wagtail.models import Page

from network.audience.roles import CONTRIBUTORS
from network.directory.models.people import Mandate
from resources.practices.models import PracticeIndexPage, PracticePage
from tests.accounts import give_second_factor
from tests.clients import BrowserLikeClient
from tests.factories.directory import MetropolisFactory, PersonFactory
from tests.factories.network import StandardPageFactory, UserFactory
from tests.factories.resources import PracticeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home):
    return home.add_child(instance=PracticeIndexPage(title="Pratiques", slug="pratiques"))


@pytest.fixture
def nantes():
    return MetropolisFactory(short_name="Nantes")


@pytest.fixture
def rennes():
    return MetropolisFactory(short_name="Rennes")


@pytest.fixture
def officer(nantes):
    user = UserFactory(roles=(CONTRIBUTORS,))
    user.metropolises.add(nantes)
    return user


def desk_of(user):
    client = BrowserLikeClient()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    give_second_factor(client, user)
    return client


def form(index, **more):
    """The form of a new practice as the desk sends it."""
    empty = {
        f"{name}-{key}": value
        for name in ("steps", "discussions", "comments")
        for key, value in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0), ("MIN_NUM_FORMS", 0), ("MAX_NUM_FORMS", 1000))
    }
    streams = {f"{name}-count": 0 for name in ("key_points", "body")}
    texts = {
        "title": "Une démarche",
        "slug": "une-demarche",
        "strapline": "En une phrase.",
        "approach": "citizens_panel",
    }
    return empty | streams | {"presentation": "null"} | texts | more


def create(user, index, **more):
    return desk_of(user).post(f"/admin/pages/add/resources/practicepage/{index.pk}/", form(index, **more))


def test_she_adds_a_draft_for_her_metropolis_and_submits_it(index, officer, nantes):
    answer = create(officer, index, metropolises=[nantes.pk], **{"action-submit": "1"})

    assert answer.status_code == 302
    practice = PracticePage.objects.get()
    assert (practice.live, practice.owner) == (False, officer)
    assert list(practice.metropolises.all()) == [nantes]
    assert not practice.permissions_for_user(officer).can_publish()


def test_she_cannot_add_one_for_another_metropolis(index, officer, rennes):
    answer = create(officer, index, metropolises=[rennes.pk])

    assert answer.status_code == 200
    assert answer.context["form"].errors["metropolises"]
    assert not PracticePage.objects.exists()


def test_the_form_offers_her_metropolises_only_and_all_to_an_organiser(index, officer, organiser, nantes, rennes):
    path = f"/admin/pages/add/resources/practicepage/{index.pk}/"

    field = desk_of(officer).get(path).context["form"]["metropolises"]
    assert [str(label) for _value, label in field.field.choices] == [str(nantes)]
    assert field.initial == [nantes.pk]
    field = desk_of(organiser).get(path).context["form"]["metropolises"]
    assert len(field.field.choices) == 2


def test_one_without_a_metropolis_adds_nothing(index):
    user = UserFactory(roles=(CONTRIBUTORS,))

    assert not index.permissions_for_user(user).can_add_subpage()
    assert create(user, index, metropolises=[]).status_code == 302  # back to the desk, which says it is not allowed
    assert not PracticePage.objects.exists()


def test_an_office_in_the_directory_gives_no_right(index, rennes):
    person = PersonFactory()
    Mandate.objects.create(
        person=person, kind="staff", title="Chargée de mission", metropolis=rennes, attested_on="2026-11-01", source="x"
    )
    user = UserFactory(roles=(CONTRIBUTORS,), person=person)

    assert not index.permissions_for_user(user).can_add_subpage()


def owned(index, user, *metropolises):
    practice = PracticeFactory(parent=index, owner=user, relations__metropolises=metropolises, live=False)
    practice.save_revision()
    return practice


def test_her_drafts_close_to_her_when_she_leaves_the_metropolis(index, officer, nantes, rennes):
    practice = owned(index, officer, nantes)
    assert practice.permissions_for_user(officer).can_edit()

    officer.metropolises.set([rennes])
    officer = type(officer).objects.get(pk=officer.pk)

    permissions = practice.permissions_for_user(officer)
    assert (permissions.can_edit(), permissions.can_delete(), permissions.can_copy(), permissions.can_move()) == (
        False,
        False,
        False,
        False,
    )
    client = desk_of(officer)
    for path in (
        "edit/",
        "copy/",
        "delete/",
        "move/",
        "edit/preview/",
        f"revisions/{practice.latest_revision_id}/view/",
    ):
        address = f"/admin/pages/{practice.pk}/{path}"
        assert client.get(address).status_code in {302, 403, 404}, address
    assert client.post(f"/admin/pages/{practice.pk}/edit/", form(index)).status_code == 302
    assert PracticePage.objects.get(pk=practice.pk).title == practice.title


def test_a_practice_shared_with_another_metropolis_keeps_it(index, officer, nantes, rennes):
    practice = owned(index, officer, nantes, rennes)

    field = desk_of(officer).get(f"/admin/pages/{practice.pk}/edit/").context["form"].fields["metropolises"]

    assert set(field.queryset) == {nantes, rennes}


def test_she_edits_neither_the_practice_of_another_nor_another_page(home, index, officer, nantes):
    others = PracticeFactory(parent=index, relations__metropolises=[nantes])
    page = StandardPageFactory(parent=home, owner=officer)

    assert not others.permissions_for_user(officer).can_edit()
    assert not page.permissions_for_user(officer).can_edit()
    assert not Page.objects.get(pk=home.pk).permissions_for_user(officer).can_add_subpage()
    assert desk_of(officer).get(f"/admin/pages/add/network/standardpage/{home.pk}/").status_code == 302


@pytest.mark.parametrize("table", ["position", "decision", "actionitem", "question"])
def test_she_chooses_among_themes_and_not_among_what_minutes_for_members_say(index, officer, table):
    desk = desk_of(officer)

    assert desk.get("/admin/snippets/choose/network/theme/").status_code == 200
    assert desk.get(f"/admin/snippets/choose/resources/{table}/").status_code == 403
