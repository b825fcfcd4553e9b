"""Reading a document from the outside: starts the reading process, watches it, takes what it wrote.

A file that takes too long or too much memory ends that process and nothing
else; the pages read until then are kept.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.documents.extraction import problems
from network.documents.extraction.cleaning import clean_pages

LARGEST_FILE = 50 * 1024 * 1024  # bytes
SECONDS = 90  # of computing; on a busy machine that may last three times as long
MEMORY = 1024 * 1024 * 1024  # bytes of address space


class Problem(models.TextChoices):
    EMPTY_FILE = problems.EMPTY_FILE, _("The file is empty.")
    MISSING = problems.MISSING, _("The file is no longer there.")
    TOO_LARGE = problems.TOO_LARGE, _("The file is larger than 50 MB.")
    UNKNOWN_FORMAT = problems.UNKNOWN_FORMAT, _("The text of files of this format is not read.")
    PROTECTED = problems.PROTECTED, _("The file asks for a password.")
    DAMAGED = problems.DAMAGED, _("The file is damaged or is not what its name says.")
    UNSAFE = problems.UNSAFE, _("The file refers to something outside itself, as no ordinary document does.")
    TIME = problems.TIME, _("Reading took too long and was stopped.")
    MEMORY = problems.MEMORY, _("Reading took too much memory and was stopped.")
    LENGTH = problems.LENGTH, _("The text is so long that only its beginning is searched.")
    NO_TEXT = problems.NO_TEXT, _("The file holds pictures of pages but no text: it was probably scanned.")


ENDS = {
    -signal.SIGXCPU: Problem.TIME,
    -signal.SIGKILL: Problem.TIME,  # sent by Linux a moment after SIGXCPU
    -signal.SIGABRT: Problem.MEMORY,
    -signal.SIGSEGV: Problem.MEMORY,
}
"""What it means when the reading process was ended by a signal."""


@dataclass(frozen=True)
class Reading:
    """What was read. ``problem`` may stand beside pages: those read before it."""

    pages: tuple[str, ...] = ()
    """The text of each page in order, cleaned; one text alone where the format knows no pages."""
    pages_count: int = 0
    """How many pages the document has, read or not; 0 where the format knows no pages."""
    problem: str = ""


def read_document(
    file: IO[bytes], name: str, *, seconds: int = SECONDS, memory: int = MEMORY, largest: int = LARGEST_FILE
) -> Reading:
    """The text of an open binary file; ``name`` tells the format where the content does not.

    Never raises for what is in the file. Takes at most ``seconds``.
    """
    with tempfile.TemporaryDirectory(prefix="document-") as folder:
        path = Path(folder) / "document"
        size = 0
        with path.open("wb") as copy:
            while chunk := file.read(1 << 20):
                size += len(chunk)
                if size > largest:
                    return Reading(problem=Problem.TOO_LARGE)
                copy.write(chunk)
        if not size:
            return Reading(problem=Problem.EMPTY_FILE)
        return _run(path, Path(name).suffix.lower(), seconds, memory)


def _run(path: Path, suffix: str, seconds: int, memory: int) -> Reading:
    command = [sys.executable, "-m", "network.documents.extraction.child", str(path), suffix, str(seconds), str(memory)]
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(  # noqa: S603
            command,
            cwd=settings.PROJECT_DIR,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            # Its own limit is on computing; this one is on waiting, a little longer so that it goes first.
            status = process.wait(3 * seconds)
        except subprocess.TimeoutExpired:
            status = -signal.SIGXCPU
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        output.seek(0)
        return _reading(output, status)


def _reading(output: IO[bytes], status: int) -> Reading:
    pages, count, problem, is_whole = [], 0, "", False
    for line in output:
        try:
            said = json.loads(line)
        except ValueError:  # cut off in the middle
            break
        if "page" in said:
            pages.append(said["page"])
        count = said.get("count", count)
        problem = said.get("problem", problem)
        is_whole = is_whole or "end" in said
    if not is_whole and not problem:
        problem = ENDS.get(status, Problem.DAMAGED)
    pages = clean_pages(pages)
    if not any(pages):
        return Reading(pages_count=count, problem=problem or Problem.NO_TEXT)
    return Reading(tuple(pages), count, problem)
