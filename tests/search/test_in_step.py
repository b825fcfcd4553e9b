"""The index follows every change of the site, and says when it does not."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail import hooks
from wagtail.models import PageViewRestriction

from network.directory.models.glossary import GlossaryIndexPage, GlossaryTerm
from network.directory.models.metropolises import Metropolis
from network.directory.models.pages import StandardPage
from network.directory.models.people import Person
from search import changes, updating
from search.engines import engine
from search.models import IndexChange
from search.searching import search
from search.sources import SOURCE_HOOK, SearchDocument
from tests.factories.network import StandardPageFactory
from tests.search.finding import found

pytestmark = pytest.mark.django_db

MEMBER = {"public", "members"}


@pytest.fixture
def glossary_page(home):
    page = home.add_child(instance=GlossaryIndexPage(title="Glossaire", slug="glossaire"))
    page.save_revision().publish()
    return page


# Pages


def test_published_page_is_found(about):
    assert found("gouvernance") == ["Gouvernance partagée"]


def test_draft_changes_are_not_found_before_publication(about):
    about.title = "Hippopotame"
    revision = about.save_revision()
    assert found("hippopotame") == []
    assert found("gouvernance") == ["Gouvernance partagée"]
    revision.publish()
    assert found("hippopotame") == ["Hippopotame"]
    assert found("gouvernance") == []


def test_unpublished_page_is_gone(about):
    about.unpublish()
    assert found("gouvernance") == []
    about.save_revision().publish()
    assert found("gouvernance") == ["Gouvernance partagée"]


def test_deleted_page_is_gone_with_those_below(home, about):
    below = StandardPageFactory(parent=about, title="Sous la gouvernance", slug="dessous")
    below.save_revision().publish()
    assert len(found("gouvernance")) == 2
    StandardPage.objects.get(pk=about.pk).delete()
    assert found("gouvernance") == []


def test_moved_pages_have_their_new_address(home, about):
    other = StandardPageFactory(parent=home, title="Autre", slug="autre")
    below = StandardPageFactory(parent=about, title="Dessous", slug="dessous")
    for page in (other, below):
        page.save_revision().publish()

    about.refresh_from_db()
    about.move(other, pos="last-child")

    (hit,) = search("dessous", audiences={"public"}).results.hits
    assert hit.url == "/autre/gouvernance/dessous/"


def test_renamed_address_reaches_the_pages_below(home, about, django_capture_on_commit_callbacks):
    below = StandardPageFactory(parent=about, title="Dessous", slug="dessous")
    below.save_revision().publish()
    page = StandardPage.objects.get(pk=about.pk)
    page.slug = "nouvelle-adresse"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    (hit,) = search("dessous", audiences={"public"}).results.hits
    assert hit.url == "/nouvelle-adresse/dessous/"


# Restrictions


def restrict(page, kind=PageViewRestriction.LOGIN):
    return PageViewRestriction.objects.create(page=page, restriction_type=kind)


def test_restricted_page_is_found_by_members_only(about):
    restrict(about)
    assert found("gouvernance") == []
    assert found("gouvernance", MEMBER) == ["Gouvernance partagée"]
    assert not engine().vocabulary({"public"}).knows("gouvern")


def test_restriction_reaches_the_whole_subtree_and_its_end_too(home, about):
    below = StandardPageFactory(parent=about, title="Dessous", slug="dessous")
    below.save_revision().publish()
    restriction = restrict(about)
    assert found("dessous") == []
    assert found("dessous", MEMBER) == ["Dessous"]
    restriction.delete()
    assert found("dessous") == ["Dessous"]


def test_changed_kind_and_groups_of_a_restriction_are_followed(about, organiser):
    restriction = restrict(about)
    restriction.restriction_type = PageViewRestriction.GROUPS
    restriction.save()
    group = organiser.groups.get()
    restriction.groups.add(group)
    assert found("gouvernance", MEMBER) == []
    assert found("gouvernance", {"public", f"groups:{group.pk}"}) == ["Gouvernance partagée"]
    restriction.groups.clear()
    assert found("gouvernance", {"public", f"groups:{group.pk}"}) == []


def test_a_deleted_group_leaves_its_pages_and_all_below_to_nobody(about):
    below = StandardPageFactory(parent=about, title="Dessous", slug="dessous")
    below.save_revision().publish()
    group = Group.objects.create(name="Bureau")
    restrict(about, PageViewRestriction.GROUPS).groups.add(group)
    held = {"public", "members", f"groups:{group.pk}"}
    assert found("dessous", held) == ["Dessous"]

    group.delete()

    assert found("dessous", held) == []
    assert found("gouvernance", held) == []
    assert found("dessous", {"public", "groups:"}) == ["Dessous"]  # what an administrator holds


def test_records_that_stand_on_a_restricted_page_are_restricted_with_it(glossary_page):
    GlossaryTerm.objects.create(kind="term", label="Votation citoyenne", slug="votation")
    assert found("votation") == ["Votation citoyenne"]
    restrict(glossary_page)
    assert found("votation") == []
    assert found("votation", MEMBER) == ["Votation citoyenne"]


def test_page_moved_below_a_restricted_one_is_restricted(home, about):
    reserved = StandardPageFactory(parent=home, title="Réservé", slug="reserve")
    reserved.save_revision().publish()
    restrict(reserved)
    about.refresh_from_db()
    about.move(reserved, pos="last-child")
    assert found("gouvernance") == []


# Records


def test_records_are_found_when_saved_and_gone_when_deleted(glossary_page):
    term = GlossaryTerm.objects.create(kind="term", label="Votation", slug="votation")
    assert found("votation") == ["Votation"]
    term.label = "Consultation"
    term.save()
    assert found("votation") == []
    assert found("consultation") == ["Consultation"]
    term.delete()
    assert found("consultation") == []


def test_records_follow_the_page_they_stand_on(glossary_page):
    GlossaryTerm.objects.create(kind="term", label="Votation", slug="votation")
    glossary_page.unpublish()
    assert found("votation") == []
    glossary_page.save_revision().publish()
    assert found("votation") == ["Votation"]


def test_glossary_acts_on_queries_at_once(about, glossary_page):
    assert found("zgp") == []
    term = GlossaryTerm.objects.create(kind="acronym", label="ZGP", slug="zgp", expansion="Gouvernance partagée")
    assert "Gouvernance partagée" in found("zgp")
    term.is_ambiguous = True
    term.save()
    assert "Gouvernance partagée" not in found("zgp")


class PersonOfMetropolis:
    """People, with the names of the metropolises of their offices: a facet that others own."""

    name, label, model = "people", "People", Person

    def queryset(self):
        return Person.objects.all()

    def document(self, person):
        names = [mandate.metropolis.short_name for mandate in person.mandates.all() if mandate.metropolis]
        return SearchDocument(
            key=f"people:{person.pk}", title=str(person), url=f"/p/{person.pk}/", facets={"metropolis": names}
        )


@pytest.fixture
def only_people(db):
    original = hooks._hooks.pop(SOURCE_HOOK)
    with hooks.register_temporarily(SOURCE_HOOK, PersonOfMetropolis):
        yield
    hooks._hooks[SOURCE_HOOK] = original


def test_renamed_facet_value_reaches_the_documents_that_hold_it(only_people):
    metropolis = Metropolis.objects.create(
        official_name="Ville", usual_name="Ville", short_name="Ville", slug="ville", siren="1" * 9
    )
    person = Person.objects.create(first_name="Camille", last_name="Exemple", slug="camille")
    person.mandates.create(metropolis=metropolis, title="Maire", kind="elected", attested_on=date(2022, 5, 5))
    person.save()
    assert search("", audiences={"public"}).results.facets["metropolis"] == {"Ville": 1}

    metropolis.short_name = "Cité"
    metropolis.save()

    assert search("", audiences={"public"}).results.facets["metropolis"] == {"Cité": 1}
    person.mandates.all().delete()
    metropolis.delete()
    assert "metropolis" not in search("", audiences={"public"}).results.facets


def test_record_that_cannot_be_described_is_left_out_and_the_others_are_not(only_people, monkeypatch, caplog):
    Person.objects.create(first_name="Bien", last_name="Portant", slug="bien")
    broken = Person.objects.create(first_name="Mal", last_name="Portant", slug="mal")
    assert len(found("portant")) == 2
    describe = PersonOfMetropolis.document

    def fails(self, person):
        if person.pk == broken.pk:
            raise ValueError("no title")
        return describe(self, person)

    monkeypatch.setattr(PersonOfMetropolis, "document", fails)
    updating.rebuild()
    assert found("portant") == ["Bien Portant"]
    assert f"people {broken.pk} cannot be described" in caplog.text


# Outbox


@pytest.fixture
def worker(monkeypatch):
    """Tasks wait, as with the database backend; ``worker()`` does them."""
    monkeypatch.setattr(changes, "update_index", SimpleNamespace(enqueue=lambda: None))
    return updating.follow_changes


def test_change_is_kept_until_a_worker_follows_it(about, worker):
    about.title = "Hippopotame"
    about.save_revision().publish()
    assert found("hippopotame") == []
    assert IndexChange.objects.filter(done_at=None).exists()
    assert worker() > 0
    assert found("hippopotame") == ["Hippopotame"]
    assert not IndexChange.objects.filter(done_at=None).exists()


def test_change_that_is_rolled_back_leaves_no_trace(about, worker):
    with transaction.atomic():
        about.title = "Hippopotame"
        about.save_revision().publish()
        transaction.set_rollback(True)
    assert not IndexChange.objects.filter(done_at=None).exists()


def test_transaction_has_one_task_however_many_changes_it_makes(home, monkeypatch):
    tasks = []
    monkeypatch.setattr(changes, "update_index", SimpleNamespace(enqueue=lambda: tasks.append("task")))
    monkeypatch.setattr(changes, "default_task_backend", SimpleNamespace(supports_defer=True))
    for number in range(3):
        GlossaryTerm.objects.create(kind="term", label=f"Terme {number}", slug=f"terme-{number}")
    assert tasks == ["task"]


def test_task_lost_with_a_savepoint_is_enqueued_again(home, monkeypatch):
    tasks = []
    monkeypatch.setattr(changes, "update_index", SimpleNamespace(enqueue=lambda: tasks.append("task")))
    monkeypatch.setattr(changes, "default_task_backend", SimpleNamespace(supports_defer=True))
    with transaction.atomic():
        GlossaryTerm.objects.create(kind="term", label="Perdu", slug="perdu")
        transaction.set_rollback(True)
    GlossaryTerm.objects.create(kind="term", label="Gardé", slug="garde")
    assert tasks == ["task", "task"]


def test_following_twice_changes_nothing(about, worker):
    about.save_revision().publish()
    worker()
    IndexChange.objects.update(done_at=None)
    before = engine().checksums()
    worker()
    assert engine().checksums() == before


def test_changes_wait_while_the_index_cannot_be_written(about, worker, monkeypatch):
    about.title = "Hippopotame"
    about.save_revision().publish()
    with monkeypatch.context() as broken:
        broken.setattr(type(engine()), "write", lambda *arguments: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            worker()
    assert IndexChange.objects.filter(done_at=None).exists()
    worker()
    assert found("hippopotame") == ["Hippopotame"]
