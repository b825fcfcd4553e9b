"""Tasks without a worker (`TASKS_AT_ONCE`): done by the process that asks for them, once its change is kept.

A worker never sees the task of a change that was undone, nor one whose change is not kept yet: neither does this. A mail
leaves after the transaction that wrote it, and a search server is told of nothing that did not happen.
"""

from functools import partial

from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResult


class AtOnceBackend(ImmediateBackend):
    """Inside a transaction a task is only asked for, and its result « ready »; outside of one it is done when it returns."""

    def _execute_task(self, task_result: TaskResult) -> None:
        transaction.on_commit(partial(super()._execute_task, task_result))
