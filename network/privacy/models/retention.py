"""How long personal data is kept, and what was deleted when: RGPD art. 5, DOMAIN.md §5."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from network.audience.disclosure import NOT_SHOWN


def duration(label, default, least, most, help_text=""):
    """A whole number of days or months within what is lawful and sensible."""
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MinValueValidator(least), MaxValueValidator(most)], help_text=help_text
    )


@register_setting(icon="time", order=500)
class RetentionSettings(BaseGenericSetting):
    """Durations that the daily task applies (`manage.py apply_retention`). Bounds keep a slip from emptying the site."""

    needs_days = duration(
        _("access and meal needs, in days after the meeting"), 30, 1, 60, _("Health may be read from them: 30 days.")
    )
    registrations_months = duration(
        _("registrations, in months after the meeting"),
        12,
        1,
        24,
        _("Then only counts are kept. What published minutes print stays, as archive."),
    )
    accounts_months = duration(
        _("accounts without sign-in, in months"), 24, 6, 36, _("Two mails warn before: they are listed below.")
    )
    first_warning_days = duration(_("first warning, in days before"), 60, 30, 120)
    second_warning_days = duration(_("second warning, in days before"), 15, 7, 29)
    logs_months = duration(_("security logs, in months"), 12, 6, 12, _("CNIL: six to twelve months."))
    drafts_months = duration(
        _("drafts nobody changes, in months"), 24, 3, 36, _("Pages never published, and changes never published.")
    )
    messages_months = duration(_("messages and requests already dealt with, in months"), 12, 1, 36)
    mails_months = duration(_("mails sent, in months"), 12, 1, 24, _("Who was written to, about what."))
    traffic_months = duration(
        _("counts of use without a name, in months"), 25, 1, 25, _("Searches without result, calendar requests.")
    )
    finished_tasks_days = duration(_("finished tasks, in days"), 30, 1, 90, _("They may hold mail addresses."))

    panels = [
        HelpPanel(
            content=_(
                "Every day the site deletes what is older. Reports, “Data retention” says what was deleted and when."
            )
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("needs_days"), FieldPanel("registrations_months")])], heading=_("Meetings")
        ),
        MultiFieldPanel(
            [
                FieldPanel("accounts_months"),
                FieldRowPanel([FieldPanel("first_warning_days"), FieldPanel("second_warning_days")]),
            ],
            heading=_("Accounts"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("drafts_months"), FieldPanel("messages_months")]),
                FieldRowPanel([FieldPanel("logs_months"), FieldPanel("mails_months")]),
                FieldRowPanel([FieldPanel("traffic_months"), FieldPanel("finished_tasks_days")]),
            ],
            heading=_("Texts and logs"),
        ),
    ]

    disclosure = NOT_SHOWN

    class Meta:
        verbose_name = _("data retention")


class RetentionEntry(models.Model):
    """One line of the report: what a rule deleted on one day. Names nobody."""

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    rule = models.CharField(_("rule"), max_length=60)
    label = models.CharField(_("what"), max_length=200)
    count = models.PositiveIntegerField(_("how many"), default=0)
    words = models.TextField(_("in words"), blank=True)
    failed = models.BooleanField(_("failed"), default=False)

    disclosure = NOT_SHOWN

    class Meta:
        verbose_name = _("entry of the retention report")
        verbose_name_plural = _("retention report")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self):
        return f"{self.label}: {self.count}"


class InactivityWarning(models.Model):
    """A mail that told somebody that an account will be deleted unless she or he signs in."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="inactivity_warnings",
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    disclosure = NOT_SHOWN

    class Meta:
        verbose_name = _("warning before an account is deleted")
        verbose_name_plural = _("warnings before an account is deleted")
        ordering = ["sent_at"]
        default_permissions = ()

    def __str__(self):
        return f"{self.user}: {self.sent_at:%d/%m/%Y}"
