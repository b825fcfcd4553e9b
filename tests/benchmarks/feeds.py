"""`make bench-feeds`: what calendars cost (issue 6, « Speed »), measured on meetings made for it.

    python -m tests.benchmarks.feeds [--meetings 500 1000] [--subscribers 5000] [--polls 5000] [--seconds 3]

Built anew and unchanged: in one process, through the whole stack of middleware, medians. From memory: granian beside a
granian with a plain Django view that returns the same bytes, rounds interleaved; read the ratio. Then personal
calendars are polled as fast as they go, and what that takes of one core at one poll every 15 minutes is counted from
the processor time of each. Exit 1 when a goal is missed.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from tests import prepared
from tests.benchmarks.bench import fetch, measure, plain_server
from tests.live import LiveSite

GOALS = {500: 35, 1000: 80}  # ms, built anew
POLL_EVERY_S = 15 * 60
CORE_GOAL = 5.0  # per cent
RATIO_GOAL = 0.5
FEED = "/calendriers/tous.ics"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--meetings", type=int, nargs="+", default=[500, 1000])
    parser.add_argument("--subscribers", type=int, default=5000)
    parser.add_argument("--polls", type=int, default=5000, help="how many polls to measure")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=3, help="length of one measurement over HTTP")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = LiveSite(folder / "data", workers=2)
        bench = start(site.folder / "site.sqlite3")
        failed = False
        for number in options.meetings:
            bench.make_meetings(number)
            failed |= bench.public_feed(number, options.rounds)
            if number == min(options.meetings):
                failed |= served(site, folder, options.seconds)
        failed |= bench.polls(options.subscribers, options.polls)
    sys.exit(1 if failed else 0)


def start(database):
    """Django on the database of the site that is measured. Imports wait for its settings."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "network.settings.test"
    import django  # noqa: PLC0415 -- reads the settings

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from tests.benchmarks.feeds_site import Bench  # noqa: PLC0415

    connections["default"].settings_dict["NAME"] = str(database)
    settings.STATIC_ROOT = prepared.static_files()
    return Bench()


def served(site, folder, seconds):
    """The feed from memory over HTTP, beside a plain Django view of the same bytes. Whether the goal is missed."""
    site.start()
    plain = None
    try:
        body = fetch(site.port, FEED)
        plain, plain_port = plain_server(folder, {"feed": body})
        runs = {"ours": [], "plain": []}
        for _round in range(3):
            for name, port, path in (("ours", site.port, FEED), ("plain", plain_port, "/feed")):
                runs[name].append(measure(port, path, {}, seconds=seconds, readers=4)[0])
        ours, theirs = (statistics.median(runs[name]) for name in ("ours", "plain"))
        ratio = ours / theirs
        print(
            f"over HTTP, {len(body) // 1024} kB from memory: {ours:.0f} a second, {ratio:.2f} of a plain view "
            f"({theirs:.0f})   {'ok' if ratio >= RATIO_GOAL else 'MISSED'} (goal {RATIO_GOAL})"
        )
        return ratio < RATIO_GOAL
    finally:
        site.stop()
        if plain:
            plain.terminate()
            plain.wait()


if __name__ == "__main__":
    main()
