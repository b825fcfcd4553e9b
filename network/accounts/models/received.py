"""What people send to the team without an account: the latest first, in the desk."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Received(models.Model):
    """Something that came in, at a moment; who wrote it, and what became of it, is said by each kind."""

    received_at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)

    class Meta:
        abstract = True
        ordering = ["-received_at", "-pk"]
