"""Who set what on an attendance, when, by which channel: added to, never changed."""

from contextlib import contextmanager

from django.utils import timezone

from events.attendance.models import Attendance, AttendanceChange, SessionAnswer

KEPT = (
    *("answer", "is_tentative", "represented_by_id", "represented_by_name", "waiting_since", "comment", "status"),
    "withdrawn_at",
)
"""The fields of an attendance whose changes the history keeps, beside what is answered to each session."""


def snapshot(attendance):
    """What the history keeps, as values that JSON holds: fields, and ``session:<key>`` for what each session has."""
    values = {name: str(value) if (value := getattr(attendance, name)) else "" for name in KEPT}
    for row in SessionAnswer.objects.filter(attendance=attendance).order_by("pk"):
        state = [row.answer, f"waiting since {row.waiting_since}" if row.waiting_since else "", row.status]
        values[f"session:{row.session_key}"] = ", ".join(filter(None, state))
    return values


def note_change(attendance, before, *, channel, user=None, now=None):
    """Add to the history what differs from ``before`` (a ``snapshot``); nothing when nothing does."""
    after = snapshot(attendance)
    changed = sorted(name for name in before.keys() | after.keys() if after.get(name, "") != before.get(name, ""))
    if not changed:
        return None
    return AttendanceChange.objects.create(
        attendance=attendance,
        at=now or timezone.now(),
        channel=channel,
        user=user,
        before={name: before.get(name, "") for name in changed},
        after={name: after.get(name, "") for name in changed},
    )


@contextmanager
def on_the_record(attendance, fields, *, channel, user=None, now=None):
    """What is done inside, kept: the ``fields`` set there are saved, and what differs is added to the history.

    Neither search nor the kept pages hear of it, since no reader of the meeting's page sees an answer, unless it puts
    the person among those whom readers know of (``is_on_record``), or takes her or him away.
    """
    before, was_on_record = snapshot(attendance), attendance.is_on_record
    yield
    if attendance.is_on_record == was_on_record:
        Attendance.objects.filter(pk=attendance.pk).update(**{name: getattr(attendance, name) for name in fields})
    else:
        attendance.save()
    note_change(attendance, before, channel=channel, user=user, now=now)
