"""The index kept in step by the clock of the task worker."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.utils import timezone
from wagtail import hooks

from network.following import tasks
from network.management.commands import work
from network.running.clock import EVERY_MINUTE_HOOK

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    """What the clock asks for, instead of its being done."""
    asked = []
    monkeypatch.setattr(tasks, "repair_index", SimpleNamespace(enqueue=lambda: asked.append("compare")))
    monkeypatch.setattr(tasks, "ask_to_catch_up", lambda: asked.append("catch up"))
    caches["shared"].clear()
    return asked


def at(monkeypatch, *moment):
    monkeypatch.setattr(timezone, "now", lambda: datetime(*moment, tzinfo=UTC))
    tasks.keep_index_in_step()


def test_index_is_compared_once_a_night(done, monkeypatch):
    at(monkeypatch, 2026, 3, 4, 22, 0)
    assert done == []
    for minute in (10, 11, 12):
        at(monkeypatch, 2026, 3, 5, 2, minute)  # after three in Paris
    assert done == ["compare"]
    at(monkeypatch, 2026, 3, 5, 14, 0)
    assert done == ["compare"]
    at(monkeypatch, 2026, 3, 6, 3, 0)
    assert done == ["compare", "compare"]


def test_a_night_whose_task_was_lost_is_compared_a_minute_later(settings, done, monkeypatch):
    settings.CACHES = settings.CACHES | {
        "shared": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "network_shared_cache"}
    }

    def die():
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(tasks, "repair_index", SimpleNamespace(enqueue=die))
        with pytest.raises(KeyboardInterrupt):
            at(monkeypatch, 2026, 3, 5, 2, 10)

    at(monkeypatch, 2026, 3, 5, 2, 11)
    assert done == ["compare"]


def test_server_that_lacks_changes_is_told_of_them(done, monkeypatch):
    monkeypatch.setattr(tasks, "engine", lambda: SimpleNamespace(is_behind=True))
    at(monkeypatch, 2026, 3, 5, 14, 0)
    assert done == ["catch up"]


def test_clock_knows_of_it():
    assert tasks.keep_index_in_step in hooks.get_hooks(EVERY_MINUTE_HOOK)


def test_worker_looks_for_tasks_several_times_a_second():
    assert work.Command().create_parser("manage.py", "work").get_default("interval") < 0.5
