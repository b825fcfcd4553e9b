"""Who sees what: restrictions met on the way up all count, and doubt closes the door."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from network.audience.rules import all_restrictions, page_audience, reader_of, tokens_in_use
from network.directory.models.pages import StandardPage
from tests.factories.network import StandardPageFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(home):
    """A page below a page below a page, and one beside."""
    top = StandardPageFactory(parent=home, title="haut", slug="haut")
    middle = StandardPageFactory(parent=top, title="milieu", slug="milieu")
    deep = StandardPageFactory(parent=middle, title="fond", slug="fond")
    beside = StandardPageFactory(parent=home, title="ailleurs", slug="ailleurs")
    return {"top": top, "middle": middle, "deep": deep, "beside": beside}


@pytest.fixture
def groups(db):
    return {name: Group.objects.create(name=name) for name in ("bureau", "atelier")}


def restrict(page, kind, *groups, password=""):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password=password)
    restriction.groups.set(groups)
    return restriction


def person_in(*groups):
    user = UserFactory()
    user.groups.set(groups)
    return user


def seen_by(user, passed=()):
    reader = reader_of(user, passed)
    return set(reader.visible(StandardPage.objects.all()).values_list("slug", flat=True))


EVERYTHING = {"haut", "milieu", "fond", "ailleurs"}


def test_without_restriction_everybody_sees_everything(pages):
    assert seen_by(AnonymousUser()) == EVERYTHING
    assert page_audience(pages["deep"]) == "public"
    assert tokens_in_use(all_restrictions()) == {"public"}


def test_a_members_page_hides_all_below_it(pages):
    restrict(pages["middle"], PageViewRestriction.LOGIN)

    assert seen_by(AnonymousUser()) == {"haut", "ailleurs"}
    assert seen_by(UserFactory()) == EVERYTHING
    assert page_audience(pages["deep"]) == "members"
    assert page_audience(pages["top"]) == "public"


def test_nested_group_restrictions_intersect(pages, groups):
    restrict(pages["top"], PageViewRestriction.GROUPS, groups["bureau"])
    restrict(pages["deep"], PageViewRestriction.GROUPS, groups["atelier"])

    assert seen_by(person_in(groups["bureau"])) == {"haut", "milieu", "ailleurs"}
    assert seen_by(person_in(groups["atelier"])) == {"ailleurs"}
    assert seen_by(person_in(groups["bureau"], groups["atelier"])) == EVERYTHING


def test_one_restriction_is_satisfied_by_any_of_its_groups(pages, groups):
    restrict(pages["top"], PageViewRestriction.GROUPS, groups["bureau"], groups["atelier"])

    assert seen_by(person_in(groups["atelier"])) == EVERYTHING
    assert seen_by(UserFactory()) == {"ailleurs"}


def test_a_group_inside_a_members_page_asks_for_both(pages, groups):
    restrict(pages["top"], PageViewRestriction.LOGIN)
    restrict(pages["middle"], PageViewRestriction.GROUPS, groups["bureau"])

    token = page_audience(pages["deep"])
    assert token.split("+") == [f"groups:{groups['bureau'].pk}", "members"]
    assert not reader_of(UserFactory()).holds(token)
    assert reader_of(person_in(groups["bureau"])).holds(token)


def test_a_restriction_whose_groups_are_gone_lets_nobody_in_but_a_superuser(pages, groups):
    restrict(pages["top"], PageViewRestriction.GROUPS, groups["bureau"])
    member = person_in(groups["bureau"])
    groups["bureau"].delete()

    assert seen_by(AnonymousUser()) == {"ailleurs"}
    assert seen_by(member) == {"ailleurs"}
    assert not reader_of(AnonymousUser()).may_see(pages["deep"])
    assert seen_by(UserFactory(is_superuser=True)) == EVERYTHING


def test_a_shared_password_opens_its_page_and_no_other(pages):
    first = restrict(pages["top"], PageViewRestriction.PASSWORD, password="un")  # noqa: S106 -- protects nothing
    second = restrict(pages["deep"], PageViewRestriction.PASSWORD, password="deux")  # noqa: S106 -- protects nothing

    assert seen_by(AnonymousUser()) == {"ailleurs"}
    assert seen_by(AnonymousUser(), passed=[first.pk]) == {"haut", "milieu", "ailleurs"}
    assert seen_by(AnonymousUser(), passed=[second.pk]) == {"ailleurs"}
    assert seen_by(AnonymousUser(), passed=[first.pk, second.pk]) == EVERYTHING
    # An account does not replace the password.
    assert seen_by(UserFactory()) == {"ailleurs"}


def test_a_reader_holds_exactly_the_tokens_of_what_she_sees(pages, groups):
    restrict(pages["top"], PageViewRestriction.LOGIN)
    restrict(pages["middle"], PageViewRestriction.GROUPS, groups["bureau"])
    restrict(pages["beside"], PageViewRestriction.PASSWORD, password="x")  # noqa: S106 -- protects nothing

    for user in (AnonymousUser(), UserFactory(), person_in(groups["bureau"]), person_in(groups["atelier"])):
        reader = reader_of(user)
        by_token = {page.slug for page in StandardPage.objects.all() if page_audience(page) in reader.tokens}
        by_page = {page.slug for page in StandardPage.objects.all() if reader.may_see(page)}
        assert by_token == by_page == seen_by(user)


def test_rows_that_lead_to_a_page_are_filtered_by_that_page(pages):
    restrict(pages["middle"], PageViewRestriction.LOGIN)
    restrictions = PageViewRestriction.objects.all()

    visible = reader_of(AnonymousUser()).visible(restrictions, prefix="page__")

    assert list(visible) == []
    assert list(reader_of(UserFactory()).visible(restrictions, prefix="page__")) == list(restrictions)


def test_what_a_page_is_served_by_and_what_lists_are_filtered_by_agree(pages, groups, client):
    restrict(pages["top"], PageViewRestriction.GROUPS, groups["bureau"])
    restrict(pages["deep"], PageViewRestriction.GROUPS, groups["atelier"])
    both = person_in(groups["bureau"], groups["atelier"])

    for user in (None, person_in(groups["bureau"]), person_in(groups["atelier"]), both):
        if user:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        reader = reader_of(user or AnonymousUser())
        for page in pages.values():
            assert (client.get(page.get_url()).status_code == 200) == reader.may_see(page), (user, page)


def test_the_restrictions_of_a_page_are_found_in_one_query(pages, groups):
    restrict(pages["top"], PageViewRestriction.GROUPS, groups["bureau"])
    restrict(pages["deep"], PageViewRestriction.LOGIN)

    with CaptureQueriesContext(connection) as queries:
        found = {restriction.page_id for restriction in pages["deep"].get_view_restrictions()}

    assert found == {pages["top"].pk, pages["deep"].pk}
    assert len(queries) == 1


def test_an_alias_is_restricted_as_its_source_is(pages):
    restrict(pages["middle"], PageViewRestriction.LOGIN)
    alias = pages["middle"].create_alias(parent=pages["beside"], update_slug="copie")

    assert set(alias.get_view_restrictions()) == set(Page.get_view_restrictions(alias))
    assert alias.get_view_restrictions().count() == 1
    assert not reader_of(AnonymousUser()).may_see(alias)
    assert page_audience(alias) == "members"
    assert seen_by(AnonymousUser()) == {"haut", "ailleurs"}
