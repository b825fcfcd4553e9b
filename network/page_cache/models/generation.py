"""A number that changes with the content, by which cached pages know that they are old."""

from django.db import connection, models
from django.db.models import F

from network.audience.disclosure import NOT_SHOWN


class ContentGeneration(models.Model):
    """One row. Raised in the same transaction as any change that a page may show."""

    number = models.PositiveBigIntegerField(default=1)

    disclosure = NOT_SHOWN

    def __str__(self):
        return str(self.number)

    @classmethod
    def current(cls):
        """The number as committed (or as this transaction sees it): one short query."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM network_contentgeneration WHERE id = 1")
            row = cursor.fetchone()
        return row[0] if row else 0

    @classmethod
    def rise(cls):
        """Say that content changed: whatever was rendered before is old."""
        if not cls.objects.filter(pk=1).update(number=F("number") + 1):
            cls.objects.get_or_create(pk=1)
