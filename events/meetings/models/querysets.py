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

    def upcoming(self, now=None):
        """Not over yet, the next one first. A meeting without an end is over when its day is."""
        now = now or timezone.now()
        return self.dated().filter(ends_from(now)).order_by("starts_at", "pk")

    def past(self, now=None):
        """Over, the latest first."""
        now = now or timezone.now()
        return self.dated().exclude(ends_from(now)).order_by("-starts_at", "-pk")

    def planned(self):
        """Those one may still come to."""
        return self.exclude(status=MeetingStatus.CANCELLED)

    def between(self, first, last):
        """Those that take place, wholly or in part, on the days from first to last."""
        return self.filter(starts_at__lt=start_of_day(last + timedelta(days=1))).filter(ends_from(start_of_day(first)))

    def undated(self):
        """Announced without a date: the latest announcement first, then in the order of the announcement."""
        return self.filter(starts_at__isnull=True).order_by(F("announced_on").desc(nulls_last=True), "path")


def ends_from(moment):
    """The condition of not being over at a moment. Without an end, a meeting is over when its day is."""
    return Q(ends_at__gte=moment) | Q(ends_at__isnull=True, starts_at__gte=start_of_day(moment))


def start_of_day(day):
    """Midnight in Paris, of a day or of the day of a moment."""
    if isinstance(day, datetime):
        day = timezone.localdate(day)
    return timezone.make_aware(datetime.combine(day, time()))


MeetingManager = PageManager.from_queryset(MeetingQuerySet)
