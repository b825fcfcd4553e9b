"""How long things are kept: rules that apps register, run every day, with a report.

An app registers a rule with Wagtail's hooks, in its ``wagtail_hooks.py``::

    hooks.register(RETENTION_HOOK, NeedsRule())

A rule is any object that follows ``RetentionRule``. Its durations are fields of
``network.privacy.models.retention.RetentionSettings``, given as ``limits``.
"""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from network.privacy.models.retention import RetentionEntry, RetentionSettings

RETENTION_HOOK = "network_retention"
WHOLE_RUN = "run"
"""Name of the report's line about a run as a whole: it says that the task is alive, also when nothing was due."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Applied:
    """What a rule did: how many records it deleted or made anonymous, and more in words, which name nobody."""

    count: int = 0
    words: str = ""


class RetentionRule(Protocol):
    name: str
    """Stable, in the report: “needs”."""
    label: str
    """What is deleted, in words: “Access and meal needs”."""

    def apply(self, *, limits: RetentionSettings, now, dry_run: bool) -> Applied:
        """Delete what is older than ``limits`` at ``now``, in the transaction that is open.

        In a dry run that transaction is rolled back afterwards: only what leaves the database (a mail) must be
        held back by the rule itself.
        """


@dataclass(frozen=True)
class Outcome:
    rule: str
    label: str
    applied: Applied
    error: str = ""


class _RolledBack(Exception):
    """Ends a dry run: everything was done, nothing is kept."""


EARLY = 5
"""Hour in Paris from which the day's run may begin: few people are there, and the night's backup is made."""


def is_due(now=None):
    """Whether today's run has still to be done: the report knows the last one."""
    now = timezone.localtime(now)
    last = RetentionEntry.objects.filter(rule=WHOLE_RUN).order_by("-at").values_list("at", flat=True).first()
    return now.hour >= EARLY and (last is None or timezone.localdate(last) < now.date())


def rules():
    return list(hooks.get_hooks(RETENTION_HOOK))


def apply_retention(*, now=None, dry_run=False):
    """Run every rule, each in one transaction with its line of the report: one that fails does not hold up the others.

    Returns outcomes.
    """
    now = now or timezone.now()
    limits = RetentionSettings.load()
    outcomes = [_outcome_of(rule, limits=limits, now=now, dry_run=dry_run) for rule in rules()]
    if not dry_run:
        _report_run(outcomes, now)
    return outcomes


def _outcome_of(rule, *, limits, now, dry_run):
    outcome = Outcome(rule.name, str(rule.label), Applied())
    try:
        with transaction.atomic():
            outcome = replace(outcome, applied=rule.apply(limits=limits, now=now, dry_run=dry_run))
            if dry_run:
                raise _RolledBack
            _report(outcome, now)
    except _RolledBack:
        pass
    except Exception as error:  # the other rules must still run; this one is told in the report and the log
        logger.exception("The retention rule %s failed.", rule.name)
        outcome = replace(outcome, applied=Applied(), error=f"{type(error).__name__}: {error}")
        if not dry_run:
            _report(outcome, now)
    return outcome


def _report(outcome, now):
    """One line of what a rule did; none where it had nothing to do."""
    if not is_told(outcome):
        return
    RetentionEntry.objects.create(
        at=now,
        rule=outcome.rule,
        label=outcome.label,
        count=outcome.applied.count,
        words=outcome.error or outcome.applied.words,
        failed=bool(outcome.error),
    )


def _report_run(outcomes, now):
    total = sum(outcome.applied.count for outcome in outcomes)
    words = "" if any(map(is_told, outcomes)) else _("Nothing was due.")
    RetentionEntry.objects.create(at=now, rule=WHOLE_RUN, label=_("Daily run"), count=total, words=words)


def is_told(outcome):
    return bool(outcome.applied.count or outcome.applied.words or outcome.error)


def days_before(moment, days):
    return moment - timedelta(days=days)
