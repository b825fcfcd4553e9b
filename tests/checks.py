"""`make check`: everything that can be said of the code without running the site's tests.

All checks run, then all that failed is shown: one run tells the whole story.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

# A made-up deployment, complete enough for `check --deploy` to judge the production settings.
DEPLOYMENT = {
    "DJANGO_SETTINGS_MODULE": "network.settings.production",
    "SECRET_KEY": "Zq3v8Jm1Xw6Tb9Lr2Ys5Nc7Kd4Hf0Gp8Qe1Ua6Wi3Ot5Vx9Mz2Bj7Ry",
    "ALLOWED_HOSTS": "reseau.example",
    "SITE_URL": "https://reseau.example",
    "SITE_DOMAIN": "reseau.example",
    "DEFAULT_FROM_EMAIL": "site@reseau.example",
    "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
}
# Package registries, in two halves so that this file does not name them.
REGISTRIES = [
    first + second
    for first, second in (
        ("pypi.", "org"),
        ("pythonhosted.", "org"),
        ("npmjs.", "org"),
        ("npmjs.", "com"),
        ("registry.", "npm"),
    )
]


def command(*arguments, **environment):
    """Run something. Returns what it printed when it failed, otherwise nothing."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DEBUG"}}
    result = subprocess.run(  # noqa: S603
        [str(argument) for argument in arguments],
        cwd=ROOT,
        env=inherited | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return (result.stdout + result.stderr).strip() if result.returncode else ""


def manage(*arguments, **environment):
    with tempfile.TemporaryDirectory() as folder:
        settings = {"DJANGO_SETTINGS_MODULE": "network.settings.test", "DATA_DIR": folder} | environment
        return command(sys.executable, "manage.py", *arguments, **settings)


def tracked_files():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def registries():
    """Lines that name a package registry: lock files and documents name packages and versions only."""
    found = []
    for path in tracked_files():
        if path.is_file() and path.suffix not in {".woff2", ".png", ".ico", ".jpg", ".webp"}:
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
                if any(name in line for name in REGISTRIES):
                    found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}")
    return "\n".join(found)


CHECKS = {
    "formatting (ruff)": lambda: command(BIN / "ruff", "format", "--check", "."),
    "lint (ruff)": lambda: command(BIN / "ruff", "check", "--quiet", "."),
    "types (mypy)": lambda: command(BIN / "mypy"),
    "imports (import-linter)": lambda: command(BIN / "lint-imports", "--no-cache"),
    "templates (djlint)": lambda: command(
        BIN / "djlint", "--lint", "--quiet", *sorted({*ROOT.glob("*/templates"), *ROOT.glob("*/*/templates")})
    ),
    "migrations (makemigrations --check)": lambda: manage("makemigrations", "--check", "--dry-run"),
    "deployment (check --deploy)": lambda: manage("check", "--deploy", "--fail-level", "WARNING", **DEPLOYMENT),
    "French catalogue (messages --check)": lambda: manage("messages", "--check"),
    "no registry named": registries,
}


def main():
    start = time.monotonic()
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        runs = {name: pool.submit(check) for name, check in CHECKS.items()}
    failures = {name: run.result() for name, run in runs.items() if run.result()}
    for name, output in failures.items():
        print(f"\n── {name}\n{output}")
    print()
    for name in CHECKS:
        print(f"  {'FAILED' if name in failures else 'ok':7} {name}")
    print(f"\n{len(CHECKS)} checks, {len(failures)} failed, {time.monotonic() - start:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
