"""A clock that is moved, for what is kept for a time: days after `START`."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 5, 5, 9, tzinfo=UTC)


def days(count):
    return START + timedelta(days=count)


def count_of(rule, outcomes):
    return next(outcome.applied.count for outcome in outcomes if outcome.rule == rule)
