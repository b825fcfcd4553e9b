"""What follows a change, whoever made it: the desk, a schedule, the loader, a command."""

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from events.answers import settle_answers
from events.changes import AT_ONCE, note_announcement, tell_change
from events.event_texts import write_texts
from events.filing import file_meeting
from events.first_audience import restrict
from events.models import CalendarClock, CalendarEntry, MeetingPage
from events.reminders import drop_outdated
from events.sequence import note_publication
from events.tasks import bring_calendars_up_to_date, tell_of_change


@receiver(post_save, sender=MeetingPage)
def give_calendar_identity(instance, created, raw, **_kwargs):
    if created and not raw:
        CalendarEntry.objects.get_or_create(meeting=instance)
        restrict(instance, getattr(instance, "first_audience", ""))


@receiver(page_published, sender=MeetingPage)
def file_and_number(instance, revision=None, **_kwargs):
    if instance.live:  # a publication planned for later sends the signal too
        file_meeting(instance)
        entry = note_publication(instance)
        write_texts([instance.pk])
        CalendarClock.tick()
        settle_answers(instance)
        with transaction.atomic():
            if change := note_announcement(instance, user=revision.user if revision else None):
                tell_people_of(change)
            elif entry.moved_at == entry.modified_at:  # it was moved just now, or completed
                bring_calendars_up_to_date.enqueue(instance.pk)


def tell_people_of(change):
    """Write the mails now, or leave many to the worker: either way in the transaction that keeps the change."""
    if change.meeting.attendances.count() > AT_ONCE:
        tell_of_change.enqueue(change.pk)
    else:
        tell_change(change)


@receiver([page_unpublished, post_delete], sender=MeetingPage)
@receiver([post_save, post_delete], sender=PageViewRestriction)
@receiver(m2m_changed, sender=PageViewRestriction.groups.through)
def note_change(**_kwargs):
    """Whatever feeds print, or may no longer print, has changed."""
    CalendarClock.tick()


@receiver([page_published, page_unpublished], sender=MeetingPage)
def drop_reminders(instance, **_kwargs):
    drop_outdated(instance)
