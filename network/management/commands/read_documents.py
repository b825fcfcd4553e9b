"""`manage.py read_documents`: after an import, or when a worker was stopped in the middle of its work."""

from django.core.management.base import BaseCommand

from network.documents import carriers, tasks
from network.documents.models.media import NetworkDocument
from network.documents.models.texts import DocumentText


class Command(BaseCommand):
    help = "Have the text of documents read for search, those not read yet, and find again which pages carry them."

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="read every document again")

    def handle(self, *, again, **options):
        documents = NetworkDocument.objects.all()
        if not again:
            documents = documents.exclude(
                extracted_text__state__in=[DocumentText.State.DONE, DocumentText.State.FAILED]
            )
        keys = list(documents.order_by("pk").values_list("pk", flat=True))
        for key in keys:
            tasks.read_document_text.enqueue(key, again=again)
        carriers.set_all_carriers()
        self.stdout.write(f"{len(keys)} documents to read.")
