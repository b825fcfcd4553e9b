"""What only ICPC knows, filled in the admin; `manage.py check --tag launch` names what is still empty."""

from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from network.audience.disclosure import SHOWN

KEPT_SECONDS = 60
"""A change is seen at once by the process that made it, within this time by the others."""


@register_setting(icon="cog")
class NetworkSettings(BaseSiteSetting):
    class Conformity(models.TextChoices):
        NONE = "none", _("not conforming")
        PARTIAL = "partial", _("partially conforming")
        FULL = "full", _("fully conforming")

    # Publisher (LCEN, law 2004-575, art. 6)
    publisher_name = models.CharField(_("publisher"), max_length=200, blank=True)
    publisher_address = models.TextField(_("publisher's seat"), blank=True)
    publisher_phone = models.CharField(_("publisher's telephone"), max_length=40, blank=True)
    publisher_email = models.EmailField(_("publisher's e-mail"), blank=True)
    publication_director = models.CharField(_("director of publication"), max_length=200, blank=True)
    host_name = models.CharField(_("web host"), max_length=200, blank=True)
    host_address = models.TextField(_("web host's address"), blank=True)
    host_phone = models.CharField(_("web host's telephone"), max_length=40, blank=True)
    # Personal data (GDPR art. 13)
    controller_name = models.CharField(_("data controller"), max_length=200, blank=True)
    data_protection_contact = models.CharField(_("data protection contact"), max_length=200, blank=True)
    processors = models.TextField(_("processors"), blank=True, help_text=_("Host, mail provider… one on each line."))
    # Accessibility (law 2005-102 art. 47, RGAA)
    accessibility_state = models.CharField(
        _("accessibility state"),
        max_length=10,
        choices=Conformity.choices,
        default=Conformity.NONE,
        help_text=_("“Not conforming” until an audit says otherwise."),
    )
    accessibility_rate = models.DecimalField(
        _("share of criteria met, in %"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    accessibility_audit_on = models.DateField(_("date of the audit"), null=True, blank=True)
    accessibility_auditor = models.CharField(_("auditor"), max_length=200, blank=True)
    accessibility_contact = models.CharField(_("accessibility contact"), max_length=200, blank=True)
    accessibility_scheme_url = models.URLField(_("multi-year scheme"), blank=True)
    accessibility_plan_url = models.URLField(_("action plan of the year"), blank=True)
    # Contact
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    icpc_url = models.URLField(_("ICPC's site"), default="https://i-cpc.org", blank=True)

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("publisher_name"),
                FieldPanel("publisher_address"),
                FieldPanel("publisher_phone"),
                FieldPanel("publisher_email"),
                FieldPanel("publication_director"),
            ],
            heading=_("Publisher"),
        ),
        MultiFieldPanel(
            [FieldPanel("host_name"), FieldPanel("host_address"), FieldPanel("host_phone")], heading=_("Web host")
        ),
        MultiFieldPanel(
            [FieldPanel("controller_name"), FieldPanel("data_protection_contact"), FieldPanel("processors")],
            heading=_("Personal data"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("accessibility_state"),
                FieldPanel("accessibility_rate"),
                FieldPanel("accessibility_audit_on"),
                FieldPanel("accessibility_auditor"),
                FieldPanel("accessibility_contact"),
                FieldPanel("accessibility_scheme_url"),
                FieldPanel("accessibility_plan_url"),
            ],
            heading=_("Accessibility"),
        ),
        MultiFieldPanel([FieldPanel("contact_email"), FieldPanel("icpc_url")], heading=_("Contact")),
    ]

    disclosure = SHOWN

    class Meta:
        verbose_name = _("Network and legal notices")

    @classmethod
    def for_site(cls, site):
        """The settings of a site, made on first use. Every page prints some: they are kept for a minute."""
        key = f"network:settings:{site.pk}"
        found = cache.get(key)
        if found is None:
            found = super().for_site(site)
            cache.set(key, found, KEPT_SECONDS)
        return found

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        cache.delete(f"network:settings:{self.site_id}")
