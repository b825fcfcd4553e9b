"""Meetings, asked for in sentences."""

from datetime import datetime, time, timedelta

from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from events.vocabularies import MeetingStatus

FEED_PAST_DAYS = 90
FEED_COMING_DAYS = 400


class MeetingQuerySet(PageQuerySet):
    def dated(self):
        return self.filter(starts_at__isnull=False)

    def undated(self):
        """Announced, or cancelled before a date was found."""
        return self.filter(starts_at__isnull=True)

    def upcoming(self, now=None):
        """Not over yet, the next one first. A meeting without an end is over when its day is."""
        now = now or timezone.now()
        return (
            self.dated()
            .filter(Q(ends_at__gte=now) | Q(ends_at__isnull=True, starts_at__gte=start_of_day(now)))
            .order_by("starts_at", "pk")
        )

    def past(self, now=None):
        """Over, the latest first."""
        now = now or timezone.now()
        return (
            self.dated()
            .filter(Q(ends_at__lt=now) | Q(ends_at__isnull=True, starts_at__lt=start_of_day(now)))
            .order_by("-starts_at", "-pk")
        )

    def between(self, first, last):
        """Those that take place, wholly or in part, on the days from first to last."""
        return self.filter(starts_at__lt=start_of_day(last + timedelta(days=1))).filter(
            Q(ends_at__gte=start_of_day(first)) | Q(ends_at__isnull=True, starts_at__gte=start_of_day(first))
        )

    def coming_since(self, day):
        """Those not over on a day, the next one first."""
        return (
            self.dated()
            .filter(Q(ends_at__gte=start_of_day(day)) | Q(ends_at__isnull=True, starts_at__gte=start_of_day(day)))
            .order_by("starts_at", "pk")
        )

    def planned(self):
        """Those one may still come to."""
        return self.exclude(status=MeetingStatus.CANCELLED)

    def for_feed(self, now=None):
        """What a feed holds: the last three months, so that changes and cancellations are still seen, and a
        little over a year ahead (R26)."""
        today = timezone.localdate(now)
        return (
            self.dated()
            .between(
                today - timedelta(days=FEED_PAST_DAYS),
                today + timedelta(days=FEED_COMING_DAYS),
            )
            .select_related("host", "calendar_entry")
            .order_by("starts_at", "pk")
        )

    def announced_first(self):
        """Those without a date: the latest announcement first, in the order in which they were announced."""
        return self.undated().order_by(F("announced_on").desc(nulls_last=True), "path")


def start_of_day(day):
    """Midnight in Paris, of a day or of the day of a moment."""
    if isinstance(day, datetime):
        day = timezone.localdate(day)
    return timezone.make_aware(datetime.combine(day, time()))


MeetingManager = PageManager.from_queryset(MeetingQuerySet)
