"""Which reminders of which meetings were written, so that each is written once."""

from django.db import models
from django.utils import timezone

from network.audience.disclosure import NOT_SHOWN


class MeetingReminder(models.Model):
    """One reminder of a meeting for one date of it: a meeting that moves is reminded of anew."""

    meeting = models.ForeignKey("events.MeetingPage", on_delete=models.CASCADE, related_name="reminders")
    starts_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    """How many days before."""
    begun_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    """Empty while mails are being written, and when the worker died over it: it is then begun again."""

    disclosure = NOT_SHOWN

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["meeting", "starts_on", "days"], name="each_reminder_once")]

    def __str__(self):
        return f"{self.meeting}: {self.days}"
