"""What a start does before it serves: a folder, a database, content, files and an index that are up to date.

Every step does nothing when there is nothing to do, so a second start is quick.
What cannot be mended raises ``StartError`` with one line for the terminal.
"""

import contextlib
import fcntl
import hashlib
import os
import socket
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

from network.accounts.sample_accounts import make_sample_accounts
from network.loading.run import load_content
from network.running import old_databases
from network.running.catalogues import compile_catalogues
from search import updating
from search.checks import search_server_check

STATIC_SIGNATURE = ".signature"
"""File of ``STATIC_ROOT`` that says which files were collected."""

LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


class StartError(Exception):
    """Why the site cannot start, in one line that says what to do."""


def prepare(*, samples=True, say=print):
    """Bring the data folder up to date with the code. ``say`` is told, in a line, of each thing done."""
    check_folder(settings.DATA_DIR)
    with alone(settings.DATA_DIR):
        compile_catalogues()
        check_settings()
        migrate(say)
        load(samples, say)
        place_site(settings.WAGTAILADMIN_BASE_URL)
        if settings.SAMPLE_ACCOUNTS:
            make_sample_accounts()
        collect_static(say)
        build_index(say)


def check_folder(folder):
    """Raise ``StartError`` unless files can be written in the data folder, made if missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise StartError(
            f"The data folder {folder} cannot be written ({error.strerror}). Choose another: DATA_DIR=/path make run"
        ) from error


def check_settings():
    """Raise ``StartError`` for what the search server's address, if there is one, gets wrong."""
    for error in search_server_check(None):
        raise StartError(f"{error.msg} {error.hint}")


def check_port(host, port):
    """Raise ``StartError`` when the address cannot be listened on."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left is free
            listener.bind(address)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StartError(
            f"Cannot listen on {host}, port {port} ({reason}). Choose another: PORT={next_port(port)} make run"
        ) from error


def next_port(port):
    return port + 1 if port < 65535 else 8000


@contextlib.contextmanager
def alone(folder):
    """Wait until no other start prepares the same folder."""
    with (folder / ".start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(say):
    """Apply what is missing. A database that knows more than the code, or other migrations, is refused untouched."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        first_line = str(error).strip().partition("\n")[0]
        raise StartError(f"The database does not answer: {first_line}. Check DATABASE_URL and DATA_DIR.") from error
    if too_old := old_databases.refusal(connection):
        raise StartError(too_old)
    executor = MigrationExecutor(connection)
    known = executor.loader.disk_migrations
    newer = sorted(
        f"{app}.{name}"
        for app, name in executor.loader.applied_migrations
        if app in executor.loader.migrated_apps and (app, name) not in known
    )
    if newer:
        raise StartError(
            f"The database is newer than this code (it has had {', '.join(newer[:3])}). "
            "Use the newer code, or another data folder: DATA_DIR=/path make run"
        )
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Database: bringing it up to date…")
        call_command("migrate", interactive=False, verbosity=0, database=DEFAULT_DB_ALIAS)


def load(samples, say):
    """Load the content that ships; what editors changed is left alone."""
    run = load_content(samples=samples)
    if run.report["made"] or run.report["updated"]:
        say(f"Content: {run.report['made']} made, {run.report['updated']} updated.")


def place_site(address):
    """Let a site record that names this machine follow the address it is served at: PORT may change."""
    parts = urlsplit(address)
    hostname, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True, hostname__in=LOCAL_NAMES).first()
    if site and (site.hostname, site.port) != (hostname, port):
        site.hostname, site.port = hostname, port
        site.save()


def collect_static(say):
    """Hash and compress static files when any of them changed since the last time."""
    if settings.DEBUG:
        return  # served from where they are written
    root = Path(settings.STATIC_ROOT)
    signature, now = root / STATIC_SIGNATURE, static_signature()
    if signature.is_file() and signature.read_text(encoding="ascii") == now:
        return
    say("Static files: collecting…")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    signature.write_text(now, encoding="ascii")


def static_signature():
    """A fingerprint of every static file's name, size and time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list(None), key=lambda item: item[0]):
            state = os.stat(storage.path(name))
            digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def build_index(say):
    """Build the search index where there is none, or only one that other code made."""
    if not updating.is_ready():
        say("Search: building the index…")
        updating.rebuild_if_needed()
