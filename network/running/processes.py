"""Runs the web server and the task worker together, and stops both when either cannot go on.

On Linux both are forks of this process, which has the whole project loaded
already: they start at once and share its memory. Elsewhere (forking is not safe
on macOS) they load it again.
"""

import contextlib
import ctypes
import gc
import http.client
import multiprocessing
import os
import signal
import sys
import time
from multiprocessing.connection import wait

import django
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connections
from django.urls import get_resolver

WEB_WORKERS = 2
THREADS = 4  # of each web worker: a slow database or disk does not hold up the others
READY_WITHIN = 60  # seconds from start to the first answer
STOP_WITHIN = 10  # seconds from asking a process to stop to insisting
RESTARTS = 3  # of the task worker…
RESTARTS_WITHIN = 60  # …in that many seconds
TICK = 0.2  # seconds between two looks at a server that does not answer yet…
LOOK_EVERY = 2  # …and at one that does
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
FORKS = sys.platform == "linux"


class Stop(BaseException):
    """Somebody asked the site to stop."""


# The two processes


def serve(host, port):
    """The web server: granian, with workers of its own."""
    from granian import Granian  # noqa: PLC0415 -- slow, and of use in this process only
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    Granian(
        "network.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WEB_WORKERS,
        blocking_threads=THREADS,
        backpressure=64,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_WITHIN - 2,
        log_level=LogLevels.warning,
    ).serve()


def serve_while_writing(host, port):
    """Django's own server, which reloads code as it changes."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    manage("runserver", address)


def do_tasks():
    """The task worker."""
    call_command("work", verbosity=0, reload=False)


def do_tasks_while_writing():
    manage("work", "--verbosity", "0")


def manage(*arguments):
    """Become `manage.py` with these arguments."""
    os.execv(sys.executable, [sys.executable, str(settings.PROJECT_DIR / "manage.py"), *arguments])  # noqa: S606


# Running them


class Child:
    """A process in a group of its own: Ctrl-C reaches its parent only, which stops all in order."""

    def __init__(self, name, target, *arguments):
        self.name, self.target, self.arguments = name, target, arguments
        self.process = None

    def start(self):
        connections.close_all()  # a connection must not be in two processes
        context = multiprocessing.get_context("fork" if FORKS else "spawn")
        self.process = context.Process(target=run_child, args=(self.target, self.arguments), name=self.name)
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)  # until the child has handlers of its own
        try:
            self.process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)

    def stop(self):
        """End the process and all it started: first asked, then told."""
        if self.process is None:
            return
        self.send(signal.SIGTERM)
        self.process.join(STOP_WITHIN)
        self.send(signal.SIGKILL)
        self.process.join()

    def send(self, signum):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            try:
                os.killpg(self.process.pid, signum)
            except ProcessLookupError:  # the group is gone, or not there yet
                if self.process.is_alive():
                    os.kill(self.process.pid, signum)


def run_child(target, arguments):
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG: do not outlive a killed parent
    for signum in SIGNALS:
        signal.signal(signum, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    django.setup()
    target(*arguments)


def supervise(*, host, port, reachable, announce, writing=False):
    """Run both until a signal or a failure. Returns the exit status.

    ``reachable`` is the name under which this machine reaches ``host``;
    ``announce`` is called once the site answers; ``writing`` reloads code that changes.
    """
    web = Child("web", serve_while_writing if writing else serve, host, port)
    worker = Child("worker", do_tasks_while_writing if writing else do_tasks)
    if FORKS:
        load_everything()
    for signum in SIGNALS:
        signal.signal(signum, ask_to_stop)
    try:
        web.start()
        worker.start()
        return watch(web, worker, reachable, port, announce)
    except Stop:
        print("\nStopping…", flush=True)
        return 0
    finally:
        worker.stop()
        web.stop()


def watch(web, worker, reachable, port, announce):
    """Wait for the first answer, then for the end of either process. Returns the exit status when it cannot go on."""
    deadline = time.monotonic() + READY_WITHIN
    ready = False
    restarts = []
    while True:
        # Not for ever: a killed server's own workers keep its sentinel open.
        wait([web.process.sentinel, worker.process.sentinel], timeout=LOOK_EVERY if ready else TICK)
        if not web.process.is_alive():
            return complain(f"The web server stopped (exit status {web.process.exitcode}): see above. All is stopped.")
        if not worker.process.is_alive():
            status = worker.process.exitcode
            restarts = [moment for moment in restarts if moment > time.monotonic() - RESTARTS_WITHIN]
            if len(restarts) >= RESTARTS:
                return complain(f"The task worker keeps stopping (exit status {status}): see above. All is stopped.")
            restarts.append(time.monotonic())
            complain(f"The task worker stopped (exit status {status}): starting it again.")
            worker.start()
        if not ready and answers(reachable, port):
            ready = True
            announce()
        if not ready and time.monotonic() > deadline:
            return complain(f"The web server did not answer within {READY_WITHIN} seconds. All is stopped.")


def load_everything():
    """Load what a first request would load, so that the forks share it."""
    get_internal_wsgi_application()
    _patterns = get_resolver().url_patterns
    gc.collect()
    gc.freeze()  # the collector does not touch, and so does not copy, what is shared


def answers(host, port):
    """Whether the web server answers a request."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    else:
        return True
    finally:
        connection.close()


def complain(line):
    print(line, file=sys.stderr, flush=True)
    return 1


def ask_to_stop(signum, frame):
    for other in SIGNALS:
        signal.signal(other, signal.SIG_IGN)  # stopping is under way: once is enough
    raise Stop
