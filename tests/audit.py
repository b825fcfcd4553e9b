"""`make audit`: licences of what is installed, offline; known holes of what is locked, by pip-audit, which asks the network.

When the network does not answer it says so, and ends with 2: what was not checked is not sound.

The first part also runs in the tests (``tests/security/test_supply.py``). The second is by hand only.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
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


@dataclass(frozen=True)
class Checked:
    """What a service of known holes says of a lock file; ``reason`` tells why it was not asked, or not of everything."""

    holes: tuple[str, ...] = ()
    reason: str = ""


def read_answer(text, errors):
    """The ``Checked`` of pip-audit's JSON. It ends well also when it found no package at all: that is no check."""
    try:
        packages = json.loads(text)["dependencies"]
    except (ValueError, KeyError):
        last = (errors.strip().splitlines() or ["pip-audit said nothing"])[-1]
        return Checked(reason=last[:300])
    passed_over = [package["name"] for package in packages if "skip_reason" in package]
    holes = tuple(
        f"{package['name']} {package['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for package in packages
        for hole in package.get("vulns", ())
    )
    if len(passed_over) == len(packages):
        return Checked(holes, "the service knows none of the packages: another index stands in its place")
    reason = f"the service does not know {', '.join(passed_over)}" if passed_over else ""
    return Checked(holes, reason)


def check_holes(file):
    """Ask PyPI, then OSV when PyPI gives no answer."""
    checked = Checked(reason="pip-audit is not installed")
    if find_spec("pip_audit") is None:
        return checked
    for service in ("pypi", "osv"):
        command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--format", "json"]
        command += ["--progress-spinner", "off", "--timeout", "15", "--vulnerability-service", service]
        asked = subprocess.run(  # noqa: S603 -- our own words
            [*command, "--requirement", file], cwd=PROJECT, check=False, capture_output=True, text=True
        )
        checked = read_answer(asked.stdout, asked.stderr)
        if not checked.reason:
            return checked
    return checked


def main():
    """0: nothing found. 1: a hole or an unclear licence. 2: nothing found, but not everything could be checked."""
    unclear = unclear_licences()
    for name, words in unclear.items():
        print(f"licence of {name}: {words}")
    print(f"Licences: {len(locked('requirements.lock'))} locked packages, {len(unclear)} to look at.")
    found, unchecked = bool(unclear), False
    for file in ("requirements.lock", "requirements-test.lock"):
        checked = check_holes(file)
        found, unchecked = found or bool(checked.holes), unchecked or bool(checked.reason)
        for hole in checked.holes:
            print(f"Known hole: {hole}")
        if checked.reason:
            print(f"Known holes of {file}: NOT CHECKED ({checked.reason}). Run this where the network may be asked.")
        else:
            print(f"Known holes of {file}: {len(checked.holes)}.")
    return 1 if found else 2 * unchecked


if __name__ == "__main__":
    sys.exit(main())
