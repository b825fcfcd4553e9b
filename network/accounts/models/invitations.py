"""A person of the directory is invited to have an account."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.audience.roles import Role

INVITATION_AGE = timedelta(days=14)
"""How long the link in its mail opens an account."""


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
