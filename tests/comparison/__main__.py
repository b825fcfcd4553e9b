"""``python -m tests.comparison record FOLDER`` and ``python -m tests.comparison compare BEFORE AFTER``."""

import argparse
import os
import sys


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.comparison", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    recording = commands.add_parser("record", help="write down what this tree answers")
    recording.add_argument("folder")
    recording.add_argument(
        "--only", nargs="*", default=(), help="readers, “journeys” or some of them: for work on the tool"
    )
    recording.add_argument("--site", help="where a prepared site is kept and taken from: for work on the tool")
    comparing = commands.add_parser("compare", help="say how two records differ; fails on what is not expected")
    comparing.add_argument("before")
    comparing.add_argument("after")
    chosen = parser.parse_args()
    if chosen.command == "record":
        if os.environ.get("PYTHONHASHSEED") != "0":  # sets are gone through in the same order in every record
            os.environ["PYTHONHASHSEED"] = "0"
            os.execv(sys.executable, [sys.executable, "-m", "tests.comparison", *sys.argv[1:]])  # noqa: S606
        from tests.comparison.record import record  # noqa: PLC0415 -- each command needs only its own half

        record(chosen.folder, only=chosen.only, site=chosen.site)
        return 0
    from tests.comparison.compare import compare  # noqa: PLC0415

    return compare(chosen.before, chosen.after)


if __name__ == "__main__":
    sys.exit(main())
