"""Mails that arrive in the mailbox that the site reads: each is kept, and handled once."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.audience.disclosure import NOT_SHOWN, Disclosure


class IncomingMail(models.Model):
    class State(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("incoming mail", "received")
        DONE = "done", pgettext_lazy("incoming mail", "handled")
        FOR_HUMAN = "for_human", pgettext_lazy("incoming mail", "to be read")
        SETTLED = "settled", pgettext_lazy("incoming mail", "settled")

    identity = models.CharField(max_length=64, unique=True)
    """A hash of what makes it this mail: delivered twice, it is handled once."""
    source = models.CharField(max_length=80, blank=True)
    """Where it came from: « imap:<UIDVALIDITY>:<UID> », « webhook »."""
    message_id = models.CharField("Message-ID", max_length=255, blank=True)
    sender = models.CharField(pgettext_lazy("mail", "from"), max_length=254, blank=True)
    sender_name = models.CharField(max_length=160, blank=True)
    subject = models.CharField(pgettext_lazy("mail", "subject"), max_length=400, blank=True)
    text = models.TextField(pgettext_lazy("mail", "text"), blank=True)
    raw = models.BinaryField(blank=True, default=b"")
    """The whole mail, until it is handled; a very large one stays in the mailbox."""
    size_bytes = models.PositiveIntegerField(default=0)

    state = models.CharField(
        pgettext_lazy("mail", "state"), max_length=10, choices=State.choices, default=State.RECEIVED, db_index=True
    )
    outcome = models.CharField(_("what became of it"), max_length=500, blank=True)
    about = models.CharField(max_length=80, blank=True, db_index=True)
    """What it answers: « meeting:12 »."""
    answers = models.CharField(max_length=80, blank=True, db_index=True)
    """The very thing, of which a later answer replaces an earlier one: « attendance:5 », « attendance:5:<session> »."""
    answered_at = models.DateTimeField(null=True, blank=True)
    """When the answer was given, as its calendar says (DTSTAMP)."""
    person = models.ForeignKey(
        "network.Person",
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="incoming_mails",
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)

    disclosure = Disclosure(
        on_pages=False,
        names_people=True,
        secret=("raw",),
        technical=("identity", "message_id", "sender", "about", "answers", "attempts"),
        addresses=("sender",),
        words={
            "answered_at": _("Answer noted on"),
            "sender_name": _("Name of the sender"),
            "size_bytes": _("Size in bytes"),
        },
    )

    class Meta:
        verbose_name = _("incoming mail")
        verbose_name_plural = _("incoming mails")
        ordering = ["-received_at", "-pk"]
        default_permissions = ("view", "change")

    def __str__(self):
        return f"{self.sender}: {self.subject}"


class UndeliverableAddress(models.Model):
    """An address that its server says does not exist. Nothing is sent to it until somebody corrects or clears it."""

    address = models.CharField(_("address"), max_length=254, unique=True)
    """In lower case."""
    reason = models.CharField(pgettext_lazy("mail", "reason"), max_length=500, blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now)

    disclosure = Disclosure(on_pages=False, names_people=True, addresses=("address",))

    class Meta:
        verbose_name = _("address that does not exist")
        verbose_name_plural = _("addresses that do not exist")
        ordering = ["-since"]
        default_permissions = ("view", "delete")

    def __str__(self):
        return self.address


class MailboxState(models.Model):
    """How reading the mailbox went last, for staff; and which worker reads it now."""

    reading_since = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=500, blank=True)

    disclosure = NOT_SHOWN

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.problem or str(self.read_at)
