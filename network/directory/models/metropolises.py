"""The metropolises and their addresses `/metropoles/` and `/metropoles/<slug>/`."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlsplit

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import PreviewableMixin
from wagtail.search import index

from network.audience.disclosure import SHOWN
from network.directory.models.pages import NetworkPage
from network.directory.models.people import Mandate, Person
from network.look import slots
from network.look.components import Breadcrumb, Fact, Facts, FranceMap, Link, PageHead, PeopleGroup, PeopleList, Place
from network.look.components import Person as PersonShown
from network.look.dates import NBSP


def with_year(text, year):
    return f"{text} ({year})" if year else text


def capitalised(text):
    return text[:1].upper() + text[1:]


def people_by_kind(mandates, metropolis):
    """The people of a metropolis under the kind of office they hold there, each office with its day.

    ``mandates`` are all those of its people, elsewhere too, in the order of the people.
    """
    groups = {kind: [] for kind in Mandate.Kind}
    for person, of_person in groupby(mandates, key=attrgetter("person")):
        mandates = list(of_person)
        here = next(mandate for mandate in mandates if mandate.metropolis_id == metropolis.pk)
        groups[Mandate.Kind(here.kind)].append(PersonShown(person.full_name, roles_of(mandates), anchor=person.anchor))
    return [PeopleGroup(GROUP_TITLES[kind], shown) for kind, shown in groups.items() if shown]


def roles_of(mandates):
    """The offices of a person, one a line, and when they were noted: once if it is the same for all."""
    periods = list(dict.fromkeys(mandate.period for mandate in mandates))
    if len(periods) == 1:
        return [*(mandate.title for mandate in mandates), capitalised(periods[0])]
    return [f"{mandate.title} ({mandate.period})" for mandate in mandates]


GROUP_TITLES = {
    Mandate.Kind.ELECTED: _("Elected officials"),
    Mandate.Kind.STAFF: _("Officers"),
    Mandate.Kind.ASSOCIATION: _("Associations"),
}


class Metropolis(PreviewableMixin, index.Indexed, models.Model):
    """A member territory of the network. Figures carry their year; what is unknown is empty."""

    slug = models.SlugField(
        _("address"), max_length=60, unique=True, help_text=_("The end of its address, never changed: “nantes”.")
    )
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
    facts_source = models.CharField(
        _("source of the facts"), max_length=255, blank=True, help_text=_("Printed below the facts.")
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    map_x = models.FloatField(
        _("place on the map, across"), null=True, blank=True, help_text=_("In the frame of the map: 0 to 640.")
    )
    map_y = models.FloatField(
        _("place on the map, down"), null=True, blank=True, help_text=_("In the frame of the map: 0 to 628.")
    )
    platform_url = models.URLField(_("participation platform"), blank=True)
    platform_source = models.CharField(
        _("source of that address"), max_length=255, blank=True, help_text=_("Where the address was read, and when.")
    )
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
        index.AutocompleteField("short_name"),
        index.AutocompleteField("main_city"),
        index.SearchField("main_city"),
    ]

    disclosure = SHOWN

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
    def facts_in_short(self):
        """What a list says of it: each figure with its year, on one line with it."""
        figures = (text.replace(" ", NBSP) for text in (self.population_text, self.municipalities_text))
        return [part for part in (self.region, *figures) if part]

    @property
    def facts_in_a_sentence(self):
        return " · ".join(self.facts_in_short)

    def page_context(self, index_page):
        """What its page shows, besides what upper apps add."""
        people = Person.objects.filter(mandates__metropolis=self, is_listed=True)
        mandates = Mandate.objects.filter(person__in=people).select_related("person")
        mandates = mandates.order_by("person__last_name", "person__first_name", "person", "sort_order")
        return {
            "metropolis": self,
            "head": PageHead(title=self.usual_name, kicker=self.region, lead=self.headline),
            "breadcrumb": Breadcrumb([Link(index_page.title, index_page.get_url())], self.short_name),
            "facts": self.facts,
            "people": PeopleList(people_by_kind(mandates, self)),
        }

    @property
    def platform_host(self):
        return urlsplit(self.platform_url).hostname or ""

    @property
    def headline(self):
        """The two figures that place it, in a sentence."""
        return ", ".join(part for part in (self.population_text, self.municipalities_text) if part)

    @property
    def facts(self):
        """Every fact with its year or its source; what is unknown says so."""
        return Facts(
            [
                Fact(_("Legal status"), capitalised(self.status)),
                Fact(_("Main city"), self.main_city),
                Fact(_("Department"), self.department),
                Fact(_("Region"), self.region),
                Fact(_("Municipal population"), self.population_text),
                Fact(_("Municipalities"), self.municipalities_text),
                Fact(_("SIREN"), " ".join((self.siren[:3], self.siren[3:6], self.siren[6:])).replace(" ", NBSP)),
                Fact(
                    _("Participation platform"),
                    self.platform_host,
                    url=self.platform_url,
                    source=gettext("Source: %(source)s") % {"source": self.platform_source}
                    if self.platform_source
                    else "",
                ),
            ],
            narrow=True,
        )

    def get_preview_template(self, request, mode_name):
        return "network/directory/metropolis.html"

    def get_preview_context(self, request, mode_name):
        page = MetropolisIndexPage.objects.first()
        context = super().get_preview_context(request, mode_name)
        return context | {"page": page} | (self.page_context(page) if page else {})


class MetropolisIndexPage(RoutablePageMixin, NetworkPage):
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*NetworkPage.content_panels, FieldPanel("introduction")]
    template = "network/directory/metropolis_index.html"
    parent_page_types = ["network.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("list of metropolises")

    @path("", name="index")
    def index(self, request):
        overrides = {
            "head": PageHead(title=self.title, lead=self.summary),
            "breadcrumb": Breadcrumb([], self.title),
            "source": Metropolis.objects.exclude(facts_source="").values_list("facts_source", flat=True).first(),
        }
        return self.render(request, context_overrides=overrides | all_metropolises(request))

    @path("<slug:slug>/", name="metropolis")
    def metropolis(self, request, slug):
        metropolis = get_object_or_404(Metropolis, slug=slug)
        return self.render(
            request,
            context_overrides=metropolis.page_context(self),
            template="network/directory/metropolis.html",
        )


@dataclass(frozen=True)
class MetropolisRow:
    """A metropolis in a list: the same facts as on the map."""

    name: str
    full_name: str
    url: str
    facts: list[str]
    counts: list[str]
    """« 3 pratiques », « 4 positions »: what the site has of it."""


def all_metropolises(request):
    """The map of every metropolis and the list that says the same."""
    kinds = slots.fill("metropolis.counts", request)
    places, rows = [], []
    for metropolis in Metropolis.objects.defer("presentation"):
        numbers = [(kind, kind.counts.get(metropolis.pk, 0)) for kind in kinds]
        url = metropolis.get_absolute_url()
        rows.append(
            MetropolisRow(
                name=metropolis.short_name,
                full_name=metropolis.usual_name,
                url=url,
                facts=metropolis.facts_in_short,
                counts=[kind.words(number) for kind, number in numbers if number],
            )
        )
        if metropolis.map_x is not None and metropolis.map_y is not None:
            size = size_on_the_map(sum(number for _kind, number in numbers))
            places.append(Place(metropolis.short_name, url, metropolis.map_x, metropolis.map_y, size))
    return {"map": FranceMap(places), "metropolises": rows}


def size_on_the_map(number):
    """Four sizes of dots: nothing yet, one or two records, up to nine, more."""
    return (number >= 1) + (number >= 3) + (number >= 10)
