"""The pages the law asks for. Their text is in templates; what only ICPC knows is in the site settings."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from network.blocks import ProseStreamBlock
from network.models.base import NetworkPage


class StatementPage(NetworkPage):
    class Kind(models.TextChoices):
        ACCESSIBILITY = "accessibility", _("Accessibility")
        LEGAL = "legal", _("Legal notice")
        PRIVACY = "privacy", _("Personal data")
        SITEMAP = "sitemap", _("Site map")
        CONTACT = "contact", _("Contact")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, unique=True)
    body = StreamField(
        ProseStreamBlock(),
        verbose_name=_("additional text"),
        blank=True,
        help_text=_("Shown after the statement, which is filled from the site settings."),
    )

    content_panels = [*NetworkPage.content_panels, FieldPanel("kind"), FieldPanel("body")]
    parent_page_types = ["network.HomePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    def get_template(self, request, *args, **kwargs):
        return f"network/pages/statement_{self.kind}.html"
