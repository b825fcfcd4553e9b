"""Work done by the task worker; the rules are in the modules named after what they are about."""

from django_tasks import task

from events import calendar_updates, changes
from events.models import MeetingChange


@task()
def tell_of_change(change_pk):
    """Run again after an interruption, it writes nobody a second mail."""
    changes.tell_change(MeetingChange.objects.select_related("meeting").get(pk=change_pk))


@task()
def bring_calendars_up_to_date(meeting_pk):
    """Run again after an interruption, it writes nobody a second mail."""
    return calendar_updates.update_calendars(meeting_pk)
