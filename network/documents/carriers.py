"""By which pages a document is found, and who may find it so.

A document has the audience of a published page that carries it (links to it,
shows it), and its collection's as well. Carried by several pages, it is found
through one page of each audience that has no wider one; carried by none, it is
not found.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Collection, Page, ReferenceIndex

from network.audience.rules import (
    PUBLIC,
    all_restrictions,
    collection_restrictions,
    joined,
    page_audience,
    tokens_in_use,
)
from network.documents.models.media import NetworkDocument
from network.documents.models.texts import DocumentCarrier
from search.changes import records_changed

# Audiences


def collection_audience(collection_path, restrictions):
    return joined(*(one.token for one in restrictions if collection_path.startswith(one.path)), PUBLIC)


def document_tokens(reader):
    """The tokens that only documents have, those of this reader: a page's audience and a collection's together."""
    restrictions = collection_restrictions()
    classes = {collection_audience(one.path, restrictions) for one in restrictions}
    tokens = {joined(page, collection) for page in tokens_in_use(reader.restrictions) for collection in classes}
    return {token for token in tokens if reader.holds(token)}


def carrier_audience(carrier, page_restrictions=None, restrictions=None):
    """The audience of a document found through one page. Computed when asked: a restriction acts at once."""
    restrictions = collection_restrictions() if restrictions is None else restrictions
    return joined(
        page_audience(carrier.page, page_restrictions),
        collection_audience(carrier.document.collection.path, restrictions),
    )


# Which pages carry which documents


def follow_page(page_pk, document_pks=()):
    """A page was published, unpublished, moved or deleted: set the carriers of its documents.

    ``document_pks``: documents known to have been on it before.
    """
    page = Page.objects.filter(pk=page_pk).first()
    concerned = {int(pk) for pk in document_pks}
    if page is not None:
        with transaction.atomic():
            # Wagtail's own task may come later.
            ReferenceIndex.create_or_update_for_object(page.specific)
        concerned |= documents_on([page_pk])
        # Its title or address may be new.
        carriers = DocumentCarrier.objects.filter(page=page).values_list("pk", flat=True)
        records_changed([(DocumentCarrier._meta.label, pk) for pk in carriers])
    set_carriers(concerned)


def documents_on(page_pks):
    """Keys of the documents that pages refer to or are the carriers of."""
    page_pks = list(page_pks)
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(pk) for pk in page_pks],
        to_content_type=ContentType.objects.get_for_model(NetworkDocument),
    )
    carried = DocumentCarrier.objects.filter(page__in=page_pks).values_list("document", flat=True)
    return {int(pk) for pk in rows.values_list("to_object_id", flat=True)} | set(carried)


def documents_below(path):
    """Keys of the documents on the pages of a part of the tree."""
    return documents_on(Page.objects.filter(path__startswith=path).values_list("pk", flat=True))


def documents_in(collection_path):
    """Keys of the documents of a collection and those below it."""
    collections = Collection.objects.filter(path__startswith=collection_path)
    return set(NetworkDocument.objects.filter(collection__in=collections).values_list("pk", flat=True))


def pages_carrying(document_pk):
    """The published pages with an address that refer to a document, the oldest first."""
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(NetworkDocument),
        to_object_id=str(document_pk),
    )
    pages = Page.objects.live().filter(pk__in={int(pk) for pk in rows.values_list("object_id", flat=True)})
    return [page for page in pages.order_by("pk") if page.get_url()]


@transaction.atomic
def set_carriers(document_pks):
    """Keep one carrier for each audience of these documents that has no wider one."""
    restrictions = all_restrictions()
    for document_pk in sorted(NetworkDocument.objects.filter(pk__in=document_pks).values_list("pk", flat=True)):
        by_audience = {}
        for page in pages_carrying(document_pk):
            by_audience.setdefault(_parts(page_audience(page, restrictions)), page.pk)
        wanted = {page_pk for parts, page_pk in by_audience.items() if not any(other < parts for other in by_audience)}
        known = {carrier.page_id: carrier for carrier in DocumentCarrier.objects.filter(document=document_pk)}
        for page_pk in sorted(wanted - known.keys()):
            DocumentCarrier.objects.create(document_id=document_pk, page_id=page_pk)
        for page_pk in known.keys() - wanted:
            known[page_pk].delete()


def _parts(token):
    return frozenset(token.split("+")) - {PUBLIC}


def set_all_carriers():
    """For every document: after an import, or to be sure."""
    set_carriers(set(NetworkDocument.objects.values_list("pk", flat=True)))
