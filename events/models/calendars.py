"""What calendar software must find unchanged from one fetch to the next. No revision holds it:
publishing an old draft of a meeting must never bring an old number back."""

import uuid
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone


class CalendarIdentity(models.Model):
    """The name and the number of one VEVENT."""

    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    facts = models.CharField(max_length=64, blank=True, editable=False)
    """A hash of the start, end, place and status last published: when it changes, the sequence grows."""
    modified_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self):
        return str(self.uid)


class CalendarEntry(CalendarIdentity):
    """A meeting's identity in calendars: made with the page, never copied with it."""

    meeting = models.OneToOneField("events.MeetingPage", on_delete=models.CASCADE, related_name="calendar_entry")

    class Meta(CalendarIdentity.Meta):
        abstract = False


class SessionCalendarEntry(CalendarIdentity):
    """The identity of one session of a meeting, named by the session's ``key``."""

    meeting = models.ForeignKey("events.MeetingPage", on_delete=models.CASCADE, related_name="session_calendar_entries")
    session_key = models.UUIDField(editable=False)

    class Meta(CalendarIdentity.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["meeting", "session_key"], name="one_entry_for_each_session")]


class CalendarClock(models.Model):
    """When anything that feeds print last changed; it never goes back, whatever is deleted."""

    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.changed_at.isoformat()

    @classmethod
    def tick(cls, now=None):
        """Note a change. Two changes in one second still give two dates, since HTTP dates count in seconds."""
        now = now or timezone.now()
        with transaction.atomic():
            clock, made = cls.objects.select_for_update().get_or_create(pk=1, defaults={"changed_at": now})
            if not made:
                clock.changed_at = max(now, clock.changed_at.replace(microsecond=0) + timedelta(seconds=1))
                clock.save(update_fields=["changed_at"])
        return clock.changed_at
