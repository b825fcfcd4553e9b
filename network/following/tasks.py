"""Work of the task worker about search: mails of followed searches, and an index in step with the site."""

from django.core.cache import caches
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from network.documents import carriers
from network.following import digests, saved_searches
from search import updating
from search.changes import has_changes_left
from search.engines import engine
from search.tasks import ask_to_catch_up, update_index


@task()
def send_search_digest(saved_pk):
    saved_searches.send_digest(saved_pk, digests.send_mail)


@task(priority=-10)
def repair_index():
    """Compare every text of the index with the site; returns how many differed.

    By which pages documents are found first, should a task of theirs have failed altogether.
    """
    carriers.set_all_carriers()
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
    if now.hour in NIGHT:
        with transaction.atomic():  # the mark of tonight lies in the database too: kept with the task or not at all
            if caches["shared"].add(f"search-compared-{now:%Y-%m-%d}", value=True, timeout=24 * 3600):
                repair_index.enqueue()
