"""What follows from the publication of a meeting, and the minute's look for what a crash left between."""

import logging

from django.db import transaction
from django.db.models import F, Q

from events.agenda.filing import file_meeting
from events.answers.recording import settle_answers
from events.calendars.event_texts import renew_old_texts, write_texts
from events.calendars.models import CalendarClock
from events.calendars.sequence import note_publication
from events.changes.tasks import bring_calendars_up_to_date, tell_of_change
from events.changes.telling import AT_ONCE, note_announcement, tell_change
from events.meetings.models.meeting import MeetingPage
from events.reminders.reminding import drop_outdated

logger = logging.getLogger(__name__)


@transaction.atomic
def follow_publication(meeting, *, user=None):
    """File and number a meeting that was published, write its texts, settle its answers and tell what changed.

    Each step compares what is stored with what is live: done again, it changes nothing and tells nobody twice.
    """
    file_meeting(meeting)
    entry = note_publication(meeting)
    write_texts([meeting.pk])
    CalendarClock.tick()
    settle_answers(meeting)
    drop_outdated(meeting)
    if change := note_announcement(meeting, user=user):
        tell_people_of(change)
    elif entry.moved_at == entry.modified_at:  # it was moved just now, or completed
        bring_calendars_up_to_date.enqueue(meeting.pk)


def tell_people_of(change):
    """Write the mails now, or leave many to the worker: either way in the transaction that keeps the change."""
    if change.meeting.attendances.count() > AT_ONCE:
        tell_of_change.enqueue(change.pk)
    else:
        tell_change(change)


def catch_up():
    """Called every minute: follow the publications of which calendars do not know, whatever made or stopped them."""
    for meeting in not_followed():
        logger.warning("Meeting %s was published and nothing followed: it does now.", meeting.pk)
        follow_publication(meeting, user=meeting.live_revision.user if meeting.live_revision else None)
    if renew_old_texts():
        CalendarClock.tick()


def not_followed():
    """Published meetings whose entry in calendars is older than their publication, or missing."""
    of_an_earlier_one = Q(calendar_entry=None) | Q(calendar_entry__modified_at__lt=F("last_published_at"))
    meetings = MeetingPage.objects.live().filter(of_an_earlier_one, last_published_at__isnull=False)
    return meetings.select_related("live_revision__user").order_by("pk")
