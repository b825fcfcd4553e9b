"""When what is due every minute was last begun: several workers keep time, one of them begins."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from network.audience.disclosure import NOT_SHOWN

MINUTE = timedelta(seconds=55)
"""A little less: whoever looks every minute must not find itself early."""


class Clock(models.Model):
    begun_at = models.DateTimeField(null=True)

    disclosure = NOT_SHOWN

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.begun_at)

    @classmethod
    def begin_minute(cls, now=None):
        """Whether the caller is the one that begins this minute's work."""
        now = now or timezone.now()
        cls.objects.get_or_create(pk=1)
        due = cls.objects.filter(Q(begun_at=None) | Q(begun_at__lte=now - MINUTE), pk=1)
        return bool(due.update(begun_at=now))
