"""What an organiser should know of a meeting as it stands: allowed, but perhaps not meant."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.meetings.schedule import schedule, schedule_remarks
from events.moments import comes_twice, zone_named
from events.vocabularies import AttendanceAnswer, MeetingFormat, MeetingStatus
from network.look.dates import format_hour

MOMENTS = ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at")


def field_remarks(meeting):
    """``{field: [sentence]}``, each to be shown beside its field."""
    zone, remarks = zone_named(meeting.time_zone), {}
    for name in MOMENTS:
        moment = getattr(meeting, name)
        if moment and meeting.hours_are_known and comes_twice(moment, zone):
            sentence = _("Clocks go back that night, and %(hour)s comes twice: the first is meant.")
            remarks[name] = [sentence % {"hour": format_hour(moment.astimezone(zone))}]
    for name, capacity, accepted in places_taken(meeting):
        if capacity is not None and accepted > capacity:
            remarks[name] = [
                ngettext(
                    "%(count)d person already has a place, more than this number: she or he keeps it.",
                    "%(count)d people already have a place, more than this number: all keep theirs.",
                    accepted,
                )
                % {"count": accepted}
            ]
    return remarks


def link_remarks(meeting):
    """That a meeting or a session to come remotely has no link yet, as a sentence, or nothing."""
    if not meeting.starts_at or meeting.status == MeetingStatus.CANCELLED or meeting.is_over() or meeting.remote_link:
        return []
    parts = meeting.sessions.all() or [meeting]
    if all(part.format == MeetingFormat.IN_PERSON or not part.format or part.remote_link for part in parts):
        return []
    return [_("One can come remotely, and there is no link to join yet. Those invited get it once it is written here.")]


def places_taken(meeting):
    """Field, places and people who have one, on site and remotely."""
    sides = {"on_site": meeting.capacity_on_site, "remote": meeting.capacity_remote}
    if not meeting.pk or all(capacity is None for capacity in sides.values()):
        return []
    holds = Q(waiting_since__isnull=True, withdrawn_at__isnull=True)
    counts = meeting.attendances.aggregate(
        on_site=Count("pk", filter=holds & Q(answer=AttendanceAnswer.ON_SITE)),
        remote=Count("pk", filter=holds & Q(answer=AttendanceAnswer.REMOTE)),
    )
    return [(f"capacity_{side}", capacity, counts[side]) for side, capacity in sides.items()]


def programme_remarks(meeting):
    """Overlaps, gaps and items outside the hours of the meeting, as sentences."""
    zone = zone_named(meeting.time_zone)
    starts_at = meeting.starts_at if meeting.hours_are_known else None
    ends_at = meeting.ends_at if meeting.hours_are_known else None
    slots = schedule(meeting.agenda_items.all(), starts_at=starts_at)
    return schedule_remarks(slots, starts_at=starts_at, ends_at=ends_at, zone=zone)


def all_remarks(meeting):
    """Every sentence, those of the fields first."""
    beside_fields = [sentence for sentences in field_remarks(meeting).values() for sentence in sentences]
    return beside_fields + link_remarks(meeting) + programme_remarks(meeting)
