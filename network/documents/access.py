"""Who may open a document or an image: those who may read a page that carries it.

A file is carried by the pages that name it (Wagtail's reference index) and by
its collection. It is open to whoever may see one of those pages, published,
and satisfies every restriction of the collection and of those above it. A file
that no page carries yet is for its collection's readers if that collection is
restricted, and otherwise for those who write in the desk only.
"""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry
from wagtail.wagtail_hooks import require_wagtail_login

from network.audience.rules import PUBLIC, all_restrictions, collection_restrictions, joined, page_audience, reader_for
from network.documents.carriers import collection_audience
from search.sources import sources


def audiences_of(files):
    """``{file: tokens}`` for documents or images of one model: holding any one token opens the file."""
    files = list(files)
    if not files:
        return {}
    collections = collection_restrictions()
    carriers = carriers_of(files)
    found = {}
    for file in files:
        of_collection = collection_audience(file.collection.path, collections)
        if str(file.pk) in carriers:
            found[file] = {joined(token, of_collection) for token in carriers[str(file.pk)]}
        else:
            found[file] = set() if of_collection == PUBLIC else {of_collection}
    return found


def carriers_of(files):
    """``{primary key as text: tokens of what carries it}``; no token when nothing that carries it is published."""
    kind = ContentType.objects.get_for_model(files[0], for_concrete_model=False)
    rows = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=[str(file.pk) for file in files])
    rows = list(rows.values_list("to_object_id", "base_content_type", "object_id").distinct())
    of_pages = ContentType.objects.get_for_model(Page).pk
    keys = {key for _file, carrier, key in rows if carrier == of_pages}
    restrictions = all_restrictions()
    pages = {
        str(page.pk): page_audience(page, restrictions)
        for page in Page.objects.filter(pk__in=keys, live=True).only("pk", "path")
    }
    found = {}
    for file, carrier, key in rows:
        tokens = found.setdefault(file, set())
        token = pages.get(key) if carrier == of_pages else audience_of_record(carrier, key)
        if token is not None:
            tokens.add(token)
    return found


def audience_of_record(content_type_id, key):
    """The audience of a record that is not a page, as search knows it; ``None`` when nothing shows it."""
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    for source in sources().values():
        if source.model is model:
            record = source.queryset().filter(pk=key).first()
            return source.document(record).audience if record is not None else None
    return None


def may_open(request, file):
    """Whether the reader behind a request may open a document or an image."""
    tokens = audiences_of([file])[file]
    return PUBLIC in tokens or any(reader_for(request).holds(token) for token in tokens) or may_edit(request.user, file)


def is_public(file):
    return PUBLIC in audiences_of([file])[file]


def may_edit(user, file):
    """Whether somebody writes this file in the desk: it is then open to her or him wherever it stands."""
    return user.is_authenticated and policy_registry.get_by_type(type(file)).user_has_permission_for_instance(
        user, "change", file
    )


def refuse_document(document, request):
    """What to answer in place of a document that is not for this reader, or ``None``.

    Whether it exists is not told: one that is missing gives the same answer to those who are signed in.
    """
    if may_open(request, document):
        return None
    if request.user.is_authenticated:
        raise Http404
    return require_wagtail_login(next=request.get_full_path())
