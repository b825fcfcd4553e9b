"""Acronyms and terms: the one source for tooltips, search synonyms and exports."""

from dataclasses import dataclass

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from network.audience.disclosure import SHOWN
from network.directory.models.pages import NetworkPage
from network.look.components import Breadcrumb, PageHead


class GlossaryTerm(index.Indexed, models.Model):
    class Kind(models.TextChoices):
        ACRONYM = "acronym", _("Acronym")
        TERM = "term", _("Term")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    label = models.CharField(_("acronym or term"), max_length=120)
    slug = models.SlugField(
        _("address"), max_length=120, unique=True, help_text=_("Its anchor in the glossary, never changed: “zfe”.")
    )
    expansion = models.CharField(_("expansion"), max_length=200, blank=True, help_text=_("For an acronym: in full."))
    definition = models.TextField(_("definition"), blank=True)
    synonyms = models.CharField(
        _("synonyms"), max_length=255, blank=True, help_text=_("Separated by commas; search finds each of them.")
    )
    domain = models.CharField(_("domain"), max_length=60, blank=True)
    is_ambiguous = models.BooleanField(
        _("has several meanings"),
        default=False,
        help_text=_("Never explained or expanded by itself, in pages or in search."),
    )

    panels = [
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("label"), FieldPanel("slug")]),
        FieldPanel("expansion"),
        FieldPanel("definition"),
        FieldPanel("synonyms"),
        FieldRowPanel([FieldPanel("domain"), FieldPanel("is_ambiguous")]),
    ]
    search_fields = [
        index.SearchField("label"),
        index.AutocompleteField("label"),
        index.SearchField("expansion"),
        index.AutocompleteField("expansion"),
        index.AutocompleteField("synonyms"),
        index.SearchField("definition"),
    ]

    disclosure = SHOWN

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["label"]
        constraints = [models.UniqueConstraint(fields=["kind", "label", "expansion"], name="glossary_meaning_once")]

    def __str__(self):
        return f"{self.label} ({self.expansion})" if self.expansion else self.label

    def get_absolute_url(self):
        return f"/glossaire/#{self.slug}"


@dataclass(frozen=True)
class Letter:
    name: str
    anchor: str
    terms: list[GlossaryTerm]


def by_letter(terms):
    """Terms in the order of a French dictionary (accents and case do not count), under their first letter."""
    letters = {}
    for term in sorted(terms, key=lambda term: slugify(term.label)):
        letters.setdefault(slugify(term.label)[:1], []).append(term)
    return [Letter(first.upper(), first, terms) for first, terms in letters.items()]


class GlossaryIndexPage(NetworkPage):
    """`/glossaire/`: every term, by letter, each with a stable anchor."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*NetworkPage.content_panels, FieldPanel("introduction")]
    template = "network/directory/glossary.html"
    parent_page_types = ["network.HomePage"]
    subpage_types = []
    max_count = 1

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "head": PageHead(title=self.title, lead=self.summary),
            "breadcrumb": Breadcrumb([], self.title),
            "letters": by_letter(GlossaryTerm.objects.all()),
        }

    class Meta:
        verbose_name = _("glossary")
