"""How accounts come: a person of the directory is invited, or somebody asks and the team decides."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.models.account_key import account_key
from network.roles import Role

INVITATION_AGE = timedelta(days=14)
CONFIRMATION_AGE = timedelta(days=3)


class AccountInvitation(models.Model):
    """A person of the directory asked to open an account; the link in the mail is signed and carries ``serial``."""

    person = models.ForeignKey(
        "network.Person", verbose_name=_("person"), on_delete=models.CASCADE, related_name="account_invitations"
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.MEMBER)
    metropolises = models.ManyToManyField(
        "network.Metropolis", verbose_name=_("metropolises"), blank=True, related_name="+"
    )
    serial = models.PositiveSmallIntegerField(default=1, editable=False)
    """Rises each time the mail is sent again: links of earlier mails are then closed."""
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation to have an account")
        verbose_name_plural = _("invitations to have an account")
        ordering = ["-sent_at", "-pk"]
        default_permissions = ("add", "view", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation_for_a_person",
            )
        ]

    def __str__(self):
        return str(self.person)

    @property
    def expires_at(self):
        return self.sent_at + INVITATION_AGE

    def is_open(self, now=None):
        now = now or timezone.now()
        return self.accepted_at is None and self.revoked_at is None and now < self.expires_at

    @property
    def state(self):
        if self.accepted_at:
            return _("accepted")
        if self.revoked_at:
            return _("withdrawn")
        return _("waiting") if self.is_open() else _("expired")


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
