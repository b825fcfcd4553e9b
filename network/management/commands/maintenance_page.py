"""Write the page that the web server shows while the application is stopped."""

import base64
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string

from network.running.staticfiles import STYLESHEET, bundle

FONTS = ["fraunces.woff2", "atkinson.woff2"]
COMPONENTS = ["site-header", "page-head"]


class Command(BaseCommand):
    help = "Write the maintenance page, whole in one file: no other request, no database."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("path", nargs="?", help="Where to write it; standard output without it.")

    def handle(self, *, path, **options):
        html = maintenance_page()
        if not path:
            self.stdout.write(html)
            return
        try:
            Path(path).write_text(html)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}. Nothing written.") from error
        self.stdout.write(f"{path}: {len(html.encode()) // 1024} kB")


def maintenance_page():
    css = bundle(STYLESHEET, _source)
    for font in FONTS:
        css = css.replace(f'url("../fonts/{font}")', f"url({_data('font/woff2', f'network/fonts/{font}')})")
    icon = _data("image/svg+xml", "network/logo/icon.svg")
    return render_to_string("network/maintenance.html", {"css": css, "icon": icon})


def _source(name):
    """The text of a stylesheet; of the entry, only the lines that this page needs."""
    text = Path(finders.find(name)).read_text()
    if name != STYLESHEET:
        return text
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if "components/" not in line or any(part in line for part in COMPONENTS))


def _data(kind, name):
    """A static file as an address that holds it."""
    return f"data:{kind};base64,{base64.b64encode(Path(finders.find(name)).read_bytes()).decode()}"
