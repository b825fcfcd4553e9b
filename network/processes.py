"""Runs the web server and the task worker together, and stops both when either cannot go on.

Started by `manage.py start`, which replaces itself with this module once all is
prepared: it imports nothing of Django, so watching costs a few megabytes.
"""

import contextlib
import http.client
import json
import os
import signal
import subprocess  # noqa: S404 -- the commands are our own
import sys
import time

READY_WITHIN = 60  # seconds from start to the first answer
STOP_WITHIN = 10  # seconds from asking a process to stop to insisting
RESTARTS = 3  # of the worker…
RESTARTS_WITHIN = 60  # …in that many seconds
TICK = 0.2  # seconds between two looks


class Stop(Exception):
    """Somebody asked the site to stop."""


def die_with_parent():
    """Have Linux end this process when its parent is killed outright. Elsewhere there is no such thing."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 -- only in the child, only there

        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def launch(command):
    """Start a process in a group of its own: Ctrl-C reaches this module only, which stops them in order."""
    return subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=die_with_parent
    )


def stop(process):
    """End a process and all it started: first asked, then told."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(STOP_WITHIN)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


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


def supervise(*, web, worker, host, port, announcement):
    """Run both until a signal or a failure. Returns the exit status."""
    processes = {}
    restarts = []
    try:
        processes["web"] = launch(web)
        processes["worker"] = launch(worker)
        deadline = time.monotonic() + READY_WITHIN
        ready = False
        while True:
            if (status := processes["web"].poll()) is not None:
                return complain(f"The web server stopped (exit status {status}): see above. Everything is stopped.")
            if (status := processes["worker"].poll()) is not None:
                restarts = [moment for moment in restarts if moment > time.monotonic() - RESTARTS_WITHIN]
                if len(restarts) >= RESTARTS:
                    return complain(
                        f"The task worker keeps stopping (exit status {status}): see above. Everything is stopped."
                    )
                restarts.append(time.monotonic())
                complain(f"The task worker stopped (exit status {status}): starting it again.")
                processes["worker"] = launch(worker)
            if not ready and answers(host, port):
                ready = True
                print(announcement, flush=True)
            if not ready and time.monotonic() > deadline:
                return complain(f"The web server did not answer within {READY_WITHIN} seconds. Everything is stopped.")
            time.sleep(TICK)
    except Stop:
        print("\nStopping…", flush=True)
        return 0
    finally:
        for process in reversed(processes.values()):
            stop(process)


def complain(line):
    print(line, file=sys.stderr, flush=True)
    return 1


def ask_to_stop(signum, frame):
    for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)  # stopping is under way: once is enough
    raise Stop


def main():
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, ask_to_stop)
    sys.exit(supervise(**json.loads(sys.argv[1])))


if __name__ == "__main__":
    main()
