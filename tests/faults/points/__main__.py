"""`make fault-points`, `JOURNEY="move a date"`: one line a journey, then each difference with the statement of the death."""

import argparse
import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

import django


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--journey", action="append", help="this one only; may be given several times")
    asked.add_argument("--most", type=int, help="die at so many points of each, in those that are short")
    asked.add_argument("--torn", action="store_true", help="a journey that is wrong, to see that it is found")
    arguments = asked.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.faults.points.settings"
    django.setup()
    from django.conf import settings  # noqa: PLC0415 -- they are known now
    from django.test.utils import setup_test_environment  # noqa: PLC0415

    if Path(tempfile.gettempdir()).resolve() not in settings.DATA_DIR.resolve().parents:
        raise SystemExit(f"{settings.DATA_DIR} is no folder of this run alone: it would be deleted. Nothing was done.")
    setup_test_environment()
    settings.EMAIL_BACKEND = "network.mail.outbox.backend.OutboxBackend"  # which that replaces
    logging.disable(logging.CRITICAL)
    try:
        return report(arguments)
    finally:
        shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


def report(arguments):
    from tests.faults.points.journeys import JOURNEYS, TORN  # noqa: PLC0415
    from tests.faults.points.running import run  # noqa: PLC0415
    from tests.faults.points.site import SmallSite  # noqa: PLC0415
    from tests.faults.points.world import fill  # noqa: PLC0415

    site, found = SmallSite(fill), 0
    for journey in [TORN] if arguments.torn else JOURNEYS:
        if journey.name not in arguments.journey if arguments.journey else arguments.most and journey.is_long:
            continue
        outcome = run(site, journey, arguments.most)
        found += len(outcome.problems)
        print(
            f"{journey.name}: {outcome.statements} statements, {outcome.points} points, {outcome.seconds:.0f} s,"
            f" {len(outcome.problems)} differences",
            flush=True,
        )
        for number, sql, problem in outcome.problems:
            print(f"  dead at {number} ({sql[:120]})\n    {problem[:400]}", flush=True)
    print("good" if not found else "NOT GOOD")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
