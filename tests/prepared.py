"""Databases made once for many test runs: migrated and empty, and with the network's content; and the static files.

They are kept in `.pytest_cache/prepared/`, under a fingerprint of what they are
made from, so a run that changes neither migrations nor content starts at once.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".pytest_cache" / "prepared"
APPS = ("search", "network", "events", "resources")
KEPT = 3  # fingerprints of each kind that stay in the cache
SECRET_KEY = "for-tests-only"  # noqa: S105 -- the key of network.settings.test, so that links and sessions agree


def empty_site():
    """A data folder whose database is migrated and empty."""
    return prepared("empty", [ROOT.glob(f"{app}/migrations/*.py") for app in APPS], made_empty)


def content_site():
    """A data folder as `make run` leaves it before serving: database and search index."""
    kinds = ("py", "yaml", "csv", "json", "md", "po")
    sources = [ROOT.glob(f"{app}/**/*.{kind}") for app in APPS for kind in kinds]
    return prepared("content", sources, made_with_content, date.today().isoformat())  # noqa: DTZ011


def static_files():
    """The folder of the static files, hashed and compressed."""
    files = sorted(path for app in APPS for path in ROOT.glob(f"{app}/static/**/*") if path.is_file())
    times = [path.stat().st_mtime_ns for path in files]  # by which a start tells whether to collect them again
    return prepared("static", [files, [ROOT / "network/running/staticfiles.py"]], made_static, times)


def prepared(name, sources, make, *also):
    """The folder of that name for the present state of ``sources``, made under a lock where it is missing."""
    digest = hashlib.sha256(repr((version("django"), version("wagtail"), *also)).encode())
    for path in sorted(path for group in sources for path in group):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    folder = CACHE / f"{name}-{digest.hexdigest()[:16]}"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = folder.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(folder)
        os.utime(folder)
        forget_old(name)
    return folder


def forget_old(name):
    folders = sorted(CACHE.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for folder in folders[KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)


def made_empty(folder):
    manage(folder, "migrate", "--verbosity", "0")


def made_with_content(folder):
    for file in empty_site().iterdir():
        if file.is_file():
            shutil.copy(file, folder)
    manage(folder, "prepare", STATIC_ROOT=str(static_files()))


def made_static(folder):
    collect = "from network.running.starting import collect_static; collect_static(print)"
    manage(folder, "shell", "--no-imports", "--command", collect, STATIC_ROOT=str(folder))


def manage(folder, *arguments, **environment):
    """Run a command of the development settings on a data folder. Fails with what it printed."""
    result = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=site_environment(folder, **environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, f"manage.py {' '.join(arguments)} failed:\n{result.stdout}{result.stderr}"
    return result.stdout


def site_environment(folder, **more):
    """The environment of a site of its own in ``folder``: nothing of the caller's settings reaches it."""
    ours = ("DATA_DIR", "DATABASE_URL", "DEBUG", "HOST", "PORT", "SITE_URL", "SITE_DOMAIN", "ELASTICSEARCH_URL")
    inherited = {name: value for name, value in os.environ.items() if name not in ours}
    return inherited | {
        "DJANGO_SETTINGS_MODULE": "network.settings.dev",
        "DATA_DIR": str(folder),
        "SECRET_KEY": SECRET_KEY,
        "PYTHONDONTWRITEBYTECODE": "1",
        **more,
    }
