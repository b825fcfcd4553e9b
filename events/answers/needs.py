"""What people need to take part: asked apart, seen by organisers only, deleted thirty days after the meeting
by the retention rule (`events.privacy.retention.NeedsRule`)."""

from django.utils import timezone

from events.attendance.models import AttendanceNeeds


def note_needs(*, attendance, access=None, meals=None, now=None):
    """Keep what somebody needs; ``None`` leaves that part as it is, and nothing at all is not kept."""
    needs = AttendanceNeeds.objects.filter(attendance=attendance).first() or AttendanceNeeds(attendance=attendance)
    before = (needs.access, needs.meals)
    needs.access = needs.access if access is None else access.strip()
    needs.meals = needs.meals if meals is None else meals.strip()
    if not (needs.access or needs.meals):
        if needs.pk:
            needs.delete()
        return None
    if (needs.access, needs.meals) != before:
        needs.noted_at = now or timezone.now()
        needs.save()
    return needs
