"""One journey, and every point at which it may die."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core import mail

from events.feeds.serving import store as calendar_files
from network.page_cache import kept_pages
from tests.faults.points import dying
from tests.faults.points.site import a_minute_later, forget_all, work_to_the_end
from tests.faults.points.state import State, fingerprint

STORES = (kept_pages.store, calendar_files)
"""What a process of the web server keeps of pages and feeds."""
FEW = 300
"""In a journey of fewer statements, each one; in a longer one…"""
SPREAD = 100
"""…each commit, the statement before and after it, and so many others."""


@dataclass
class Journey:
    """Something that somebody does with the site."""

    name: str
    act: Callable
    """Called with the world; once it has returned, the worker does what it left to do."""
    pages: Callable
    """Called with the world: ``[(address, session cookie or "")]`` that show what changed."""
    broken: Callable = lambda _world: []
    """Called with the world at once after a death, no minute later: what may never be so, in sentences."""
    is_long: bool = False
    """Whether it is left out where only a few points are asked for."""


@dataclass
class Outcome:
    """What became of the points of a journey."""

    journey: Journey
    statements: int
    points: int = 0
    seconds: float = 0.0
    problems: list = field(default_factory=list)


def run(site, journey, most=None):
    """Die at each point (``most``: at so many, between two transactions) and compare; returns the ``Outcome``."""
    began = time.monotonic()
    trial = Trial(site, journey)
    outcome = Outcome(journey, len(trial.statements.made))
    for number in points(trial.statements, most):
        outcome.points += 1
        for problem in trial.die_at(number):
            outcome.problems.append((number, trial.statements.made[number - 1], problem))
    outcome.seconds = time.monotonic() - began
    return outcome


def points(statements, most=None):
    """The numbers of the statements to die at."""
    count = len(statements.made)
    every = range(1, count + 1)
    if count < FEW:
        chosen = set(every)
    else:
        around = {number + step for number in statements.commits for step in (-1, 0, 1)}
        chosen = (around | set(spread(every, SPREAD))) & set(every)
    if most:  # between two transactions, where there are such
        chosen = {number + 1 for number in statements.commits if number < count} or chosen
        return spread(sorted(chosen), most)
    return sorted(chosen)


def spread(numbers, most):
    return [numbers[index * len(numbers) // most] for index in range(min(most, len(numbers)))]


class Trial:
    """A journey with the three states it may end in."""

    def __init__(self, site, journey):
        self.site, self.journey = site, journey
        self.known = {}
        self.site.put_back()
        a_minute_later()
        self.before = self.state()
        self.site.put_back()
        self.state()
        self.seen = [(store, dict(store._entries)) for store in STORES]
        self.statements = self.alive()
        self.after = self.state()
        self.twice = self.again()
        if not self.before.differences(self.after):
            raise AssertionError(f"“{journey.name}” changes nothing.")
        if self.twice.parts["left"] != self.after.parts["left"]:
            raise AssertionError(f"“{journey.name}” sends mails again when it is done again.")

    def alive(self):
        self.site.put_back()
        self.see_pages()
        statements = self.live()
        a_minute_later()
        return statements

    def live(self, last=None):
        """The journey in a process of its own, which dies at its statement ``last``."""
        with dying.process(last) as statements:
            self.journey.act(self.site.world)
            work_to_the_end()
        return statements

    def again(self):
        forget_all()
        self.live()
        a_minute_later()
        return self.state()

    def see_pages(self):
        """Other processes keep what readers saw before: what is old must be known as such."""
        for store, entries in self.seen:
            for key, entry in entries.items():
                store.put(key, entry)

    def state(self):
        return State.now(self.journey.pages(self.site.world))

    def die_at(self, number):
        """Problems found after a death at one statement, one line each."""
        self.site.put_back()
        self.see_pages()
        statements = self.live(number)
        if not statements.is_dead:
            return ["the process outlived its death: the journey is not the same each time"]
        mark = fingerprint()
        if mark in self.known:
            return []
        self.known[mark] = True
        return self.journey.broken(self.site.world) or self.recover()

    def recover(self):
        a_minute_later()
        found = self.state()
        from_before, from_after = self.before.differences(found), self.after.differences(found)
        if from_before and from_after:
            nearer = min(from_before, from_after, key=len)
            which = "before" if nearer is from_before else "after"
            return [f"neither before nor after ({len(nearer)} lines from « {which} »): {line}" for line in nearer[:8]]
        wanted = self.twice if from_before else self.after
        left = len(mail.outbox)
        if problems := wanted.differences(self.again()):
            return [f"asked again ({left} mails had left): {line}" for line in problems[:8]]
        return []
