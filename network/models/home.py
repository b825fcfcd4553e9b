"""The front page, which also finds pages by their whole address in one query."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from network.models.base import NetworkPage
from network.routing import route_by_address


class HomePage(NetworkPage):
    promise = models.CharField(
        _("promise"), max_length=200, blank=True, help_text=_("What the network is, in one sentence.")
    )
    introduction = models.TextField(_("introduction"), blank=True, help_text=_("Two or three sentences at most."))

    content_panels = [*NetworkPage.content_panels, FieldPanel("promise"), FieldPanel("introduction")]
    template = "network/pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("home page")

    def route(self, request, path_components):
        return route_by_address(self, request, path_components)
