"""`manage.py work`: the task worker, which also begins what is due every minute."""

import os
from functools import partial

from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from django_tasks_db.management.commands import db_worker

from network.running.clock import start_keeping_time
from network.running.interrupted import say_alive

LOOK_EVERY = 0.3  # seconds between two looks for a task: what was just saved is found in less than one


class Command(db_worker.Command):
    help = "Do tasks as they come, and what is due every minute (mail read and sent, reminders)."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(interval=LOOK_EVERY)

    def handle(self, *arguments, reload, worker_id, **options):
        if (
            not reload or os.environ.get(DJANGO_AUTORELOAD_ENV) == "true"
        ):  # not in the process that only restarts another
            say_alive(worker_id)  # before it takes its first task
            start_keeping_time(partial(say_alive, worker_id))
        super().handle(*arguments, reload=reload, worker_id=worker_id, **options)
