"""Work of the task worker about documents: reading them, and noting which pages carry them."""

from django_tasks import task

from network.documents import carriers, texts


@task(priority=-10)
def read_document_text(document_pk, *, again=False):
    """After everything that somebody waits for: a large file may take a minute."""
    texts.read_text(document_pk, again=again)


@task()
def follow_page(page_pk, document_pks):
    carriers.follow_page(page_pk, document_pks)


@task()
def set_carriers(document_pks):
    carriers.set_carriers(document_pks)
