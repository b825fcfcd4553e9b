"""The metropolises and their addresses `/metropoles/` and `/metropoles/<slug>/`."""

from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.search import index

from network.models.base import NetworkPage


def with_year(text, year):
    return f"{text} ({year})" if year else text


class Metropolis(index.Indexed, models.Model):
    """A member territory of the network. Figures carry their year; what is unknown is empty."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    siren = models.CharField(_("SIREN number"), max_length=9, unique=True)
    official_name = models.CharField(_("official name"), max_length=120)
    usual_name = models.CharField(_("usual name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60)
    status = models.CharField(_("legal status"), max_length=120, blank=True)
    region = models.CharField(_("region"), max_length=80, blank=True)
    department = models.CharField(_("department"), max_length=80, blank=True)
    main_city = models.CharField(_("main city"), max_length=80, blank=True)
    municipalities_count = models.PositiveIntegerField(_("number of municipalities"), null=True, blank=True)
    municipalities_year = models.PositiveIntegerField(_("year of that number"), null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveIntegerField(_("year of the population"), null=True, blank=True)
    facts_source = models.CharField(_("source of the facts"), max_length=255, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    map_x = models.FloatField(_("place on the map, across"), null=True, blank=True)
    map_y = models.FloatField(_("place on the map, down"), null=True, blank=True)
    platform_url = models.URLField(_("participation platform"), blank=True)
    platform_source = models.CharField(_("source of that address"), max_length=255, blank=True)
    presentation = RichTextField(_("presentation"), blank=True, features=["bold", "italic", "link", "ul"])

    panels = [
        MultiFieldPanel(
            [FieldPanel("usual_name"), FieldPanel("short_name"), FieldPanel("official_name"), FieldPanel("slug")],
            heading=_("Names"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("status"), FieldPanel("siren")]),
                FieldRowPanel([FieldPanel("region"), FieldPanel("department"), FieldPanel("main_city")]),
                FieldRowPanel([FieldPanel("municipalities_count"), FieldPanel("municipalities_year")]),
                FieldRowPanel([FieldPanel("population"), FieldPanel("population_year")]),
                FieldPanel("facts_source"),
            ],
            heading=_("Facts"),
        ),
        FieldPanel("presentation"),
        MultiFieldPanel([FieldPanel("platform_url"), FieldPanel("platform_source")], heading=_("Platform")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldRowPanel([FieldPanel("map_x"), FieldPanel("map_y")]),
            ],
            heading=_("Place on the map"),
        ),
    ]
    search_fields = [
        index.SearchField("usual_name"),
        index.AutocompleteField("usual_name"),
        index.SearchField("short_name"),
        index.SearchField("main_city"),
    ]

    class Meta:
        verbose_name = _("metropolis")
        verbose_name_plural = _("metropolises")
        ordering = ["short_name"]

    def __str__(self):
        return self.usual_name

    def get_absolute_url(self):
        return f"/metropoles/{self.slug}/"

    @property
    def population_text(self):
        """« 683 981 inhabitants (2022) », or nothing."""
        if self.population is None:
            return ""
        number = number_format(self.population, force_grouping=True)
        return with_year(gettext("%(number)s inhabitants") % {"number": number}, self.population_year)

    @property
    def municipalities_text(self):
        """« 24 municipalities (2026) », or nothing."""
        if self.municipalities_count is None:
            return ""
        number = number_format(self.municipalities_count, force_grouping=True)
        text = ngettext("%(number)s municipality", "%(number)s municipalities", self.municipalities_count)
        return with_year(text % {"number": number}, self.municipalities_year)

    @property
    def facts_in_a_sentence(self):
        """What a list or a search result says of it: each figure with its year."""
        parts = (self.region, self.population_text, self.municipalities_text)
        return " · ".join(part for part in parts if part)


class MetropolisIndexPage(RoutablePageMixin, NetworkPage):
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*NetworkPage.content_panels, FieldPanel("introduction")]
    template = "network/pages/metropolis_index.html"
    parent_page_types = ["network.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("list of metropolises")

    @path("", name="index")
    def index(self, request):
        return self.render(request)

    @path("<slug:slug>/", name="metropolis")
    def metropolis(self, request, slug):
        from django.shortcuts import get_object_or_404  # noqa: PLC0415 -- replaced by the view

        metropolis = get_object_or_404(Metropolis, slug=slug)
        return self.render(
            request, context_overrides={"metropolis": metropolis}, template="network/pages/metropolis.html"
        )
