"""Which meetings have minutes: their list of people is archive (Code du patrimoine), whatever is erased elsewhere."""

from events.meetings.models.meeting import MeetingPage
from resources.minutes.models import MinutesPage


def meetings_with_minutes(meeting_pks, *, published_only):
    """The keys of the meetings that have minutes below them, published ones only or also those being written."""
    minutes = MinutesPage.objects.all()
    if published_only:
        minutes = minutes.filter(live=True)
    above = {path[: -MinutesPage.steplen] for path in minutes.values_list("path", flat=True)}
    return set(MeetingPage.objects.filter(pk__in=meeting_pks, path__in=above).values_list("pk", flat=True))
