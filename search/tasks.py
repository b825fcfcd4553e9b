"""Work done by the task worker; the rules are in ``updating``."""

from django.core.cache import cache
from django_tasks import task

from search import updating

ASKED_KEY, ASKED_SECONDS = "search-rebuild-asked", 60


@task()
def update_index():
    """Follow every change not followed yet."""
    updating.follow_changes()


@task()
def rebuild_index():
    """Build the index anew, unless another worker has done so meanwhile."""
    updating.rebuild_if_needed()
    cache.delete(ASKED_KEY)


def ask_for_rebuild():
    """Have the index built, once for many readers who find none."""
    if cache.add(ASKED_KEY, value=True, timeout=ASKED_SECONDS):
        rebuild_index.enqueue()
