"""What people need to take part: asked apart, seen by organisers only, deleted thirty days after the meeting (RGPD)."""

from datetime import timedelta

from django.utils import timezone

from events.models import AttendanceNeeds

KEPT_FOR = timedelta(days=30)


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


def delete_old_needs(*, now=None):
    """Delete the needs noted for meetings that ended thirty days ago or were noted that long ago for one without a
    date. Returns how many."""
    limit = (now or timezone.now()) - KEPT_FOR
    needs = AttendanceNeeds.objects
    old = needs.filter(attendance__meeting__ends_at__lt=limit)
    old |= needs.filter(attendance__meeting__ends_at=None, attendance__meeting__starts_at__lt=limit)
    old |= needs.filter(attendance__meeting__starts_at=None, noted_at__lt=limit)
    count = old.count()
    AttendanceNeeds.objects.filter(pk__in=old.values("pk")).delete()
    return count
