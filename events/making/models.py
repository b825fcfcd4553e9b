"""Meetings made together: each has a page and answers of its own, and remembers what the series wrote in it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.audience.disclosure import SHOWN, Disclosure


class MeetingSeries(models.Model):
    title = models.CharField(_("title"), max_length=255)
    rule = models.JSONField(_("rule"), default=dict)
    """What was asked for when it was made, as the form's fields hold it."""
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    disclosure = SHOWN

    class Meta:
        default_permissions = ()
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")
        ordering = ["-created_at"]

    def __str__(self):
        return self.title


class SeriesMeeting(models.Model):
    """One meeting of a series. Beside the page, since no revision must take it back."""

    series = models.ForeignKey(MeetingSeries, on_delete=models.CASCADE, related_name="members")
    meeting = models.OneToOneField("events.MeetingPage", on_delete=models.CASCADE, related_name="in_series")
    day = models.DateField(_("day of the rule"))
    written = models.JSONField(default=dict)
    """What the series last wrote: a field that differs was changed by hand."""

    disclosure = Disclosure(on_pages=True, technical=("written",))

    class Meta:
        verbose_name = _("meeting of a series")
        verbose_name_plural = _("meetings of a series")
        default_permissions = ()
        ordering = ["day", "pk"]

    def __str__(self):
        return f"{self.series}, {self.day}"
