"""What was done with accounts, roles, audiences and data: written once, never changed from the site."""

from django.conf import settings
from django.db import models
from django.db.models import Value
from django.db.models.functions import Replace
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.audience.disclosure import NOT_SHOWN


class AppendOnly(models.QuerySet):
    """Rows are added. Only the retention rules take old ones away, and an erased account its name (``forget``)."""

    def update(self, **values):
        raise TypeError("The audit log is not changed.")

    def delete(self):
        raise TypeError("The audit log is not shortened, except by retention (drop_before).")

    def bulk_update(self, *args, **options):
        raise TypeError("The audit log is not changed.")

    def drop_before(self, moment):
        """Forget what is older than the law needs. Returns how many entries."""
        rows = self.filter(at__lt=moment)
        count = rows.count()
        rows._raw_delete(self.db)
        return count

    def forget(self, user):
        """Replace the name of an account that is being erased by words, where it acts and where it is acted upon."""
        words = str(_("erased account"))
        without = Replace("subject", Value(user.email), Value(words))
        models.QuerySet.update(self.filter(subject__contains=user.email), subject=without)
        return models.QuerySet.update(self.filter(actor=user), actor_name=words, network="")


class AuditEntry(models.Model):
    class Action(models.TextChoices):
        SIGN_IN = "sign_in", _("Sign-in")
        SIGN_IN_FAILED = "sign_in_failed", _("Failed sign-in")
        SECOND_FACTOR = "second_factor", _("Second factor")
        ROLE = "role", _("Role")
        AUDIENCE = "audience", _("Audience")
        EXPORT = "export", _("Export")
        DELETION = "deletion", _("Deletion")
        IMPORT = "import", _("Import")
        INVITATION = "invitation", _("Invitation")
        REQUEST = "request", _("Account request")
        PRIVACY = "privacy", _("Personal data")
        LINK = "link", _("Signed link")

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    action = models.CharField(_("what"), max_length=20, choices=Action.choices, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
    )
    actor_name = models.CharField(_("who"), max_length=254, blank=True)
    subject = models.CharField(_("about"), max_length=255, blank=True)
    words = models.CharField(_("in words"), max_length=500)
    network = models.CharField(
        _("network address"), max_length=45, blank=True, help_text=_("Without its last part: enough to see an attack.")
    )

    objects = AppendOnly.as_manager()

    disclosure = NOT_SHOWN

    class Meta:
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self):
        return self.words

    def save(self, *args, **options):
        if self.pk is not None and not self._state.adding:
            raise TypeError("The audit log is not changed.")
        super().save(*args, **options)

    def delete(self, *args, **options):
        raise TypeError("The audit log is not shortened.")
