"""`make bench`: requests per second and p95 of the main pages, beside a Django view that returns the same bytes.

    python -m tests.benchmarks.bench [--seconds 2] [--rounds 3] [--readers 8]

Both servers are granian with two workers on loopback. Rounds are interleaved, and
the medians are shown, so that what else the machine does weighs on both alike:
read the ratios. Three rows for each page: kept ready (the usual visit of a
visitor), made anew (the page cache avoided), and the plain view.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection
from pathlib import Path

from tests import prepared
from tests.live import LiveSite, free_port

PAGES = {
    "home": "/",
    "list": "/pratiques/",
    "detail": "/metropoles/nantes/",
    "minutes": "/agenda/2022/rencontre-nantes-2022/compte-rendu/",
    "agenda": "/agenda/",
    "feed": "/calendriers/tous.ics",
}
PLAIN = """
import os, pathlib
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(SECRET_KEY="bench", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[])
BODIES = {file.name: file.read_bytes() for file in pathlib.Path(os.environ["BODIES"]).iterdir()}
urlpatterns = [path("<name>", lambda request, name: HttpResponse(BODIES[name]))]
application = get_wsgi_application()
"""
# A session cookie that no session has: the reader is a visitor, but the page is not taken from the store.
NO_STORE = {"Cookie": "sessionid=bench"}


def measure(port, path, headers, *, seconds, readers):
    """Requests per second and the 95th percentile, in ms, of readers who keep their connection open."""
    times, failures = [], []
    end = time.perf_counter() + seconds

    def read():
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < end:
            start = time.perf_counter()
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.read()
            times.append(time.perf_counter() - start)
            if response.status != 200:
                failures.append(response.status)
        connection.close()

    threads = [threading.Thread(target=read) for _reader in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        sys.exit(f"{path} answered {failures[0]}: nothing to measure.")
    return len(times) / seconds, statistics.quantiles(times, n=20)[-1] * 1000


def plain_server(folder, bodies):
    """Granian with a Django view that returns each of ``bodies`` and does nothing else."""
    store = folder / "bodies"
    store.mkdir()
    for name, body in bodies.items():
        (store / name).write_bytes(body)
    (folder / "plain.py").write_text(PLAIN, encoding="utf-8")
    port = free_port()
    process = subprocess.Popen(  # noqa: S603
        [
            *[sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4"],
            *["--backpressure", "64", "--port", str(port), "--no-ws", "--log-level", "warning", "plain:application"],
        ],
        cwd=folder,
        env=os.environ | {"BODIES": str(store), "PYTHONPATH": str(folder)},
        stdin=subprocess.DEVNULL,
    )
    for _attempt in range(150):
        try:
            fetch(port, f"/{next(iter(bodies))}")
        except OSError:
            time.sleep(0.1)
        else:
            return process, port
    process.kill()
    sys.exit("The plain server does not answer.")


def fetch(port, path, headers=None):
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers=headers or {})
        return connection.getresponse().read()
    finally:
        connection.close()


def count_queries(folder, paths):
    """How many SQL queries each page takes, with nothing kept but what a running process keeps."""
    code = f"""
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
for path in {list(paths)!r}:
    client = Client()
    for _warm in range(2):
        client.cookies['sessionid'] = 'bench'
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
    print('queries', len(captured), path)
"""
    printed = prepared.manage(
        folder, "shell", "--no-imports", "--command", code, STATIC_ROOT=str(prepared.static_files())
    )
    lines = [line.split() for line in printed.splitlines() if line.startswith("queries")]
    return {path: int(number) for _word, number, path in lines}


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=2, help="length of one measurement")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the median is shown")
    parser.add_argument("--readers", type=int, default=8, help="connections at once")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = LiveSite(folder / "data", workers=2)
        site.start()
        plain = None
        try:
            bodies = {page: fetch(site.port, path) for page, path in PAGES.items()}
            queries = count_queries(site.folder, PAGES.values())
            plain, plain_port = plain_server(folder, bodies)
            report(site.port, plain_port, bodies, queries, options)
        finally:
            site.stop()
            if plain:
                plain.terminate()
                plain.wait()


def report(site_port, plain_port, bodies, queries, options):
    print(f"{options.readers} readers at once, medians of {options.rounds} rounds of {options.seconds:g} s\n")
    print(f"{'':10}{'kB':>6}{'queries':>9}{'kept: req/s':>14}{'p95 ms':>8}{'÷ plain':>9}", end="")
    print(f"{'anew: req/s':>14}{'p95 ms':>8}{'÷ plain':>9}{'plain: req/s':>14}{'p95 ms':>8}")
    for page, path in PAGES.items():
        kinds = {
            "kept": (site_port, path, {"Accept-Encoding": "br"}),
            "anew": (site_port, path, NO_STORE),
            "plain": (plain_port, f"/{page}", {}),
        }
        runs = {kind: [] for kind in kinds}
        for _round in range(options.rounds):
            for kind, target in kinds.items():
                runs[kind].append(measure(*target, seconds=options.seconds, readers=options.readers))
        rate, p95 = ({k: statistics.median(run[i] for run in runs[k]) for k in kinds} for i in (0, 1))
        print(f"{page:10}{len(bodies[page]) / 1000:>6.0f}{queries[path]:>9}", end="")
        for kind in ("kept", "anew"):
            print(f"{rate[kind]:>14.0f}{p95[kind]:>8.1f}{rate[kind] / rate['plain']:>9.2f}", end="")
        print(f"{rate['plain']:>14.0f}{p95['plain']:>8.1f}", flush=True)


if __name__ == "__main__":
    main()
