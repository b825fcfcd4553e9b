"""`make bench-agenda`: the pages of the agenda with 5,000 meetings: time, queries and size.

The content that ships, with meetings added to it in a database of its own; each page is asked for 30 times through
Django's test client, without the cache of whole pages. Prints the median and the slowest of twenty.
"""

import os
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = (
    "network.settings.test"  # whatever the shell says: the site of no one is written over
)

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from events.agenda.models import AgendaPage  # noqa: E402
from events.meetings.models.meeting import MeetingPage  # noqa: E402
from network.directory.models.metropolises import Metropolis  # noqa: E402
from network.page_cache import kept_pages  # noqa: E402
from tests import prepared  # noqa: E402
from tests.databases import copy_database  # noqa: E402
from tests.html import soup_of  # noqa: E402

MEETINGS = 5_000
ROUNDS = 30
GOAL_MS, GOAL_QUERIES, GOAL_NODES = 150, 20, 600
PAGES = {
    "list": "/agenda/",
    "coming, page 20": "/agenda/?avenir=20",
    "past, page 20": "/agenda/?page=20",
    "filtered": "/agenda/?format=hybrid&theme=DEM",
    "metropolis": "/agenda/?metropole=nantes",
    "month": "/agenda/?vue=mois",
}


def fill(count):
    """Meetings over twelve years, half of them to come, written straight into the tables."""
    agenda = AgendaPage.objects.get()
    hosts = list(Metropolis.objects.all())
    formats = MeetingPage.Format.values
    kind = ContentType.objects.get_for_model(MeetingPage)
    start = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(days=6 * 365)
    first = agenda.numchild + 1
    for number in range(count):
        at = start + timedelta(hours=number * 12 * 365 * 24 // count)
        slug = f"mesure-{number}"
        MeetingPage(
            title=f"Rencontre de mesure {number}",
            draft_title=f"Rencontre de mesure {number}",
            slug=slug,
            content_type=kind,
            path=MeetingPage._get_path(agenda.path, agenda.depth + 1, first + number + 1_000),
            depth=agenda.depth + 1,
            url_path=f"{agenda.url_path}{slug}/",
            starts_at=at,
            ends_at=at + timedelta(hours=2),
            format=formats[number % len(formats)],
            host=hosts[number % len(hosts)],
            introduction="<p>Texte de mesure.</p>" * 20,
        ).save_base(raw=False, force_insert=False)


def measure(client, path):
    times = []
    for _round in range(ROUNDS):
        kept_pages.store.clear()
        started = time.perf_counter()
        response = client.get(path)
        times.append((time.perf_counter() - started) * 1000)
        assert response.status_code == 200, f"{path}: {response.status_code}"
    kept_pages.store.clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    nodes = len(soup_of(response).find_all(True))
    return statistics.median(times), sorted(times)[-2], len(queries), nodes


def main():
    settings.ALLOWED_HOSTS = ["*"]
    target = Path(settings.DATABASES["default"]["NAME"])  # in a folder of this process
    target.parent.mkdir(parents=True, exist_ok=True)
    copy_database(prepared.content_site() / "site.sqlite3", target)
    print(f"Adding {MEETINGS} meetings…", file=sys.stderr)
    with transaction.atomic():
        fill(MEETINGS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{'page':<18} {'median':>8} {'p95':>8} {'queries':>8} {'nodes':>6}")
    missed = []
    for name, path in PAGES.items():
        median, slow, queries, nodes = measure(Client(), path)
        print(f"{name:<18} {median:>5.0f} ms {slow:>5.0f} ms {queries:>8} {nodes:>6}")
        if median > GOAL_MS or queries > GOAL_QUERIES or nodes >= GOAL_NODES:
            missed.append(name)
    goal = f"{GOAL_MS} ms, {GOAL_QUERIES} queries, {GOAL_NODES} nodes"
    print(f"Over the goal ({goal}): {', '.join(missed)}" if missed else f"All within the goal ({goal}).")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
