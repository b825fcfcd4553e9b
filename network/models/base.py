"""What every page of the site has."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from network.blocks import ProseStreamBlock


class NetworkPage(Page):
    """Fields that all pages share; abstract, so each page type keeps its own table."""

    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences, shown in lists, in search results and to search engines."),
    )

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    show_in_menus_default = False

    class Meta:
        abstract = True


class StandardPage(NetworkPage):
    """A plain page of text: “Le réseau”, “Données ouvertes”…"""

    body = StreamField(ProseStreamBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*NetworkPage.content_panels, FieldPanel("body")]
    template = "network/pages/standard.html"

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
