"""A task whose worker died is done again; one whose worker lives is left alone."""

import pytest
from django.core.cache import caches
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from network.running.clock import do_minute
from network.running.interrupted import MOST_TRIES, key_of, resume_interrupted_tasks, say_alive
from search.tasks import update_index

pytestmark = pytest.mark.django_db


def running(*workers, task=update_index):
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        task_path=task.module_path,
        worker_ids=list(workers),
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after="2026-01-01T00:00Z",
    )


def status(task):
    return DBTaskResult.objects.get(pk=task.pk).status


def test_the_task_of_a_dead_worker_is_queued_again_and_that_of_a_living_one_is_not():
    say_alive("lives")
    say_alive("dead")
    mine, left = running("dead", "lives"), running("lives", "dead")
    assert resume_interrupted_tasks() == 0

    caches["shared"].delete(key_of("dead"))  # as a minute does

    assert resume_interrupted_tasks() == 1
    assert (status(mine), status(left)) == (TaskResultStatus.RUNNING, TaskResultStatus.READY)


def test_what_killed_several_workers_is_not_given_to_another():
    fatal = running(*(f"dead-{number}" for number in range(MOST_TRIES)))

    assert resume_interrupted_tasks() == 0
    assert status(fatal) == TaskResultStatus.FAILED
    assert DBTaskResult.objects.get().exception_class_path == "network.running.interrupted.Interrupted"


def test_a_minute_that_was_interrupted_is_over():
    minute = running("dead", task=do_minute)

    assert resume_interrupted_tasks() == 0
    assert status(minute) == TaskResultStatus.FAILED
