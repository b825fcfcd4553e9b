"""A small site in a folder of its own, put back to its first state before each run."""

import shutil
import sqlite3

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import connections
from django_tasks_db.management.commands.db_worker import Worker
from wagtail.models import Site as WagtailSite

from events.feeds.fetches import notebook
from events.feeds.personal_contents import snapshots
from events.feeds.serving import store as calendar_files
from events.feeds.serving import tags as calendar_tags
from events.feeds.views.personal import of_one_calendar, of_strangers
from network.page_cache import kept_pages
from network.running.clock import do_minute
from network.running.interrupted import key_of, say_alive
from search import updating
from search.engines import engine
from tests import prepared
from tests.faults.points import dying

DATABASE = settings.DATA_DIR / "points.sqlite3"
INDEX = settings.DATA_DIR / "points-search.sqlite3"


class SmallSite:
    """The site that journeys begin from: made once, then copied."""

    def __init__(self, fill):
        self.folder = settings.DATA_DIR / "points-first"
        self.folder.mkdir()
        settings.SEARCH_INDEX_PATH = INDEX
        connections[dying.ALIAS].settings_dict["NAME"] = str(DATABASE)
        connections.settings[dying.ALIAS]["NAME"] = str(DATABASE)
        dying.cut()
        shutil.copy(prepared.empty_site() / "site.sqlite3", DATABASE)
        self.world = fill()
        updating.rebuild()
        work_to_the_end()
        a_minute_later()
        self.keep()

    def keep(self):
        dying.cut()
        engine().files.close()
        for file in (DATABASE, INDEX):
            with sqlite3.connect(file) as database:
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            database.close()
            shutil.copy(file, self.folder / file.name)

    def put_back(self):
        """The first state again: database, index, mails that left, and what processes had in mind."""
        dying.cut()
        engine().files.close()
        for file in (DATABASE, INDEX):
            for one in file.parent.glob(f"{file.name}*"):
                one.unlink()
            shutil.copy(self.folder / file.name, file)
        mail.outbox = []
        forget_all()


def forget_all():
    """What a process has in mind and no other: it dies with it."""
    LocMemCache.clear(caches["default"])  # what it shares with others lies in the database
    kept_pages.store.clear()
    calendar_files.clear()
    calendar_tags.clear()
    snapshots.forget()
    notebook.forget()
    of_strangers.clear()
    of_one_calendar.clear()
    WagtailSite.clear_site_root_paths_cache()
    ContentType.objects.clear_cache()
    mail.outbox = getattr(mail, "outbox", [])


def work_to_the_end(name="first"):
    """Do every task that waits, as the worker does."""
    say_alive(name)
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
    worker.run()


def a_minute_later():
    """A new process begins its minute: whoever died has not been heard of, and what it had begun looks old."""
    with dying.process():
        caches["shared"].delete(key_of("first"))
        with connections[dying.ALIAS].cursor() as cursor:
            cursor.execute(
                "UPDATE network_outgoingmail SET claimed_at = datetime(claimed_at, '-1 hour') WHERE state = 'sending'"
            )
            cursor.execute("UPDATE events_invitationrun SET progressed_at = datetime(progressed_at, '-1 hour')")
        assert do_minute.call() == []
        work_to_the_end("second")
