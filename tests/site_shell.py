"""Python on the data of a running site, in a process of its own each time, without loading Django each time.

Started once for a site, it reads one order a line, ``{"code": …, "output": <path>}``, runs each in a child that finds
everything imported and nothing else, and answers with the child's exit status. (`tests/live.py` gives the orders.)
"""

import json
import os
import sys
import traceback

import django


def run(code, output):
    """Run ``code`` in this child; all that it prints, a traceback included, is written to the file. Returns the exit status."""
    with open(output, "wb") as file:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(file.fileno(), stream.fileno())
    try:
        exec(code, {})  # noqa: S102 -- of our own tests
    except BaseException:  # noqa: BLE001 -- whatever it is, the test that gave the order says it
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def main():
    django.setup()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if not child:
            os._exit(run(**order))
        _pid, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
