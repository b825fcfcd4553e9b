"""A few points of some journeys (`make fault-points` dies at all of them), and a journey that is wrong on purpose."""

import subprocess
import sys

from tests.prepared import ROOT

SAMPLED = ("publish a meeting", "answer by link", "invite", "erase somebody")


def points(*arguments):
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tests.faults.points", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_who_dies_at_a_statement_has_done_all_or_nothing_within_a_minute():
    found = points("--most", "2", *(word for name in SAMPLED for word in ("--journey", name)))

    assert found.returncode == 0, found.stdout + found.stderr
    assert [line.partition(":")[0] for line in found.stdout.splitlines()] == [*SAMPLED, "good"]


def test_a_journey_in_two_transactions_is_found():
    found = points("--torn")

    assert found.returncode == 1
    assert "neither before nor after" in found.stdout
    assert "Salle haute" in found.stdout
