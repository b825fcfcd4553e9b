"""Work done by the task worker; the rules are in ``updating``."""

from django.core.cache import cache
from django_tasks import task

from search import updating

ASKED_KEY, CATCH_UP_KEY, ASKED_SECONDS = "search-rebuild-asked", "search-catch-up-asked", 60


@task()
def update_index() -> None:
    """Follow every change not followed yet."""
    updating.follow_changes()


@task()
def rebuild_index() -> None:
    """Build the index anew, unless another worker has done so meanwhile."""
    updating.rebuild_if_needed()
    cache.delete(ASKED_KEY)


@task()
def catch_up() -> None:
    """Tell a search server that was away what it missed."""
    updating.rebuild_if_needed()
    updating.follow_changes()


def ask_to_catch_up() -> None:
    """Have a search server told what it missed, once for many readers who find it away."""
    if cache.add(CATCH_UP_KEY, value=True, timeout=ASKED_SECONDS):
        catch_up.enqueue()


def ask_for_rebuild() -> None:
    """Have the index built, once for many readers who find none."""
    if cache.add(ASKED_KEY, value=True, timeout=ASKED_SECONDS):
        rebuild_index.enqueue()
