"""`make lock`: requirements.lock and requirements-test.lock from pyproject.toml.

Both hold versions and hashes for every Python and system we support, and no
index address. What runs the site is locked to the versions it is tested with.
"""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = [
    *["--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade", "--quiet"],
    *["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"],
]
GROUPS = ["--group", "test", "--group", "lint"]


def run(*command):
    subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True)  # noqa: S603


def main():
    if not find_spec("uv"):
        run("pip", "install", "--quiet", "uv")
    everything, site = "requirements-test.lock", "requirements.lock"
    for name in (everything, site):
        (ROOT / name).unlink(missing_ok=True)
    run("uv", "pip", "compile", "pyproject.toml", *GROUPS, *OPTIONS, "--output-file", everything)
    run("uv", "pip", "compile", "pyproject.toml", *OPTIONS, "--constraint", everything, "--output-file", site)


if __name__ == "__main__":
    main()
