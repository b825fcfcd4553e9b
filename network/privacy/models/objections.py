"""Objections of people whose name the site shows (RGPD art. 21), and names replaced by a function."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.accounts.models.account_key import account_key
from network.accounts.models.received import Received
from network.audience.disclosure import NOT_SHOWN


class Objection(Received):
    """Somebody asks that her or his name be no longer shown. Counts once its mail address is confirmed."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("address not confirmed")
        OPEN = "open", _("to be answered")
        REPLACED = "replaced", _("name replaced")
        REFUSED = "refused", _("refused, with reasons")

    class Wish(models.TextChoices):
        FUNCTION = "function", _("that my function stand in place of my name")
        OTHER = "other", _("something else, which I explain")

    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.UNCONFIRMED)
    name = models.CharField(_("name as the site shows it"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    page = models.CharField(_("page"), max_length=500, blank=True)
    wish = models.CharField(_("wish"), max_length=12, choices=Wish.choices, default=Wish.FUNCTION)
    function = models.CharField(_("function to show"), max_length=200, blank=True)
    message = models.TextField(_("message"), blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(pgettext_lazy("an objection", "answered"), null=True, blank=True)
    answered_by = account_key(_("answered by"))

    disclosure = NOT_SHOWN

    class Meta(Received.Meta):
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        default_permissions = ("view", "change")

    def __str__(self):
        return self.name


class NameReplacement(models.Model):
    """The private trace of a name that gave way to a function: who it was, where, why, by whom. Never shown to readers."""

    at = models.DateTimeField(_("when"), default=timezone.now)
    person = models.ForeignKey(
        "network.Person",
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="name_replacements",
    )
    names = models.JSONField(_("names"), default=list)
    function = models.CharField(_("function shown"), max_length=200)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    places = models.JSONField(_("where"), default=list)
    """``[{"kind": …, "title": …, "count": …}]``: what was changed, and what must be looked at by hand."""
    objection = models.ForeignKey(
        Objection,
        verbose_name=_("objection"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replacements",
    )
    by = account_key(_("by"))

    disclosure = NOT_SHOWN

    class Meta:
        verbose_name = _("name replaced by a function")
        verbose_name_plural = _("names replaced by a function")
        ordering = ["-at", "-pk"]
        default_permissions = ("add", "view")

    def __str__(self):
        return f"{', '.join(self.names)} → {self.function}"
