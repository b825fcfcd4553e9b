"""How soon a saved page is found, with the task worker running: saves a page ten times, and asks until it is there.

python -m tests.benchmarks.search_in_step
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import prepared

SAVES = 10
PATIENCE, START_WITHIN = 20, 180  # seconds
ASK_EVERY = 0.02


def main(folder):
    environment = prepared.site_environment(folder)
    os.environ.clear()
    os.environ.update(environment)

    import django  # noqa: PLC0415 -- reads the environment above

    django.setup()
    from network.directory.models.pages import StandardPage  # noqa: PLC0415
    from search.searching import search  # noqa: PLC0415

    page = StandardPage.objects.live().public().first()
    times, whole = [], []
    for number in range(-1, SAVES):  # the first waits for the worker to start
        word = f"hippopotame{'abcdefghijz'[number]}"
        page.title = f"Une page sur l’{word}"
        began = time.perf_counter()
        page.save_revision().publish()
        started = time.perf_counter()
        while search(word, audiences={"public"}).results.count == 0:
            if time.perf_counter() - started > (PATIENCE if number >= 0 else START_WITHIN):
                sys.exit(f"“{word}” is not found {PATIENCE} s after it was published.")
            time.sleep(ASK_EVERY)
        if number >= 0:
            times.append(time.perf_counter() - started)
            whole.append(time.perf_counter() - began)
    print(
        f"found after a save: median {statistics.median(times) * 1000:.0f} ms, worst {max(times) * 1000:.0f} ms"
        f"; saving included, worst {max(whole) * 1000:.0f} ms ({SAVES} saves)"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="search-in-step-") as temporary:
        folder = Path(temporary) / "site"
        shutil.copytree(prepared.content_site(), folder, symlinks=True)
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "work", "--verbosity", "0"],
            cwd=prepared.ROOT,
            env=prepared.site_environment(folder),
            stdin=subprocess.DEVNULL,
        )
        try:
            main(folder)
        finally:
            worker.terminate()
            worker.wait(20)
