"""Making a site of its own with the content that ships, and writing down all that it answers."""

import contextlib
import gc
import io
import json
import os
import re
import shutil
import sqlite3
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from tests.comparison import standing
from tests.comparison.visiting import READERS, Answer, client_of, handler, in_a_process_of_its_own, look

OURS = (
    "DATABASE_URL",
    "DEBUG",
    "HOST",
    "SITE_URL",
    "SITE_DOMAIN",
    "ELASTICSEARCH_URL",
    "STATIC_ROOT",
    "IMAP_URL",
    "EMAIL_URL",
)
LONGEST_NAME = 180


def record(folder, *, only=(), site=None):
    """Fill ``folder``, which must not exist yet.

    For work on the tool itself: ``only`` names readers, ``journeys`` or some of them, and ``site`` a folder where a
    prepared site is kept, and taken from when it is there.
    """
    folder = Path(folder)
    folder.mkdir(parents=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="comparison-") as data:
        settle_in(Path(data))
        if site and Path(site).exists():
            shutil.copytree(site, data, symlinks=True, dirs_exist_ok=True)
        else:
            in_a_process_of_its_own(prepare)
            if site:
                shutil.copytree(data, site, symlinks=True)
        site = Site(Path(data))
        say(began, "the site is ready")
        start()
        (folder / "addresses.txt").write_text(in_a_process_of_its_own(resolver_in_words), encoding="utf-8")
        (folder / "search-index.txt").write_text(index_in_words(Path(data)), encoding="utf-8")
        for reader in READERS:
            if not only or reader in only:
                site.put_back()
                count = visit(reader, folder / "pages" / reader)
                say(began, f"{reader}: {count} addresses")
        from tests.comparison.journeys import JOURNEYS  # noqa: PLC0415 -- needs the settings

        for journey in JOURNEYS:
            if not only or {"journeys", journey.__name__} & set(only):
                site.put_back()
                write_journey(folder / "journeys" / journey.__name__, journey)
        say(began, f"{len(JOURNEYS)} journeys")


def say(began, words):
    print(f"{time.monotonic() - began:4.0f} s  {words}", flush=True)  # noqa: T201


def settle_in(data):
    """The environment of this process and its forks: a site in ``data``, and nothing of the caller's settings."""
    for name in OURS:
        os.environ.pop(name, None)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="tests.comparison.settings",
        DATA_DIR=str(data),
        SECRET_KEY="for-comparisons-only",  # noqa: S106 -- protects nothing
        PORT="8000",
        TASKS_AT_ONCE="1",
    )
    standing.stand_still()


def prepare():
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("prepare", stdout=io.StringIO())


def start():
    """Django, with all addresses and templates read once, so that a fork begins with them; no connection is opened."""
    import django  # noqa: PLC0415

    django.setup()
    from django.template import TemplateDoesNotExist, TemplateSyntaxError  # noqa: PLC0415
    from django.template.loader import get_template  # noqa: PLC0415
    from django.template.utils import get_app_template_dirs  # noqa: PLC0415
    from django.urls import NoReverseMatch, reverse  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415
    from django.utils.formats import date_format  # noqa: PLC0415

    translation.activate(translation.get_language())
    date_format(standing.NOW)
    with contextlib.suppress(NoReverseMatch):  # reads the addresses for `reverse`, of which each request needs some
        reverse("nothing")
    handler().load_middleware()
    for root in get_app_template_dirs("templates"):
        for path in sorted(Path(root).rglob("*.html")):
            try:
                get_template(str(path.relative_to(root)))
            except (TemplateDoesNotExist, TemplateSyntaxError):  # of an optional package that is not installed
                continue
    gc.collect()
    gc.freeze()


class Site:
    """The data folder, and its databases as they were when the site was ready."""

    NAMES = ("site.sqlite3", "search.sqlite3")

    def __init__(self, data):
        self.data = data
        self.kept = {name: data / f"kept-{name}" for name in self.NAMES}
        for name, kept in self.kept.items():
            copy(data / name, kept)

    def put_back(self):
        for name, kept in self.kept.items():
            target = (self.data / name).resolve()
            for rest in ("", "-wal", "-shm"):
                target.with_name(target.name + rest).unlink(missing_ok=True)
            shutil.copy(kept, target)


def copy(source, target):
    before, after = sqlite3.connect(source), sqlite3.connect(target)
    before.backup(after)
    before.close()
    after.close()


def visit(reader, folder):
    """Ask all that this reader may come across; returns how many addresses that was."""
    from tests.comparison.addresses import FOUND_MOST, Itinerary  # noqa: PLC0415

    folder.mkdir(parents=True)
    standing.chance.begin(reader)
    cookies, first = in_a_process_of_its_own(arrive, reader)
    site, desk = FOUND_MOST[reader]
    itinerary, count = Itinerary(first, site=site, desk=desk), 0
    for address in itinerary:
        standing.chance.begin(f"{reader} {address}")
        answer = Answer(**in_a_process_of_its_own(look, address, cookies))
        (folder / file_name(address)).write_text(f"{address}\n{answer.written()}", encoding="utf-8")
        count += 1
        for link in answer.links:
            itinerary.add(link)
    return count


def arrive(reader):
    from tests.comparison.addresses import first_addresses  # noqa: PLC0415

    cookies = client_of(reader).cookies
    return cookies.output(header="", sep=";"), first_addresses(reader)


def file_name(address):
    """A name that can be read, short enough for a file system."""
    name = quote(address, safe="?=&").replace("%2F", "·")
    if len(name.encode()) > LONGEST_NAME:
        name = f"{name[:100]}~{sha256(address.encode()).hexdigest()[:12]}"
    return f"{name}.txt"


def resolver_in_words():
    from tests.comparison.addresses import patterns  # noqa: PLC0415

    return "".join(f"{route}\t{name}\n" for route, name in patterns())


def index_in_words(data):
    """The rows of the embedded index, as they are stored."""
    database = sqlite3.connect((data / "search.sqlite3").resolve())
    tables = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    lines = []
    for name, sql in tables:
        if sql.upper().startswith("CREATE VIRTUAL") or re.search(r"_(data|idx|docsize|config)$", name):
            continue
        rows = database.execute(f'SELECT * FROM "{name}"')  # noqa: S608 -- names of the index's own tables
        lines += [f"== {name}", *sorted(json.dumps(row, ensure_ascii=False, default=repr) for row in rows)]
    database.close()
    return "\n".join(lines) + "\n"


def write_journey(folder, journey):
    folder.mkdir(parents=True)
    standing.chance.begin(journey.__name__)
    steps, mails = in_a_process_of_its_own(walk, journey)
    (folder / "steps.txt").write_text("\n".join(steps) + "\n", encoding="utf-8")
    for number, mail in enumerate(mails, start=1):
        (folder / f"mail {number:02}.txt").write_text(mail, encoding="utf-8")


def walk(journey):
    from tests.comparison.travelling import Traveller  # noqa: PLC0415

    traveller = Traveller()
    try:
        journey(traveller)
    except LookupError as error:  # what was looked for is not there any more: the comparison tells
        traveller.note(f"The journey ends here. {error}")
    return traveller.steps, traveller.mails()
