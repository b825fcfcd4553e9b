"""What was announced of a meeting, and what became of it: no revision holds it, nothing takes it back."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.audience.disclosure import SHOWN, Disclosure


class MeetingAnnouncement(models.Model):
    """When, where and how a meeting was last published (`events/meetings/announced.py`), to compare the next version with."""

    meeting = models.OneToOneField("events.MeetingPage", on_delete=models.CASCADE, related_name="announcement")
    facts = models.JSONField(default=dict)
    told_at = models.DateTimeField(default=timezone.now)

    disclosure = SHOWN

    class Meta:
        verbose_name = _("announcement of a meeting")
        verbose_name_plural = _("announcements of meetings")
        default_permissions = ()

    def __str__(self):
        return str(self.meeting)


class MeetingChange(models.Model):
    """A published change of date, place, format or link, a cancellation or its end, with the organisers' word."""

    meeting = models.ForeignKey("events.MeetingPage", on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(_("when"), default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    """All facts on both sides: words are made when they are read, and the link only for those who may see it."""
    explanation = models.CharField(_("explanation"), max_length=500, blank=True)

    disclosure = Disclosure(on_pages=True, words={"meeting": _("Meeting")})

    class Meta:
        default_permissions = ()
        verbose_name = _("change of a meeting")
        verbose_name_plural = _("changes of meetings")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.explanation or f"{self.meeting_id} {self.at:%Y-%m-%d}"
