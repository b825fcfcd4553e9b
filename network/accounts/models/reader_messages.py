"""What readers write to the team: by the contact form, or about a passage of minutes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.accounts.models.account_key import account_key
from network.accounts.models.received import Received
from network.audience.disclosure import NOT_SHOWN


class ReaderMessage(Received):
    """Kept before any mail is sent, so that none is lost; handled in the desk."""

    class Kind(models.TextChoices):
        CONTACT = "contact", _("Message")
        CORRECTION = "correction", _("Correction suggested")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    subject = models.CharField(_("subject"), max_length=150)
    text = models.TextField(_("text"))
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    anchor = models.CharField(_("passage"), max_length=80, blank=True)
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)
    handled_by = account_key(_("handled by"))

    disclosure = NOT_SHOWN

    class Meta(Received.Meta):
        verbose_name = _("message of a reader")
        verbose_name_plural = _("messages of readers")
        default_permissions = ("view", "change", "delete")

    def __str__(self):
        return self.subject
