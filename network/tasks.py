"""Work done by the task worker; the rules are in the modules named after what they are about."""

from django.core.cache import caches
from django.utils import timezone
from django_tasks import task

from network import document_carriers, document_texts, saved_searches, search_digests
from network.privacy import retention
from search import updating
from search.changes import has_changes_left
from search.engines import engine
from search.tasks import ask_to_catch_up, update_index


@task(priority=-10)
def read_document_text(document_pk, *, again=False):
    """After everything that somebody waits for: a large file may take a minute."""
    document_texts.read_text(document_pk, again=again)


@task()
def follow_page(page_pk, document_pks):
    document_carriers.follow_page(page_pk, document_pks)


@task()
def set_carriers(document_pks):
    document_carriers.set_carriers(document_pks)


@task()
def send_search_digest(saved_pk):
    saved_searches.send_digest(saved_pk, search_digests.send_mail)


@task(priority=-10)
def apply_retention():
    """Delete what is older than its time; returns how many records. Asked for twice, it is done once."""
    if not retention.is_due():
        return 0
    return sum(outcome.applied.count for outcome in retention.apply_retention())


def apply_retention_when_due():
    """Called every minute: once a day, the first time early in the morning, whatever the system's scheduler does."""
    if retention.is_due():
        apply_retention.enqueue()


@task(priority=-10)
def repair_index():
    """Compare every text of the index with the site; returns how many differed."""
    return len(updating.repair())


NIGHT = range(3, 6)  # hours, in Paris: nobody waits for anything then


def keep_index_in_step():
    """Called every minute: once a night the index is compared with the site; what waits to be followed, or a search server
    that was away to be told, is."""
    if engine().is_behind:
        ask_to_catch_up()
    elif has_changes_left():
        update_index.enqueue()
    now = timezone.localtime()
    if now.hour in NIGHT and caches["shared"].add(f"search-compared-{now:%Y-%m-%d}", value=True, timeout=24 * 3600):
        repair_index.enqueue()
