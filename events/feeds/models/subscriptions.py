"""Personal calendars: secret addresses, each for one of a member's calendars, and what a member follows."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.audience.disclosure import Disclosure


class CalendarSubscription(models.Model):
    """One secret address of a member's meetings.

    The address itself is not here: its token is derived from ``seed`` with the site's secret key, and only a keyed
    hash of the token is kept to find it by (``events.feeds.subscriptions``). Who steals the database has no address.
    """

    class Content(models.TextChoices):
        MINE = "mine", _("My meetings")
        ALL = "all", _("All the meetings I may see")
        REGISTERED = "registered", _("Only those I am registered for")

    class Days(models.TextChoices):
        HOURS = "heures", _("Each session with its hours")
        BLOCKS = "blocs", _("One block of whole days")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="calendar_subscriptions",
    )
    name = models.CharField(_("name"), max_length=60)
    seed = models.CharField(max_length=64, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    content = models.CharField(_("content"), max_length=12, choices=Content.choices, default=Content.MINE)
    days = models.CharField(_("meetings of several sessions"), max_length=8, choices=Days.choices, default=Days.HOURS)
    hides_cancelled = models.BooleanField(_("hide cancelled meetings"), default=False)
    hides_declined = models.BooleanField(_("hide the meetings I am excused from"), default=False)
    wants_mail = models.BooleanField(
        _("write to me when a meeting of the next two days changes and this calendar cannot have seen it"), default=True
    )
    created_at = models.DateTimeField(_("since"), default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    """When the options, the follows, the answers or the rights of the member last changed; it never goes back."""
    revoked_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    disclosure = Disclosure(
        on_pages=False,
        secret=("seed", "token_hash", "content"),
        words={"changed_at": _("Changed on"), "revoked_by": _("Closed by")},
    )

    class Meta:
        verbose_name = _("calendar subscription")
        verbose_name_plural = _("calendar subscriptions")
        default_permissions = ()
        ordering = ["created_at", "pk"]

    def __str__(self):
        return self.name

    @classmethod
    def touch(cls, now=None, **whose):
        """Note that what these subscriptions hold has changed, at a second of its own each time (HTTP counts them)."""
        now = now or timezone.now()
        for subscription in cls.objects.filter(revoked_at__isnull=True, **whose):
            later = max(now, subscription.changed_at.replace(microsecond=0) + timedelta(seconds=1))
            cls.objects.filter(pk=subscription.pk).update(changed_at=later)


class Follow(models.Model):
    """A metropolis, a working group or a theme whose meetings a member wants in her or his calendar."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    metropolis = models.ForeignKey(
        "network.Metropolis", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    working_group = models.ForeignKey(
        "network.WorkingGroup", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    theme = models.ForeignKey("network.Theme", on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    disclosure = Disclosure(
        on_pages=False,
        title=_("What my calendar follows"),
        words={"metropolis": _("Metropolis"), "theme": _("Theme"), "working_group": _("Working group")},
    )

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", name], condition=Q(**{f"{name}__isnull": False}), name=f"follow_{name}_once"
            )
            for name in ("metropolis", "working_group", "theme")
        ]

    def __str__(self):
        return str(self.metropolis or self.working_group or self.theme)
