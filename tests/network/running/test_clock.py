"""What is due every minute."""

import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail import hooks

from network.mail.outbox import rescue_stuck_mails
from network.running.clock import EVERY_MINUTE_HOOK, do_minute, keep_time
from network.running.models import Clock

pytestmark = pytest.mark.django_db


def test_of_several_workers_one_begins_the_minute():
    now = timezone.now()

    assert [Clock.begin_minute(now), Clock.begin_minute(now), Clock.begin_minute(now + timedelta(seconds=30))] == [
        True,
        False,
        False,
    ]
    assert Clock.begin_minute(now + timedelta(minutes=1))


def test_what_fails_does_not_keep_the_others_from_their_turn(caplog):
    called = []

    def breaks():
        raise RuntimeError("no")

    def works():
        called.append("works")

    with hooks.register_temporarily([(EVERY_MINUTE_HOOK, breaks), (EVERY_MINUTE_HOOK, works)]):
        assert do_minute.call() == ["breaks"]
        with pytest.raises(CommandError, match="breaks"):
            call_command("do_minute")

    assert called == ["works", "works"]
    assert "breaks failed" in caplog.text


def test_the_clock_calls_what_is_registered_and_stops_when_told(monkeypatch):
    calls = []
    stop = threading.Event()
    looks = iter(range(3))
    # The test's own connection must stay open, and the third look is the last whatever happens.
    monkeypatch.setattr("network.running.clock.close_old_connections", lambda: next(looks) == 2 and stop.set())

    with hooks.register_temporarily(EVERY_MINUTE_HOOK, lambda: calls.append("called")):
        keep_time(stop, look_every=0)

    assert calls == ["called"]


def test_mails_that_a_worker_left_are_looked_after_every_minute():
    assert rescue_stuck_mails in hooks.get_hooks(EVERY_MINUTE_HOOK)
