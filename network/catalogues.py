"""Translation catalogues without GNU gettext: compiled at start, checked in `make check`."""

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from network.settings.env import PROJECT_DIR

APPS = ("network", "events", "resources", "search")


def catalogue_files():
    """Every catalogue of the project."""
    return [path for app in APPS for path in sorted((PROJECT_DIR / app).glob("locale/*/LC_MESSAGES/*.po"))]


def compile_catalogues():
    """Write the compiled form of each catalogue that changed since. Returns those written."""
    written = []
    for source in catalogue_files():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file)
        with target.open("wb") as file:
            write_mo(file, catalogue)
        written.append(target)
    return written
