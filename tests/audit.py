"""`make audit`: licences of what is installed, offline; known holes of what is locked, by pip-audit, which asks the network.

The first part also runs in the tests (``tests/security/test_supply.py``). The second is by hand only.
"""

import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
FREE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|ISCL|PSF|Python Software Foundation|MPL|Mozilla Public|LGPL|Lesser General Public|ZPL|Zope"
    r"|Unlicense|Public Domain|CC0|0BSD|HPND|Historical Permission|zlib|OFL|any-OSI|Expat|GPL-compatible|Artistic)\b",
    re.IGNORECASE,
)
"""Licences that let anybody run, change and hand on, without asking the site's own code to take theirs."""
CLOSED = re.compile(r"\b(AGPL|Affero|Commons Clause|BUSL|SSPL|Proprietary|non-?commercial)\b", re.IGNORECASE)
KNOWN = {"qrcode": "BSD: its second mark stands for the trademark of the words QR Code"}
"""Packages whose metadata says nothing clear: ``{name: why they may stay}``."""


def locked(file):
    """``{name: version}`` of a lock file."""
    found = re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", (PROJECT / file).read_text(), re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


def licence_of(name):
    """What a package says of its licence: its expression, its classifiers, or the first line of its text."""
    meta = metadata.metadata(name)
    classifiers = [
        value.rpartition("::")[2].strip() for value in meta.get_all("Classifier", []) if "License ::" in value
    ]
    text = (meta.get("License") or "").strip().splitlines()[:2]
    return "; ".join(part for part in (meta.get("License-Expression"), *classifiers, *text) if part)


def unclear_licences():
    """``{package of the production lock: what it says}`` where that is not clearly a free licence we can use."""
    unclear = {}
    for name in locked("requirements.lock"):
        try:
            words = licence_of(name)
        except metadata.PackageNotFoundError:
            continue  # of another system or version of Python
        if name not in KNOWN and (not FREE.search(words) or CLOSED.search(words)):
            unclear[name] = words or "nothing"
    return unclear


def main():
    unclear = unclear_licences()
    for name, words in unclear.items():
        print(f"licence of {name}: {words}")
    print(f"{len(locked('requirements.lock'))} locked packages, {len(unclear)} with a licence to look at")
    status = 0
    for file in ("requirements.lock", "requirements-test.lock"):
        print(f"\nKnown holes of {file} (pip-audit):", flush=True)
        command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--requirement", file]
        status |= subprocess.run(command, cwd=PROJECT, check=False).returncode  # noqa: S603 -- our own words
    return 1 if unclear or status else 0


if __name__ == "__main__":
    sys.exit(main())
