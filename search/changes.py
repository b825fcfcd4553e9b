"""Recording that something changed: a row in the same transaction, and a task that follows it."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model
from django_tasks import default_task_backend
from wagtail.models import Page

from search.models import IndexChange
from search.tasks import update_index


def record_changed(record: Model, pk: object = None) -> None:
    """A record of a source, or one that documents speak of, was saved or deleted."""
    model = record.specific_class if isinstance(record, Page) else type(record)
    _follow([(model._meta.label, pk or record.pk)])


def records_changed(labels_and_pks: Iterable[tuple[str, object]]) -> None:
    _follow(labels_and_pks)


def subtree_changed(path: str) -> None:
    """A page and all below it moved, or may be seen by others than before."""
    IndexChange.objects.create(model_label=Page._meta.label, path=path)
    _enqueue()


def has_changes_left() -> bool:
    """Whether a change waits to be followed, whatever became of its task."""
    return IndexChange.objects.filter(done_at=None).exists()


def _follow(labels_and_pks: Iterable[tuple[str, object]]) -> None:
    changes = [IndexChange(model_label=label, object_pk=str(pk)) for label, pk in labels_and_pks]
    if changes:
        IndexChange.objects.bulk_create(changes)
        _enqueue()


def _asked() -> None:
    """Stands in the list of what is done after a commit: the mark of a transaction that has its task."""


def _enqueue() -> None:
    """One task for each transaction, however many changes it makes; the task is kept or lost with them."""
    if default_task_backend.supports_defer:
        connection = transaction.get_connection()
        if any(entry[1] is _asked for entry in connection.run_on_commit):
            return
        if connection.in_atomic_block:
            transaction.on_commit(_asked)
    update_index.enqueue()
