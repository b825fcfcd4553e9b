"""Somebody asks for an account, and the team decides."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.accounts.models.account_key import account_key
from network.audience.disclosure import NOT_SHOWN

CONFIRMATION_AGE = timedelta(days=3)


class AccountRequest(models.Model):
    """Somebody asks for an account. Nothing is shown to the team before the address has been confirmed."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Address not confirmed")
        WAITING = "waiting", _("To decide")
        APPROVED = "approved", pgettext_lazy("request", "Approved")
        REFUSED = "refused", _("Refused")

    email = models.EmailField(_("e-mail address"))
    first_name = models.CharField(_("first name"), max_length=120)
    last_name = models.CharField(_("last name"), max_length=120)
    organisation = models.CharField(_("organisation"), max_length=160)
    function = models.CharField(_("function"), max_length=160)
    message = models.TextField(_("message"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.UNCONFIRMED)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = account_key(_("decided by"))
    answer = models.TextField(_("answer"), blank=True)

    disclosure = NOT_SHOWN

    class Meta:
        verbose_name = _("request for an account")
        verbose_name_plural = _("requests for an account")
        ordering = ["-received_at", "-pk"]
        default_permissions = ("view", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=models.Q(state__in=["unconfirmed", "waiting"]),
                name="one_open_request_for_an_address",
            )
        ]

    def __str__(self):
        return f"{self.first_name} {self.last_name}"
