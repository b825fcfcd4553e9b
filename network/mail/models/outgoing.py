"""Mails that leave the site: a row each, written with the change that it tells of."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.audience.disclosure import Disclosure


class OutgoingMailQuerySet(models.QuerySet):
    def due(self, now=None):
        """What may be sent now, codes that somebody waits for first, then in the order of writing."""
        waiting = self.filter(state=OutgoingMail.State.QUEUED, next_attempt_at__lte=now or timezone.now())
        return waiting.order_by("-is_urgent", "next_attempt_at", "pk")

    def to_address(self, address):
        return self.filter(to__iexact=address)


class OutgoingMail(models.Model):
    """One logical mail to one address. Kept over retries under one Message-ID."""

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("mail", "waiting")
        SENDING = "sending", pgettext_lazy("mail", "being sent")
        SENT = "sent", pgettext_lazy("mail", "sent")
        UNCERTAIN = "uncertain", pgettext_lazy("mail", "uncertain")
        """A worker died while it handed it over: it left once, or not at all."""
        FAILED = "failed", pgettext_lazy("mail", "failed")
        CANCELLED = "cancelled", pgettext_lazy("mail", "cancelled")

    to = models.EmailField(pgettext_lazy("mail", "to"), max_length=254)
    person = models.ForeignKey(
        "network.Person",
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="outgoing_mails",
    )
    sender = models.CharField(pgettext_lazy("mail", "from"), max_length=320, blank=True)
    """With its name; empty: the site's own address."""
    reply_to = models.CharField(_("reply to"), max_length=320, blank=True)
    subject = models.CharField(pgettext_lazy("mail", "subject"), max_length=998)
    text = models.TextField(pgettext_lazy("mail", "text"), blank=True)
    html = models.TextField("HTML", blank=True)
    headers = models.JSONField(pgettext_lazy("mail", "headers"), default=dict, blank=True)
    calendar_method = models.CharField(max_length=20, blank=True)
    calendar = models.BinaryField(null=True, blank=True)
    """A whole VCALENDAR, when the mail carries one."""

    kind = models.CharField(pgettext_lazy("mail", "kind"), max_length=40, blank=True)
    about = models.CharField(_("about"), max_length=80, blank=True)
    """What the mail is of, for lists: « meeting:12 »."""
    key = models.CharField(max_length=200, blank=True)
    """Two posts of one key are one mail."""
    message_id = models.CharField("Message-ID", max_length=255, unique=True)
    token = models.CharField(max_length=32, unique=True)
    """Part of the address to which servers report a failure (lower case: some servers fold it)."""
    is_urgent = models.BooleanField(default=False)

    state = models.CharField(pgettext_lazy("mail", "state"), max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(pgettext_lazy("mail", "reason"), max_length=500, blank=True)
    attempts = models.PositiveIntegerField(pgettext_lazy("mail", "attempts"), default=0)
    created_at = models.DateTimeField(pgettext_lazy("mail", "written"), default=timezone.now)
    next_attempt_at = models.DateTimeField(pgettext_lazy("mail", "next attempt"), default=timezone.now)
    tried_since = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    """When a worker began to send it; a worker that died left it so."""
    sent_at = models.DateTimeField(pgettext_lazy("mail", "sent at"), null=True, blank=True)
    bounced_at = models.DateTimeField(pgettext_lazy("mail", "returned"), null=True, blank=True)

    objects: OutgoingMailQuerySet = OutgoingMailQuerySet.as_manager()  # it answers to all that its query set does

    disclosure = Disclosure(
        on_pages=False,
        names_people=True,
        secret=("calendar", "key", "token"),
        technical=(
            *("sender", "calendar_method", "about", "message_id", "is_urgent"),
            *("attempts", "next_attempt_at", "tried_since", "claimed_at"),
        ),
        addresses=("sender",),
    )

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view", "change")
        constraints = [models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="mail_posted_once")]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="mail_due"),
            models.Index(fields=["about", "kind"], name="mail_about"),
            models.Index(fields=["to", "sent_at"], name="mail_to"),
        ]

    def __str__(self):
        return f"{self.subject} → {self.to}"

    @property
    def is_final(self):
        return self.state not in {self.State.QUEUED, self.State.SENDING}
