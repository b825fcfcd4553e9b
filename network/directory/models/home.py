"""The front page, which also finds pages by their whole address in one query."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from network.audience.rules import reader_for
from network.directory.models.manifesto import ManifestoChapter, ManifestoPage
from network.directory.models.metropolises import all_metropolises
from network.directory.models.pages import NetworkPage
from network.directory.routing import route_by_address
from network.look.components import SearchForm


class HomePage(NetworkPage):
    promise = models.CharField(
        _("promise"), max_length=200, blank=True, help_text=_("What the network is, in one sentence.")
    )
    introduction = models.TextField(_("introduction"), blank=True, help_text=_("Two or three sentences at most."))

    content_panels = [*NetworkPage.content_panels, FieldPanel("promise"), FieldPanel("introduction")]
    template = "network/directory/home.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        chapters = ManifestoChapter.objects.filter(page__live=True, page__in=ManifestoPage.objects.child_of(self))
        chapters = reader_for(request).visible(chapters, prefix="page__").select_related("page")
        chapters = list(chapters.order_by("-page__version", "number"))
        return (
            super().get_context(request, *args, **kwargs)
            | all_metropolises(request)
            | {
                "search": SearchForm(hint=_("For example: “citizens’ convention”, “low-emission zone”, “Nantes”.")),
                "chapters": [chapter for chapter in chapters if chapter.page_id == chapters[0].page_id],
            }
        )

    def route(self, request, path_components):
        return route_by_address(self, request, path_components)
