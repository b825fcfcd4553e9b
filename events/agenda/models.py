"""The pages that list meetings: `/agenda/` and `/agenda/<year>/`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from events.agenda.pages import agenda_context, year_context
from network.directory.models.pages import NetworkPage


class AgendaPage(NetworkPage):
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*NetworkPage.content_panels, FieldPanel("introduction")]
    template = "events/agenda/agenda.html"
    parent_page_types = ["network.HomePage"]
    subpage_types = ["events.AgendaYearPage", "events.MeetingPage"]
    max_count = 1

    class Meta:
        verbose_name = _("agenda")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | agenda_context(self, request)

    @property
    def years(self):
        """Its published pages of years, the latest first."""
        return AgendaYearPage.objects.child_of(self).live().order_by("-year")


class AgendaYearPage(NetworkPage):
    """The meetings of one year, so that `/agenda/2022/<slug>/` is an address of the tree."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)

    content_panels = [*NetworkPage.content_panels, FieldPanel("year")]
    template = "events/agenda/year.html"
    parent_page_types = ["events.AgendaPage"]
    subpage_types = ["events.MeetingPage"]

    class Meta:
        verbose_name = _("year of the agenda")
        verbose_name_plural = _("years of the agenda")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | year_context(self, request)

    @property
    def years(self):
        """The published pages of years, its own and the others, the latest first."""
        return AgendaYearPage.objects.sibling_of(self).live().order_by("-year")
