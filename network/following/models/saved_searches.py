"""Searches that members follow."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.audience.disclosure import Disclosure


def new_token():
    """Enough to be guessed by nobody: who holds it reads the feed."""
    return secrets.token_urlsafe(32)


class SavedSearch(models.Model):
    """A search whose new results a member is told of, by mail, by a feed or both."""

    class Frequency(models.TextChoices):
        WEEKLY = "weekly", _("every week")
        MONTHLY = "monthly", _("every month")
        NEVER = "never", _("no mail, only the feed")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(_("name"), max_length=120)
    query = models.TextField(_("search"), blank=True, help_text=_("As in the address of the results."))
    frequency = models.CharField(_("mail"), max_length=10, choices=Frequency.choices, default=Frequency.MONTHLY)
    token = models.CharField(max_length=60, unique=True, default=new_token, editable=False)
    """The secret part of the feed's address; a new one closes the old address."""
    created_at = models.DateTimeField(_("followed since"), auto_now_add=True)
    told_until = models.DateTimeField()
    """What arrived up to this moment was told by mail, or was there before."""
    last_sent_at = models.DateTimeField(_("last mail"), null=True, blank=True)

    disclosure = Disclosure(on_pages=False, secret=("token",), technical=("told_until",))

    class Meta:
        verbose_name = _("followed search")
        verbose_name_plural = _("followed searches")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "query"], name="search_followed_once")]

    def __str__(self):
        return self.name
