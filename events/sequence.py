"""The number by which calendar software knows a newer version of a meeting (SEQUENCE, RFC 5545 §3.8.7.4)."""

import hashlib
import json

from django.utils import timezone

from events.models import CalendarEntry

SIGNIFICANT = (
    "starts_at",
    "ends_at",
    "hours_are_known",
    "time_zone",
    "format",
    "venue_name",
    "venue_address",
    "remote_link",
    "remote_code",
    "remote_phone",
)


def calendar_facts(meeting):
    """A hash of when, where and whether the meeting takes place."""
    facts = {name: str(getattr(meeting, name) or "") for name in SIGNIFICANT}
    facts["host"] = meeting.host_id or ""
    facts["cancelled"] = meeting.status == meeting.Status.CANCELLED
    facts["tentative"] = meeting.status == meeting.Status.SAVE_THE_DATE
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def note_publication(meeting, *, now=None):
    """Keep the moment of a publication, and count one version more when the meeting's time, place or status changed.

    Google and Exchange ignore an update whose number did not grow; it never
    shrinks, even when an older revision is published again.
    """
    now = now or timezone.now()
    entry, _made = CalendarEntry.objects.get_or_create(meeting=meeting)
    facts = calendar_facts(meeting)
    if entry.facts and entry.facts != facts:
        entry.sequence += 1
    entry.facts = facts
    entry.modified_at = now
    entry.save()
    return entry
