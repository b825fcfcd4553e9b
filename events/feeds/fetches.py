"""The log of fetches of calendars: noted without making them wait, in memory, then all at once in the database; and how
long it is kept."""

import threading
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from events.feeds.clients import family_of
from events.feeds.models.fetches import FeedFetch
from events.feeds.models.subscriptions import CalendarSubscription
from network.privacy.retention import Applied

WEIGHT = 0.3
"""Of the latest interval in the moving average."""
SAME_FETCH_S = 20
"""A program that asks twice in a row (HEAD, then GET) fetched once."""


@dataclass
class Noted:
    first_at: object
    last_at: object
    last_full_at: object = None
    count: int = 0
    size_bytes: int = 0


class Notebook:
    """What this process noted since it last wrote. A process that dies loses half a minute of it: these are no
    records that anybody relies on one by one."""

    def __init__(self):
        self.noted, self.lock, self.timer = {}, threading.Lock(), None

    def note(self, request, response, *, feed="", subscription=None, extension="ics", now=None):
        """A fetch answered. No address is kept, and of the program only its family."""
        if response.status_code not in (200, 304):
            return
        now = now or timezone.now()
        family = family_of(request.headers.get("User-Agent", "")).name
        with self.lock:
            noted = self.noted.setdefault((feed[:80], subscription, family, extension), Noted(now, now))
            noted.count += not noted.count or (now - noted.last_at).total_seconds() > SAME_FETCH_S
            noted.last_at = now
            if response.status_code == 200:
                noted.last_full_at, noted.size_bytes = now, len(response.content)
            if self.timer is None and settings.CALENDAR_FETCHES_NOTED_AFTER_S:
                self.timer = threading.Timer(settings.CALENDAR_FETCHES_NOTED_AFTER_S, self.write_apart)
                self.timer.daemon = True
                self.timer.start()

    def write_apart(self):
        try:
            self.write()
        except DatabaseError:  # busy or away: these lines are lost, the next ones are not
            pass
        finally:
            connection.close()

    def write(self):
        """Bring what was noted into the database, in one transaction."""
        with self.lock:
            noted, self.noted, self.timer = self.noted, {}, None
        if noted:
            with transaction.atomic():
                write_lines(noted)

    def forget(self):
        with self.lock:
            self.noted = {}


notebook = Notebook()


def write_lines(noted):
    known = {}
    personal = [subscription for _feed, subscription, _family, _format in noted if subscription]
    public = [feed for feed, subscription, _family, _format in noted if not subscription]
    for line in [
        *FeedFetch.objects.filter(subscription__in=personal),
        *FeedFetch.objects.filter(subscription=None, feed__in=public),
    ]:
        known[line.feed, line.subscription_id, line.family, line.format] = line
    changed, made = [], []
    for key, news in noted.items():
        line = known.get(key)
        if line is None:
            feed, subscription, family, extension = key
            line = FeedFetch(feed=feed, subscription_id=subscription, family=family, format=extension)
            made.append(line)
        else:
            changed.append(line)
        count_in(line, news)
    FeedFetch.objects.bulk_create(made, ignore_conflicts=True)
    FeedFetch.objects.bulk_update(changed, ["last_at", "last_full_at", "count", "interval_s", "size_bytes"])


def count_in(line, news):
    """Add to a line what was noted since."""
    elapsed = (news.last_at - (line.last_at or news.first_at)).total_seconds()
    times = news.count if line.last_at else news.count - 1
    if elapsed > SAME_FETCH_S and times:
        interval = elapsed / times
        line.interval_s = round(interval if not line.interval_s else line.interval_s * (1 - WEIGHT) + interval * WEIGHT)
    line.count += news.count
    line.last_at = news.last_at
    if news.last_full_at:
        line.last_full_at, line.size_bytes = news.last_full_at, news.size_bytes


def feed_name(choices):
    """What a public feed is listed as. Combinations are one line: there are more of them than a table may hold."""
    chosen = choices.chosen
    if not chosen:
        return "tous"
    if len(chosen) == 1 and len(chosen[0][1]) == 1:
        return f"{chosen[0][0]} {chosen[0][1][0]}"
    return "combinaison"


class FetchesRule:
    """Old lines of fetches, and addresses closed long ago."""

    name = "calendar_fetches"
    label = gettext_lazy("Fetches of calendars, closed calendar addresses")

    def apply(self, *, limits, now, dry_run):
        before = now - relativedelta(months=limits.logs_months)
        lines = FeedFetch.objects.filter(last_at__lt=before).delete()[0]
        return Applied(lines + CalendarSubscription.objects.filter(revoked_at__lt=before).delete()[0])
