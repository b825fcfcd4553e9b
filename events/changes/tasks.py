"""Work done by the task worker; the rules are in the modules named after what they are about."""

from django_tasks import task

from events.changes import calendar_updates, telling
from events.changes.models import MeetingChange


@task()
def tell_of_change(change_pk):
    """Run again after an interruption, it writes nobody a second mail."""
    telling.tell_change(MeetingChange.objects.select_related("meeting").get(pk=change_pk))


@task()
def bring_calendars_up_to_date(meeting_pk):
    """Run again after an interruption, it writes nobody a second mail."""
    return calendar_updates.update_calendars(meeting_pk)
