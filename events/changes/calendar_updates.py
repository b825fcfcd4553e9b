"""What changed for calendars without overturning anybody's plans: a room found, a link added, sessions made or moved.

Feeds show it by themselves; those invited by mail get the new version of the event (a higher SEQUENCE, R4, R28).
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.answers.links import answer_url
from events.calendars.vevent import calendar_uid
from events.invitations.calendar_mails import (
    REQUEST,
    events_of,
    post_to_attendee,
    session_when,
    told_before,
)
from events.meetings.models.meeting import MeetingPage
from network.mail.kinds import mail_kind

TEMPLATE = "events/changes/mails/calendar_update"

CALENDAR_UPDATE = mail_kind("calendar_update", _("Event brought up to date"))


@transaction.atomic
def update_calendars(meeting_pk, *, now=None):
    """Send everyone invited the events that their calendars do not hold as they are. Returns how many people.

    Safe to run twice: what was written is what their calendars hold. Nothing for a meeting that is over, cancelled or
    not published: a cancellation is told as such.
    """
    meeting = MeetingPage.objects.filter(pk=meeting_pk, live=True).exclude(status=MeetingPage.Status.CANCELLED).first()
    if meeting is None or not meeting.starts_at or meeting.is_over(now or timezone.now()):
        return 0
    current = {calendar_uid(entry, ""): entry.sequence for _session, entry in events_of(meeting)}
    invited = meeting.attendances.filter(invited_at__isnull=False, withdrawn_at__isnull=True)
    count = 0
    for attendance in invited.select_related("person__account"):
        attendance.meeting = meeting
        told = {uid.partition("@")[0] + "@": last for uid, last in told_before(attendance).items()}
        if told and is_old(told, current):
            post_to_attendee(TEMPLATE, attendance=attendance, context=context_of(attendance), kind=CALENDAR_UPDATE)
            count += 1
    return count


def is_old(told, current):
    """Whether a calendar lacks an event, holds an earlier version of one, or one that is no longer there."""
    held = {uid: last.sequence for uid, last in told.items() if last.method in {REQUEST, "PUBLISH"}}
    return set(held) != set(current) or any(held[uid] < sequence for uid, sequence in current.items())


def context_of(attendance):
    meeting = attendance.meeting
    sessions = [session for session, _entry in events_of(meeting) if session]
    return {
        "person": attendance.person,
        "meeting": meeting,
        "when": meeting.when.date_text,
        "sessions": [(session.title, session_when(session)) for session in sessions],
        "answer_url": answer_url(attendance),
        "meeting_url": meeting.address,
    }
