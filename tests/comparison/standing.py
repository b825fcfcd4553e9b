"""A clock that stands still and chance that repeats itself, so that two records of one tree are the same."""

import datetime
import os
import random
import time
import types
from hashlib import sha256

NOW = datetime.datetime(2026, 6, 16, 8, 30, tzinfo=datetime.UTC)
"""A Tuesday morning, without anything of ours near: neither a change of the hour nor the end of a month."""


class Clock:
    """What the site takes for the time; it stands still until somebody moves it."""

    def __init__(self):
        self.moment = NOW

    def now(self):
        return self.moment

    def time(self):
        return self.moment.timestamp()

    def move(self, **duration):
        self.moment += datetime.timedelta(**duration)


class Chance:
    """Bytes in the place of ``os.urandom``: the same ones for the same name, drawn in the same order.

    Each length has a row of its own, so that one token more does not change every identifier that follows.
    """

    def __init__(self):
        self.begin("site")

    def begin(self, name):
        self.name, self.drawn = name, {}
        random.seed(name)

    def draw(self, size):
        self.drawn[size] = self.drawn.get(size, 0) + 1
        block, result = 0, b""
        while len(result) < size:
            result += sha256(f"{self.name} {size} {self.drawn[size]} {block}".encode()).digest()
            block += 1
        return result[:size]


clock, chance = Clock(), Chance()


class _AsDatetime(type):
    def __instancecheck__(cls, value):
        return isinstance(value, datetime.datetime)


class StandingDatetime(datetime.datetime, metaclass=_AsDatetime):
    @classmethod
    def now(cls, tz=None):
        return clock.moment.astimezone(tz) if tz else clock.moment.astimezone().replace(tzinfo=None)


def stand_still():
    """From now on this process sees `clock` and `chance`. To be called before anything of the site is imported."""
    time.time = clock.time
    os.urandom = random._urandom = chance.draw
    from django.template import defaulttags  # noqa: PLC0415 -- each of the rest binds the clock when it is imported
    from django.utils import timesince, timezone  # noqa: PLC0415

    timezone.now = clock.now
    defaulttags.datetime = StandingDatetime
    timesince.datetime = types.SimpleNamespace(**vars(datetime) | {"datetime": StandingDatetime})
