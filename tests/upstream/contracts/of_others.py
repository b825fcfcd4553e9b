"""What django-csp, django-tasks, django-tasks-db and elasticsearch-dsl must still do for us."""

from csp.constants import NONCE
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test.utils import override_settings
from django_tasks import TaskResultStatus
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from elasticsearch.dsl import analyzer, char_filter, token_filter
from elasticsearch.dsl.utils import DslBase

from network.running.clock import do_minute
from tests.upstream.contracts import contract, sent_form, takes


@contract("._csp_nonce")
def nonce_given_is_the_one_allowed():
    policy = {"DIRECTIVES": {"script-src": [NONCE]}}
    with override_settings(CONTENT_SECURITY_POLICY=policy):
        middleware, request = CSPMiddleware(lambda _request: HttpResponse()), sent_form()
        middleware.process_request(request)
        request._csp_nonce = "ours"
        answer = middleware.process_response(request, HttpResponse())

    assert "script-src 'nonce-ours'" in answer["Content-Security-Policy"]


@contract("._execute_task")
def task_is_ready_until_it_is_executed():
    asked = []

    class Later(ImmediateBackend):
        def _execute_task(self, task_result):
            asked.append(task_result.status)

    Later("default", {}).enqueue(do_minute, (), {})

    assert asked == [TaskResultStatus.READY]


@contract("django_tasks_db.management.commands.db_worker")
def worker_takes_what_we_give():
    parser = db_worker.Command().create_parser("manage.py", "work")
    parser.set_defaults(interval=0.3)
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}):
        options = parser.parse_args([])

    assert options.interval == 0.3
    assert {"reload", "worker_id"} <= vars(options).keys()
    takes(db_worker.Command.handle, "command", **dict.fromkeys(vars(options)))


@contract("django_tasks_db.models.DBTaskResult")
def tasks_say_who_does_them():
    takes(DBTaskResult.set_failed, "task", ValueError("why"))
    assert {"status", "worker_ids", "finished_at", "task_path"} <= {field.name for field in DBTaskResult._meta.fields}
    assert not DBTaskResult.objects.running().exists()
    assert not DBTaskResult.objects.finished().exists()
    assert {TaskResultStatus.READY, TaskResultStatus.RUNNING} <= set(TaskResultStatus)


@contract("elasticsearch.dsl.utils.DslBase")
def parts_of_an_analysis_are_of_one_type():
    made = [
        analyzer("a", tokenizer="standard"),
        char_filter("b", type="html_strip"),
        token_filter("c", type="stop"),
    ]

    assert all(isinstance(one, DslBase) for one in made)
