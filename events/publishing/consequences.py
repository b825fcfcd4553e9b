"""What follows from the publication of a meeting, and the minute's look for what a crash left between.

What holds what, when a process dies at any line:

- **One transaction** keeps or loses with the publication (``NetworkPage.publish``, and every request that changes something:
  ``network.running.one_transaction``) its number and hour in calendars, event texts, filing, places and waiting lists, the
  announcement and its mails (rows of the outbox), the reference index of the page, the generation of kept pages, and
  the rows that ask others for more: tasks and ``search.IndexChange``. Who may read a new meeting (``first_audience``) is
  restricted by the signal of the row itself, inside Wagtail's own transaction of ``save``: it is never there without.
- **Queued again** (``network.running.interrupted``) is a task whose worker died: carriers of documents, mails to many
  people, texts for the desk's search. Each may be done twice; mails have keys.
- **Compared each minute**: publications of which calendars do not know, texts of an older form, and people who wait beside
  a free place (``catch_up`` here), changes that the index did not follow (``network.following.tasks``), sendings that do not go on
  (``events.invitations.inviting``), mails that wait or that were being handed over (``network.mail.outbox``).
- **Compared each night**, for tasks that failed altogether: carriers of documents, then each text of the index.

A script that saves a record outside of a transaction may die between it and the generation of kept pages: a page
that is kept is old for five minutes at most (``network.page_cache.kept_pages``).
"""

import logging

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from events.agenda.filing import file_meeting
from events.answers.recording import promote_waiting, settle_answers
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
    """Called every minute: follow the publications of which calendars do not know, whatever made or stopped them.

    One that cannot be followed keeps no other from its turn.
    """
    for meeting in not_followed():
        logger.warning("Meeting %s was published and nothing followed: it does now.", meeting.pk)
        try:
            follow_publication(meeting, user=meeting.live_revision.user if meeting.live_revision else None)
        except Exception:
            logger.exception("Meeting %s cannot be followed; it is tried again in a minute.", meeting.pk)
    settle_waiting_lists()
    if renew_old_texts():
        CalendarClock.tick()


def settle_waiting_lists(now=None):
    """Give the places to those who wait that became free by no answer: somebody was erased, merged or deleted."""
    some_wait = Q(attendances__waiting_since__isnull=False) | Q(
        attendances__session_answers__waiting_since__isnull=False
    )
    meetings = MeetingPage.objects.live().exclude(starts_at__lte=now or timezone.now())
    for meeting in meetings.filter(some_wait, attendances__withdrawn_at=None).distinct().order_by("pk"):
        promote_waiting(meeting, now=now)


def not_followed():
    """Published meetings whose entry in calendars is older than their publication, or missing."""
    of_an_earlier_one = Q(calendar_entry=None) | Q(calendar_entry__modified_at__lt=F("last_published_at"))
    meetings = MeetingPage.objects.live().filter(of_an_earlier_one, last_published_at__isnull=False)
    return meetings.select_related("live_revision__user").order_by("pk")
