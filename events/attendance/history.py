"""Who set what on an attendance, when, by which channel: added to, never changed."""

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


def keep_quietly(attendance, fields):
    """Save fields that no reader of the meeting's page sees: neither search nor the kept pages need to hear of it."""
    Attendance.objects.filter(pk=attendance.pk).update(**{name: getattr(attendance, name) for name in fields})
