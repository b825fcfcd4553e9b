"""Reading the text of documents, and keeping it in step with their files."""

from django.db import transaction
from django.utils import timezone
from wagtail.utils.file import hash_filelike

from network.documents.extraction.reading import Problem, Reading, read_document
from network.documents.models.media import NetworkDocument
from network.documents.models.texts import DocumentCarrier, DocumentPage, DocumentText
from search.changes import records_changed

BATCH = 200


@transaction.atomic
def expect_text(document):
    """Note that the file of a document is to be read; what was read of another file is forgotten at once."""
    text, created = DocumentText.objects.get_or_create(document=document)
    if not created and document.file_hash and text.file_hash and document.file_hash != text.file_hash:
        _store(text, Reading(), "", state=DocumentText.State.PENDING)


def read_text(document_pk, *, again=False):
    """Read a document's file unless that very file was read before; ``again`` reads it anyway."""
    document = NetworkDocument.objects.filter(pk=document_pk).first()
    if document is None:
        return
    text, _created = DocumentText.objects.get_or_create(document=document)
    file_name = document.file.name
    try:
        with document.open_file() as file:
            file_hash = hash_filelike(file)
            if file_hash == text.file_hash and text.state != DocumentText.State.PENDING and not again:
                return
            file.seek(0)
            reading = read_document(file, document.filename)
    except (OSError, ValueError):  # ValueError: the record has no file at all
        file_hash, reading = "", Reading(problem=Problem.MISSING)
    with transaction.atomic():
        now = NetworkDocument.objects.select_for_update().filter(pk=document_pk).first()
        # Replaced or deleted meanwhile: the change brought a task of its own.
        if now is not None and now.file.name == file_name:
            _store(text, reading, file_hash)


def _store(text, reading, file_hash, state=None):
    text.pages.all().delete()
    DocumentPage.objects.bulk_create(
        (
            DocumentPage(text=text, number=number, content=content)
            for number, content in enumerate(reading.pages, start=1)
            if content
        ),
        batch_size=BATCH,
    )
    text.state = state or (DocumentText.State.DONE if reading.pages else DocumentText.State.FAILED)
    text.problem, text.pages_count, text.file_hash = reading.problem, reading.pages_count, file_hash
    text.read_at = None if state else timezone.now()
    text.save()
    documents_changed([text.document_id])


def documents_changed(document_pks):
    """Have the index follow what is known of some documents."""
    carriers = DocumentCarrier.objects.filter(document__in=document_pks).values_list("pk", flat=True)
    records_changed([(DocumentCarrier._meta.label, pk) for pk in carriers])
