"""Deleting what is older than its time, once a day."""

from django_tasks import task

from network.privacy import retention


@task(priority=-10)
def apply_retention():
    """Delete what is older than its time; returns how many records. Asked for twice, it is done once."""
    if not retention.is_due():
        return 0
    return sum(outcome.applied.count for outcome in retention.apply_retention())


def apply_retention_when_due():
    """Called every minute: once a day, the first time early in the morning, whatever the system's scheduler does."""
    if retention.is_due():
        apply_retention.enqueue()
