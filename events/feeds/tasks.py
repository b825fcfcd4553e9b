"""Work on calendars done by the task worker; the rules are in the modules named after what they are about."""

from django_tasks import task

from events.calendars import event_texts
from events.changes.models import MeetingChange
from events.feeds import health


@task()
def renew_event_texts():
    return event_texts.renew_old_texts()


@task()
def tell_subscribers(change_pk):
    change = MeetingChange.objects.select_related("meeting").filter(pk=change_pk).first()
    return health.tell_subscribers(change) if change else 0
