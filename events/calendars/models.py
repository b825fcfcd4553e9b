"""What calendar software must find unchanged from one fetch to the next. No revision holds it:
publishing an old draft of a meeting must never bring an old number back."""

import uuid
from datetime import UTC, datetime, timedelta

from django.db import connection, models, transaction
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

    def __str__(self) -> str:
        return str(self.uid)


class CalendarEntry(CalendarIdentity):
    """A meeting's identity in calendars: made with the page, never copied with it."""

    meeting = models.OneToOneField("events.MeetingPage", on_delete=models.CASCADE, related_name="calendar_entry")
    starts_at = models.DateTimeField(null=True, blank=True, editable=False)
    """The start last published, by which the next publication knows from when the meeting was moved."""
    moved_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When the date, the place or the status of the meeting or of a session last changed, once it was published."""
    moved_from = models.DateTimeField(null=True, blank=True, editable=False)
    """The start before that change."""

    class Meta(CalendarIdentity.Meta):
        abstract = False


class SessionCalendarEntry(CalendarIdentity):
    """The identity of one session of a meeting, named by the session's ``key``."""

    meeting = models.ForeignKey("events.MeetingPage", on_delete=models.CASCADE, related_name="session_calendar_entries")
    session_key = models.UUIDField(editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When the session was taken out of the meeting: calendars show it as cancelled until it leaves the feed."""

    class Meta(CalendarIdentity.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["meeting", "session_key"], name="one_entry_for_each_session")]


class EventText(models.Model):
    """The text of one VEVENT, kept from one change to the next: feeds only join them.

    Written by ``events.calendars.event_texts`` for the published meeting, in two forms: as anybody may read it, and with the
    link to join. A row whose ``made_with`` is not the current one is written anew before it is served.
    """

    class Shown(models.TextChoices):
        ALWAYS = "always"
        HOURS = "hours"
        """One session with its hours, for those who take sessions one by one."""
        DAYS = "days"
        """A meeting of several sessions as one block of days, for those who prefer that."""

    meeting = models.ForeignKey("events.MeetingPage", on_delete=models.CASCADE, related_name="event_texts")
    session_key = models.UUIDField(null=True, editable=False)
    shown = models.CharField(max_length=8, choices=Shown.choices)
    order = models.CharField(max_length=120)
    """Its place among the others: the start as written, then the UID."""
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    tzid = models.CharField(max_length=40, blank=True)
    """The zone it names; empty for whole days."""
    format = models.CharField(max_length=10, blank=True)
    is_cancelled = models.BooleanField(default=False)
    summary = models.TextField()
    text = models.TextField()
    text_with_link = models.TextField(blank=True)
    """Empty when there is no link."""
    themes = models.CharField(max_length=255, blank=True)
    """Primary keys of the meeting's themes and of the themes above them, between spaces: « 3 14 »."""
    speakers = models.TextField(blank=True)
    """Likewise of the people who speak at the meeting: they may join it (``events.meetings.remote_link``)."""
    made_with = models.CharField(max_length=16, blank=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["starts_at"], name="event_text_by_start")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "session_key"],
                condition=models.Q(session_key__isnull=False),
                name="one_text_for_each_session",
            ),
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(session_key__isnull=True), name="one_text_for_each_meeting"
            ),
        ]

    def __str__(self) -> str:
        return self.summary


class CalendarClock(models.Model):
    """When anything that feeds print last changed; it never goes back, whatever is deleted."""

    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.changed_at.isoformat()

    @classmethod
    def current(cls) -> datetime | None:
        """When something last changed, or ``None``. By hand: every feed asks it at every fetch, and the ORM takes four
        times as long as the database."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT changed_at FROM events_calendarclock WHERE id = 1")
            row = cursor.fetchone()
        moment = row[0] if row else None
        # SQLite keeps moments in UTC without saying so.
        return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment

    @classmethod
    def tick(cls, now: datetime | None = None) -> datetime:
        """Note a change. Two changes in one second still give two dates, since HTTP dates count in seconds."""
        now = now or timezone.now()
        with transaction.atomic():
            clock, made = cls.objects.select_for_update().get_or_create(pk=1, defaults={"changed_at": now})
            if not made:
                clock.changed_at = max(now, clock.changed_at.replace(microsecond=0) + timedelta(seconds=1))
                clock.save(update_fields=["changed_at"])
        return clock.changed_at
