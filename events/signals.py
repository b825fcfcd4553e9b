"""What follows a change, whoever made it: the desk, a schedule, the loader, a command."""

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from events.calendars.models import CalendarClock, CalendarEntry
from events.meetings.first_audience import restrict
from events.meetings.models.meeting import MeetingPage
from events.publishing.consequences import follow_publication
from events.reminders.reminding import drop_outdated


@receiver(post_save, sender=MeetingPage)
def give_calendar_identity(instance, created, raw, **_kwargs):
    if created and not raw:
        CalendarEntry.objects.get_or_create(meeting=instance)
        restrict(instance, getattr(instance, "first_audience", ""))


@receiver(page_published, sender=MeetingPage)
def meeting_is_published(instance, revision=None, **_kwargs):
    if instance.live:  # a publication planned for later sends the signal too
        follow_publication(instance, user=revision.user if revision else None)


@receiver([page_unpublished, post_delete], sender=MeetingPage)
@receiver([post_save, post_delete], sender=PageViewRestriction)
@receiver(m2m_changed, sender=PageViewRestriction.groups.through)
def renew_feeds(**_kwargs):
    """Whatever feeds print, or may no longer print, has changed."""
    CalendarClock.tick()


@receiver(page_unpublished, sender=MeetingPage)
def drop_reminders(instance, **_kwargs):
    drop_outdated(instance)
