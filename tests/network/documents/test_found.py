"""Documents in search: found by their text, through the pages that carry them, by those who may see these."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from network.audience.rules import reader_of
from network.documents.carriers import set_all_carriers
from network.documents.extraction.reading import Problem
from network.documents.models.texts import DocumentCarrier, DocumentText
from network.documents.texts import read_text
from network.following.indexing import tokens_of
from network.following.models.search_desk import PromotedResult
from network.following.tasks import repair_index
from search import updating
from search.searching import search
from tests import files
from tests.factories.network import DocumentFactory, StandardPageFactory, UserFactory

CANARY = "hippopotame"

pytestmark = pytest.mark.usefixtures("index")


def page_with(home, *documents, **fields):
    """A published page whose text links to documents."""
    links = "".join(f'<a linktype="document" id="{document.pk}">pièce</a> ' for document in documents)
    page = StandardPageFactory.build(body=[("paragraph", f"<p>Voir {links}</p>")], **fields)
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def pdf_document(*pages, **fields):
    return DocumentFactory(content=files.pdf(*pages), **fields)


def found(words, user=None, kinds=("documents",)):
    return search(words, audiences=tokens_of(reader_of(user or AnonymousUser())), kinds=kinds).results.hits


def restrict(page, *groups):
    kind = PageViewRestriction.GROUPS if groups else PageViewRestriction.LOGIN
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    restriction.groups.set(groups)
    return restriction


def test_a_document_is_found_at_the_page_that_says_it_and_names_the_page_that_carries_it(home):
    document = pdf_document("Sommaire", "Rien ici", "Le budget des élu·e·s", title="Rapport annuel")
    page = page_with(home, document, title="Rencontre de Nantes")

    (hit,) = found("budget élues")

    assert hit.title == "Rapport annuel"
    assert hit.section.title == "Page 3"
    assert hit.section.url == f"{document.url}#page=3"
    assert "<mark>budget</mark> des <mark>élu·e·s</mark>" in hit.section.excerpt_html
    assert (hit.within_title, hit.within_url) == ("Rencontre de Nantes", page.get_url())
    assert hit.key == f"documents:{DocumentCarrier.objects.get().pk}"


def test_page_2000_of_a_long_file_is_found(home):
    pages = [f"Page ordinaire {number}\n" + "Texte de remplissage. " * 130 for number in range(1, 2000)]
    document = pdf_document(*pages, f"Le dernier mot est {CANARY}")
    page_with(home, document)

    (hit,) = found(CANARY)

    assert hit.section.url == f"{document.url}#page=2000"


def test_a_file_without_pages_is_found_at_its_own_address(home):
    document = DocumentFactory(content=files.docx(files.paragraph(f"Un {CANARY}")), name="note.docx")
    page_with(home, document)

    (hit,) = found(CANARY)

    assert hit.section is None
    assert hit.url == document.url


def test_a_document_on_no_page_is_not_found(home):
    pdf_document(CANARY)

    assert found(CANARY) == ()


def test_a_document_on_a_draft_is_not_found_until_it_is_published(home):
    document = pdf_document(CANARY)
    page = page_with(home)
    page.body = [("document", document)]
    revision = page.save_revision()
    assert found(CANARY) == ()

    revision.publish()

    assert len(found(CANARY)) == 1


def test_a_document_taken_off_its_page_is_no_longer_found(home):
    document = pdf_document(CANARY)
    page = page_with(home, document)
    assert len(found(CANARY)) == 1

    page.body = [("paragraph", "<p>Plus rien.</p>")]
    page.save_revision().publish()

    assert found(CANARY) == ()


@pytest.mark.parametrize("end", ["unpublish", "delete"])
def test_a_document_is_found_through_another_page_when_its_page_goes(home, end):
    document = pdf_document(CANARY)
    first, second = page_with(home, document), page_with(home, document, title="La seconde")
    assert [hit.within_url for hit in found(CANARY)] == [first.get_url()]

    getattr(first, end)()

    assert [hit.within_title for hit in found(CANARY)] == ["La seconde"]
    second.unpublish()
    assert found(CANARY) == ()


def test_a_document_of_a_members_page_is_found_by_members_only(home, member):
    page = page_with(home, pdf_document(CANARY))
    restrict(page)

    assert found(CANARY) == ()
    assert len(found(CANARY, member)) == 1


def test_the_words_of_a_restricted_document_are_never_proposed(home, member):
    page = page_with(home, pdf_document(CANARY))
    restrict(page)
    audiences = tokens_of(reader_of(AnonymousUser()))

    answer = search("hipopotame", audiences=audiences)

    assert answer.corrections == ()
    assert CANARY not in repr(answer)
    assert search("hipopotame", audiences=tokens_of(reader_of(member))).results.count == 1


def test_on_a_public_and_a_members_page_it_is_found_once_by_everybody(home, member):
    document = pdf_document(CANARY)
    restrict(page_with(home, document, title="Réservée"))
    page_with(home, document, title="Publique")

    assert [hit.within_title for hit in found(CANARY)] == ["Publique"]
    assert [hit.within_title for hit in found(CANARY, member)] == ["Publique"]


def test_each_group_finds_it_through_its_own_page(home):
    document = pdf_document(CANARY)
    people = []
    for name in ("Nantes", "Rennes"):
        group = Group.objects.create(name=name)
        restrict(page_with(home, document, title=name), group)
        user = UserFactory()
        user.groups.add(group)
        people.append(user)

    assert [[hit.within_title for hit in found(CANARY, user)] for user in people] == [["Nantes"], ["Rennes"]]
    assert found(CANARY) == ()


def test_a_restriction_made_or_lifted_above_acts_at_once(home, member):
    parent = page_with(home)
    page = page_with(parent, pdf_document(CANARY))
    assert len(found(CANARY)) == 1

    restriction = restrict(parent)
    assert (len(found(CANARY)), len(found(CANARY, member))) == (0, 1)

    restriction.delete()
    assert len(found(CANARY)) == 1

    elsewhere = page_with(home)
    restrict(elsewhere)
    page.move(elsewhere, pos="last-child")
    assert (len(found(CANARY)), len(found(CANARY, member))) == (0, 1)


def test_a_restricted_collection_restricts_its_documents_too(home, member):
    group = Group.objects.create(name="Équipe")
    insider = UserFactory()
    insider.groups.add(group)
    collection = Collection.get_first_root_node().add_child(name="Interne")
    page = page_with(home, pdf_document(CANARY, collection=collection))
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(group)
    assert [len(found(CANARY, user)) for user in (None, member, insider)] == [0, 0, 1]

    restrict(page)  # members, and of the group: a combination that no page has
    assert [len(found(CANARY, user)) for user in (None, member, insider)] == [0, 0, 1]

    restriction.delete()
    assert [len(found(CANARY, user)) for user in (None, member, insider)] == [0, 1, 1]


def test_a_collection_behind_a_password_hides_its_documents_from_all(home, administrator):
    collection = Collection.get_first_root_node().add_child(name="Fermée")
    page_with(home, pdf_document(CANARY, collection=collection))

    CollectionViewRestriction.objects.create(
        collection=collection,
        restriction_type=CollectionViewRestriction.PASSWORD,
        password="mot",  # noqa: S106 -- opens nothing
    )

    assert found(CANARY, administrator) == ()


def test_a_replaced_file_is_read_again_and_its_old_words_are_gone(home):
    document = pdf_document(CANARY)
    page_with(home, document)

    document.file = ContentFile(files.pdf("Un rhinocéros"), name="nouveau.pdf")
    document._set_document_file_metadata()
    document.save()

    assert found(CANARY) == ()
    assert len(found("rhinocéros")) == 1


def test_a_new_title_is_found_and_does_not_read_the_file_again(home, monkeypatch):
    document = pdf_document(CANARY)
    page_with(home, document)
    monkeypatch.setattr("network.documents.texts.read_document", None)

    document.title = "Girafe"
    document.save()

    assert [hit.title for hit in found("girafe")] == ["Girafe"]
    assert len(found(CANARY)) == 1


def test_a_deleted_document_is_no_longer_found(home):
    document = pdf_document(CANARY)
    page_with(home, document)

    document.delete()

    assert found(CANARY) == ()
    assert not DocumentText.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "problem"),
    [
        (b"", "vide.pdf", Problem.EMPTY_FILE),
        (b"rien", "faux.pdf", Problem.DAMAGED),
        (b"?", "a.zip", Problem.UNKNOWN_FORMAT),
    ],
)
def test_a_document_that_cannot_be_read_is_found_by_its_title(home, content, name, problem):
    page_with(home, DocumentFactory(title="Girafe", content=content, name=name))

    assert [hit.title for hit in found("girafe")] == ["Girafe"]
    text = DocumentText.objects.get()
    assert (text.state, text.problem) == (DocumentText.State.FAILED, problem)


def test_a_lost_file_is_noted_and_read_when_it_is_back(home):
    document = pdf_document(CANARY)
    name = document.file.name
    document.file.storage.delete(name)

    read_text(document.pk, again=True)
    assert DocumentText.objects.get().problem == Problem.MISSING

    document.file.storage.save(name, ContentFile(files.pdf(CANARY)))
    read_text(document.pk)
    assert DocumentText.objects.get().state == DocumentText.State.DONE


def test_setting_all_carriers_changes_nothing_when_they_are_right(home):
    page_with(home, pdf_document(CANARY))
    before = list(DocumentCarrier.objects.values_list())

    set_all_carriers()

    assert list(DocumentCarrier.objects.values_list()) == before


def test_a_document_whose_carriers_were_never_set_is_found_after_the_night(home):
    page_with(home, pdf_document(CANARY))
    DocumentCarrier.objects.all().delete()
    assert found(CANARY) == ()

    repair_index.call()

    assert len(found(CANARY)) == 1


def test_the_command_reads_what_no_worker_read_and_finds_the_carriers_again(home, capsys):
    page_with(home, pdf_document(CANARY))
    DocumentText.objects.all().delete()
    DocumentCarrier.objects.all().delete()
    assert found(CANARY) == ()

    call_command("read_documents")
    assert capsys.readouterr().out == "1 documents to read.\n"
    assert len(found(CANARY)) == 1

    call_command("read_documents")
    assert capsys.readouterr().out == "0 documents to read.\n"


def test_the_search_page_costs_no_more_with_documents_and_promotions(home, client, django_assert_max_num_queries):
    for number in range(3):
        page = page_with(home, pdf_document(CANARY, title=f"Document {number}"))
        PromotedResult.objects.create(words=CANARY, page=page)
    client.get(f"/recherche/?q={CANARY}")

    with django_assert_max_num_queries(12):
        response = client.get(f"/recherche/?q={CANARY}")

    assert response.content.decode().count("#page=1") == 3


def test_the_index_agrees_with_the_site_after_all_this(home):
    document = pdf_document(CANARY)
    page = page_with(home, document)
    page.slug = "autre"
    page.save_revision().publish()
    document.title = "Autre"
    document.save()

    assert not updating.differences()
    assert [hit.within_url for hit in found(CANARY)] == ["/autre/"]
