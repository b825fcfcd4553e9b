"""What we stand on, and what must not stand in the code: licences, secrets, ways out to the network."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests import audit
from tests.audit import Checked, check_holes, read_answer, unclear_licences

PROJECT = Path(__file__).resolve().parents[2]
APPS = ("network", "events", "resources", "search")

SECRETS = {
    "a private key": r"-----BEGIN (?:RSA |EC |OPENSSH |DSA )?PRIVATE KEY-----",
    "a key of a service": r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|sk_live_\w{16,}|xox[abpr]-[\w-]{20,})\b",
    "a password in an address": r"\b(?:postgres|postgresql|mysql|redis|smtp\+tls|smtp|amqp)://[^\s:/@'\"<]+:(?!password@|secret@)[^\s:/@'\"<{]{6,}@(?!host|127|localhost)",
    "a secret key": r"SECRET_KEY\s*=\s*['\"](?!for-tests-only)[^'\"]{8,}['\"]",
}
TO_THE_NETWORK = {"requests", "httpx", "aiohttp", "urllib3", "ftplib", "telnetlib", "http.client", "urllib.request"}
MAY_ASK = {
    "network/running/processes.py": "asks the site itself, on this machine, whether it is up",
}
"""Modules of ours that open a connection by HTTP, and to where. An address that somebody typed is never fetched."""


def tracked():
    names = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True).stdout.decode()  # noqa: S607
    return [PROJECT / name for name in names.split("\0") if name]


def test_every_locked_package_has_a_licence_that_we_can_use():
    assert unclear_licences() == {}


SOUND = '{"name": "django", "version": "5.2.9", "vulns": []}'
HOLED = '{"name": "pillow", "version": "9.0", "vulns": [{"id": "CVE-1", "fix_versions": ["9.1"]}]}'
UNKNOWN = '{"name": "willow", "skip_reason": "Dependency not found"}'


@pytest.mark.parametrize(
    ("packages", "checked"),
    [
        (SOUND, Checked()),
        (f"{SOUND}, {HOLED}", Checked(("pillow 9.0: CVE-1, mended in 9.1",))),
        (f"{SOUND}, {UNKNOWN}", Checked(reason="the service does not know willow")),
        (UNKNOWN, Checked(reason="the service knows none of the packages: another index stands in its place")),
    ],
)
def test_what_pip_audit_found_is_told(packages, checked):
    assert read_answer(f'{{"dependencies": [{packages}], "fixes": []}}', "") == checked


def test_a_service_that_cannot_be_reached_is_no_clean_bill(monkeypatch, capsys):
    reason = read_answer("", "Traceback…\nConnectionError: Failed to resolve").reason
    monkeypatch.setattr(audit, "check_holes", lambda _file: Checked(reason=reason))

    assert audit.main() == 2
    assert "NOT CHECKED (ConnectionError: Failed to resolve)" in capsys.readouterr().out


def test_licences_are_checked_without_pip_audit(monkeypatch, capsys):
    monkeypatch.setattr(audit, "find_spec", lambda _name: None)

    assert check_holes("requirements.lock") == Checked(reason="pip-audit is not installed")
    assert audit.main() == 2
    assert re.search(r"Licences: \d+ locked packages, 0 to look at", capsys.readouterr().out)


def test_a_hole_ends_the_audit_with_one(monkeypatch, capsys):
    monkeypatch.setattr(audit, "check_holes", lambda _file: Checked(("pillow 9.0: CVE-1, mended in 9.1",)))

    assert audit.main() == 1
    assert "Known hole: pillow 9.0: CVE-1, mended in 9.1" in capsys.readouterr().out


@pytest.mark.parametrize("kind", SECRETS)
def test_no_secret_stands_in_the_repository(kind):
    found = []
    for file in tracked():
        if file.suffix in {".png", ".woff2", ".jpg", ".pdf", ".lock"} or file == Path(__file__) or not file.is_file():
            continue
        if kind == "a secret key" and "tests" in file.parts:
            continue  # theirs protect nothing
        text = file.read_text(encoding="utf-8", errors="ignore")
        found += [f"{file.relative_to(PROJECT)}: {match[:30]}…" for match in re.findall(SECRETS[kind], text)]
    assert found == []


def test_production_takes_its_secrets_from_the_environment_only():
    text = (PROJECT / "network/settings/production.py").read_text()
    tree = ast.parse(text)

    literal = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(node.value.value, str) and re.search(r"KEY|SECRET|PASSWORD|TOKEN", target.id)
    }
    assert literal == set()
    assert 'SECRET_KEY = required("SECRET_KEY"' in text


def test_nothing_of_ours_fetches_an_address():
    """No server-side request at all, so none to a private network: embeds are off, feeds and pages are never fetched."""
    found = {}
    for app in APPS:
        for file in (PROJECT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.module:
                    names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
                if TO_THE_NETWORK & set(names):
                    found[str(file.relative_to(PROJECT))] = TO_THE_NETWORK & set(names)
    assert set(found) - set(MAY_ASK) == set()


def test_no_embed_is_fetched(settings):
    assert settings.WAGTAILEMBEDS_FINDERS == []


def test_every_signature_names_its_purpose_and_every_link_its_age():
    """A signature without a salt could be used for another purpose; ``loads`` without an age would count for ever."""
    problems = []
    for app in APPS:
        for file in (PROJECT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                    continue
                if getattr(node.func.value, "id", "") != "signing":
                    continue
                given = {keyword.arg for keyword in node.keywords}
                wanted = {
                    "dumps": {"salt"},
                    "loads": {"salt", "max_age"},
                    "Signer": {"salt"},
                    "TimestampSigner": {"salt"},
                }
                if not wanted.get(node.func.attr, set()) <= given:
                    problems.append(f"{file.relative_to(PROJECT)}:{node.lineno} {node.func.attr}")
    assert problems == []
