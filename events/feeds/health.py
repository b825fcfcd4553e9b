"""Has a change reached the calendars that people look at? And if it cannot have in time, a mail tells them."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from events.attendance.models import Attendance
from events.changes.models import MeetingChange
from events.changes.telling import concerned, in_one_line
from events.feeds.models.fetches import FeedFetch
from events.feeds.models.subscriptions import CalendarSubscription
from events.feeds.personal_contents import Snapshot, mine, own_answers_by_person, subscribers_in
from events.meetings.announced import moment_of
from events.meetings.components.changes import change_note
from events.meetings.models.meeting import MeetingPage
from network.mail.outbox import absolute, post_template

SOON = timedelta(hours=48)
"""A change of a meeting so near is told by mail to whoever cannot see it in time."""
IN_TIME = timedelta(hours=1)
"""Seen less than this before the meeting starts is not seen in time."""
AT_ONCE = timedelta(hours=2)
"""A calendar that looks within this sees the change without a mail."""
ALIVE = timedelta(days=30)
"""A calendar that did not look for so long is one that nobody looks at."""


@dataclass(frozen=True)
class Reach:
    """How many of the personal calendars that hold a meeting have fetched it since a change."""

    change: MeetingChange
    seen: int
    waiting: int
    never: int
    """Addresses that no program ever fetched, or not for a month."""
    waiting_families: tuple
    """``(family, how many)`` of those that have not yet."""


def holders(meeting):
    """The active subscriptions that hold a meeting, cancelled or not: a handful of queries for all of them."""
    subscribers = subscribers_in(CalendarSubscription.objects.filter(revoked_at=None, user__is_active=True))
    answers = own_answers_by_person(Attendance.objects.filter(meeting=meeting, person__isnull=False))
    snapshot = Snapshot(MeetingPage.objects.filter(pk=meeting.pk))
    return [
        subscriber
        for subscriber in subscribers
        if any(mine(replace(subscriber, hides_cancelled=False), answers.get(subscriber.person, {}), snapshot))
    ]


def reach_of(change, now=None):
    now = now or timezone.now()
    found = holders(change.meeting)
    lines = lines_of(found, now)
    seen = [one for one in found if any(line.last_at >= change.at for line in lines.get(one.pk, ()))]
    waiting = [one for one in found if lines.get(one.pk) and one not in seen]
    families = {}
    for one in waiting:
        latest = max(lines[one.pk], key=lambda line: line.last_at)
        families[latest.family_label] = families.get(latest.family_label, 0) + 1
    return Reach(
        change, len(seen), len(waiting), len(found) - len(seen) - len(waiting), tuple(sorted(families.items(), key=str))
    )


def lines_of(subscribers, now):
    """The lines of living calendars, by subscription."""
    lines = {}
    keys = [subscriber.pk for subscriber in subscribers]
    for line in FeedFetch.objects.filter(subscription__in=keys, last_at__gte=now - ALIVE).exclude(family="browser"):
        lines.setdefault(line.subscription_id, []).append(line)
    return lines


def is_near(change, now):
    """Whether a change is of a meeting that starts within two days, or did before the change."""
    starts = [moment_of(facts, "starts_at") for facts in (change.before, change.after)]
    return any(start and now - IN_TIME <= start <= now + SOON for start in starts), min(
        (start for start in starts if start), default=None
    )


@transaction.atomic
def tell_subscribers(change, now=None):
    """Write to the members whose calendar cannot have seen a near change in time. Returns how many.

    Those invited, registered or speaking get the mail of the change anyway (``events.changes.telling``). Run twice, it
    writes once to each.
    """
    now = now or timezone.now()
    near, first_start = is_near(change, now)
    note = change_note(change, with_links=False)
    if not near or not (note.facts or change.before.get("cancelled") != change.after.get("cancelled")):
        return 0
    told = {person.pk for person in concerned(change.meeting)}
    found = [subscriber for subscriber in holders(change.meeting) if subscriber.person not in told]
    lines = lines_of(found, now)
    late = set()
    for subscriber in found:
        mine_ = lines.get(subscriber.pk)
        if subscriber.wants_mail and mine_ and not sees_in_time(mine_, change.at, first_start, now):
            late.add(subscriber.user)
    users = get_user_model().objects.filter(pk__in=late, is_active=True).exclude(email="")
    for user in users:
        write_to(user, change, note)
    return len(users)


def sees_in_time(lines, changed_at, first_start, now):
    """Whether one of a member's programs has seen the change, or is about to look, well before the meeting."""
    return any(
        line.last_at > changed_at or (line.next_at <= now + AT_ONCE and line.next_at <= first_start - IN_TIME)
        for line in lines
    )


def write_to(user, change, note):
    settings_url = absolute(reverse("events:my_calendars"))
    post_template(
        "events/feeds/mails/calendar_change",
        to=user.email,
        context={
            "meeting": change.meeting,
            "note": note,
            "is_cancelled": change.after.get("cancelled"),
            "facts": [(fact.label, in_one_line(fact)) for fact in note.facts],
            "url": change.meeting.address,
            "settings_url": settings_url,
        },
        kind="news",
        key=f"calendar-change:{change.pk}:{user.pk}",
        about=f"meeting:{change.meeting_id}",
        headers={"List-Unsubscribe": f"<{settings_url}>", "List-Id": f"<agendas.{settings.SITE_DOMAIN}>"},
    )
