"""A sending of invitations, or of reminders to answer: whom it is for, and how far it has come."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.audience.disclosure import Disclosure


class InvitationRun(models.Model):
    """One press of the button « Envoyer ». The task writes its mails by portions; broken off, it goes on where it was.

    The text that was read before it was sent is kept here: everybody gets the same.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        CHASE = "chase", _("Reminder to answer")

    meeting = models.ForeignKey("events.MeetingPage", on_delete=models.CASCADE, related_name="invitation_runs")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.INVITATION)
    message = models.TextField(_("message of their own"), blank=True)
    attendances = models.JSONField(default=list)
    """The keys of the attendances, in the order in which they are written to."""
    written = models.PositiveIntegerField(default=0)
    """How many of them are done."""
    created_at = models.DateTimeField(_("sent on"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    progressed_at = models.DateTimeField(default=timezone.now)

    disclosure = Disclosure(on_pages=False, told=())

    class Meta:
        verbose_name = _("sending of invitations")
        verbose_name_plural = _("sendings of invitations")
        default_permissions = ()
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.meeting}: {self.get_kind_display()}"

    @property
    def total(self):
        return len(self.attendances)

    @property
    def is_done(self):
        return self.written >= self.total
