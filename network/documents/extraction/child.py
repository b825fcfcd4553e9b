"""The reading process: ``python -m network.documents.extraction.child PATH SUFFIX SECONDS MEMORY``.

Sets its own limits before it looks at the file, then writes one line of JSON
for each thing it finds: ``{"count": 12}``, ``{"page": "…"}``, ``{"problem": "…"}``
and ``{"end": true}``. Imports nothing of Django.
"""

import contextlib
import io
import json
import logging
import os
import resource
import sys

from network.documents.extraction import problems
from network.documents.extraction.formats import pages_of

MOST_PAGES = 10_000
LONGEST_TEXT = 12_000_000  # characters, about 4,000 full pages
LARGEST_OUTPUT = 64 * 1024 * 1024  # bytes


def limit(seconds: int, memory: int) -> None:
    """Bound this process for good. macOS refuses some of these: there, the caller's patience is the limit."""
    os.nice(10)
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, LARGEST_OUTPUT),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def say(**what: object) -> None:
    sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def read(path: str, suffix: str) -> None:
    length = 0
    count, pages = pages_of(path, suffix)
    say(count=count)
    for number, text in enumerate(pages, start=1):
        length += len(text)
        say(page=text[: LONGEST_TEXT - (length - len(text))])
        if length > LONGEST_TEXT or (number == MOST_PAGES and count > MOST_PAGES):
            say(problem=problems.LENGTH)
            return
    say(end=True)


def main(path: str, suffix: str, seconds: str, memory: str) -> None:
    limit(int(seconds), int(memory))
    logging.disable(logging.CRITICAL)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        read(path, suffix)
    except problems.Unreadable as error:
        say(problem=error.problem)
    except MemoryError:
        say(problem=problems.MEMORY)
    except OSError:  # more was written than allowed
        sys.exit(1)
    except Exception:  # noqa: BLE001 -- whatever a broken file raises in the libraries that read it
        say(problem=problems.DAMAGED)


if __name__ == "__main__":
    main(*sys.argv[1:])
