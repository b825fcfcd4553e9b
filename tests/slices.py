"""`make test-slice SLICE=events.feeds.contents`: the tests of one room, which lie in the folder of its name."""

import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent


def known_slices():
    """The dotted names of all folders below which there are tests, those of whole apps included."""
    holding = {folder for test in TESTS.rglob("test_*.py") for folder in test.relative_to(TESTS).parents}
    return sorted(".".join(folder.parts) for folder in holding if folder.parts)


def folder_of(name):
    """The folder of a slice's tests. Exits with a sentence that names all slices where there is none."""
    known = known_slices()
    if name in known:
        return TESTS.joinpath(*name.split("."))
    asked = f"There is no slice “{name}” with tests" if name else "Say which slice, as in make test-slice SLICE=events"
    sys.exit(f"{asked}. Those that have some: {', '.join(known)}.")


if __name__ == "__main__":
    sys.exit(pytest.main([str(folder_of(" ".join(sys.argv[1:])))]))
