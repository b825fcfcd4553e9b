"""What calendars print has changed elsewhere than in a meeting: names, addresses, answers, rights."""

from django.contrib.auth import get_user_model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_slug_changed, post_page_move

from events.agenda.models import AgendaPage, AgendaYearPage
from events.attendance.models import Attendance, SessionAnswer
from events.calendars.event_texts import forget_texts
from events.calendars.models import CalendarClock
from events.changes.models import MeetingChange
from events.feeds import tasks
from events.feeds.models.subscriptions import CalendarSubscription
from events.meetings.models.meeting import MeetingPage
from network.directory.models.home import HomePage
from network.directory.models.metropolises import Metropolis
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup


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
    tasks.renew_event_texts.enqueue()


# Personal calendars: their tag follows whatever changes; this is for clients that only know dates.


@receiver([post_save, post_delete], sender=Attendance)
def note_answer(instance, **_kwargs):
    CalendarSubscription.touch(user__person=instance.person_id)


@receiver([post_save, post_delete], sender=SessionAnswer)
def note_session_answer(instance, **_kwargs):
    CalendarSubscription.touch(user__person=instance.attendance.person_id)


@receiver(post_save, sender=get_user_model())
def note_account(instance, created, update_fields=None, **_kwargs):
    if not created and update_fields != {"last_login"}:
        CalendarSubscription.touch(user=instance)


@receiver(m2m_changed, sender=get_user_model().groups.through)
def note_rights(instance, action, reverse, pk_set, **_kwargs):
    if action.startswith("post_"):
        CalendarSubscription.touch(**({"user__in": pk_set or ()} if reverse else {"user": instance}))


@receiver(post_save, sender=MeetingChange)
def tell_those_who_cannot_see_it(instance, created, **_kwargs):
    if created:
        tasks.tell_subscribers.enqueue(instance.pk)
