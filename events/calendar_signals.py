"""What the texts of calendars print has changed elsewhere than in a meeting: names, addresses."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_slug_changed, post_page_move

from events import calendar_tasks
from events.event_texts import forget_texts
from events.models import AgendaPage, AgendaYearPage, CalendarClock, MeetingPage
from network.models import HomePage, Metropolis, Theme, WorkingGroup


@receiver([post_page_move, page_slug_changed], sender=MeetingPage)
@receiver([post_page_move, page_slug_changed], sender=AgendaYearPage)
@receiver([post_page_move, page_slug_changed], sender=AgendaPage)
@receiver([post_page_move, page_slug_changed], sender=HomePage)
def note_address(instance, **_kwargs):
    """The texts hold the address of the meeting's page."""
    note_texts(MeetingPage.objects.descendant_of(instance, inclusive=True))


@receiver([post_save, post_delete], sender=Metropolis)
def note_host(instance, **_kwargs):
    note_texts(MeetingPage.objects.filter(host=instance.pk))


@receiver([post_save, post_delete], sender=WorkingGroup)
def note_group(instance, **_kwargs):
    note_texts(MeetingPage.objects.filter(working_group=instance.pk))


@receiver([post_save, post_delete], sender=Theme)
def note_theme(instance, **_kwargs):
    note_texts(MeetingPage.objects.filter(themes=instance.pk))


def note_texts(meetings):
    """Written anew by the task worker, or by the first who asks."""
    forget_texts(meetings.values("pk"))
    CalendarClock.tick()
    calendar_tasks.renew_event_texts.enqueue()
