"""Tasks whose worker died: what it had begun is done again by another, within a minute or two.

A worker says again and again that it lives (in the cache that all processes share). A task « running » whose worker has
not said so for a while goes back into the queue. Every task of the site may therefore be run twice, and says so itself.
"""

import logging

from django.core.cache import caches
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from network.running.clock import do_minute

logger = logging.getLogger(__name__)

LIVES_FOR = 60
"""Seconds. It is said every 20 (``network.running.clock.LOOK_EVERY``): twice may be missed."""
MOST_TRIES = 3
"""A task that killed so many workers is what kills them."""


class Interrupted(Exception):
    """The worker died."""


def say_alive(worker_id: str) -> None:
    caches["shared"].set(key_of(worker_id), value=True, timeout=LIVES_FOR)


def resume_interrupted_tasks() -> int:
    """Called every minute; returns how many tasks are queued again."""
    count = 0
    for task in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if caches["shared"].get(key_of(task.worker_ids[-1] if task.worker_ids else "")):
            continue
        if task.task_path == do_minute.module_path or len(task.worker_ids) >= MOST_TRIES:
            task.set_failed(Interrupted("The worker ended while it did this."))
            continue
        logger.warning("%s was interrupted: it is done again.", task.task_path)
        # Only if it is still so: its worker may just have ended it.
        count += DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING).update(
            status=TaskResultStatus.READY
        )
    return count


def key_of(worker_id: str) -> str:
    return f"worker-lives-{worker_id}"
