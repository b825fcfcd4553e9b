"""From which devices somebody signs in."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.audience.disclosure import NOT_SHOWN


class KnownDevice(models.Model):
    """A kind of browser from which somebody has signed in: another one is told by mail."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="known_devices")
    name = models.CharField(_("device"), max_length=80)
    first_seen_at = models.DateTimeField(_("first seen"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("last seen"), default=timezone.now)

    disclosure = NOT_SHOWN

    class Meta:
        verbose_name = _("known device")
        verbose_name_plural = _("known devices")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="device_once_for_an_account")]

    def __str__(self):
        return self.name
