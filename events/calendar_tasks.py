"""Work on calendars done by the task worker; the rules are in the modules named after what they are about."""

from django_tasks import task

from events import event_texts


@task()
def renew_event_texts():
    return event_texts.renew_old_texts()
