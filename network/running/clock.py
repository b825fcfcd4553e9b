"""What is due every minute, without a scheduler of the system: the task worker keeps time.

An app registers a function without arguments under ``EVERY_MINUTE_HOOK``; it is called about once a minute by one
worker, looks whether something is due, and leaves long work to tasks. It may be called late, or not at all while the
worker is stopped: it must find what is overdue, not count on a minute of its own.
"""

import logging
import threading
import time

from django.db import Error, close_old_connections
from django_tasks import task
from wagtail import hooks

from network.running.models import Clock

logger = logging.getLogger(__name__)

EVERY_MINUTE_HOOK = "every_minute"
LOOK_EVERY = 20  # seconds


@task(priority=20)
def do_minute():
    """Call what is registered; returns the names of what failed. One failure does not keep the others from their turn."""
    failed = []
    for work in hooks.get_hooks(EVERY_MINUTE_HOOK):
        try:
            work()
        except Exception:
            logger.exception("%s failed; it is called again in a minute.", work.__name__)
            failed.append(work.__name__)
    return failed


def keep_time(stop=None, look_every=LOOK_EVERY, say_alive=lambda: None):
    """Have each minute's work done, for as long as the process lives or until ``stop`` (an ``Event``) is set.

    ``say_alive`` is called at each look.
    """
    while stop is None or not stop.is_set():
        close_old_connections()
        try:
            say_alive()
            if Clock.begin_minute():
                do_minute.enqueue()
        except Error as error:  # a database that is away for a moment must not end the thread
            logger.warning("The clock cannot read the database: %s", error)
        stop.wait(look_every) if stop else time.sleep(look_every)


def start_keeping_time(say_alive=lambda: None):
    """Keep time beside the work of this process."""
    thread = threading.Thread(target=keep_time, kwargs={"say_alive": say_alive}, name="clock", daemon=True)
    thread.start()
    return thread
