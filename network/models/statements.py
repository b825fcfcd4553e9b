"""The pages the law asks for. Their text is in templates; what only ICPC knows is in the site settings."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from network.audience import reader_for
from network.blocks import ProseStreamBlock
from network.components import Breadcrumb, Link, PageHead
from network.models.base import NetworkPage
from network.models.metropolises import Metropolis, MetropolisIndexPage


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

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs) | {
            "head": PageHead(title=self.title, lead=self.summary),
            "breadcrumb": Breadcrumb([], self.title),
            "rgaa_version": settings.RGAA_VERSION,
        }
        if self.kind == self.Kind.SITEMAP:
            context["branches"] = site_branches(request, home=self.get_parent())
        return context


@dataclass(frozen=True)
class Branch:
    label: str
    url: str
    links: list[Link]


MOST_CHILDREN = 40
"""A page with more pages below it is shown without them: it lists them itself."""


def site_branches(request, home):
    """The two upper levels of the site, in one query, and the metropolises, whose pages are not in the tree."""
    pages = Page.objects.live().descendant_of(home).filter(depth__lte=home.depth + 2)
    pages = reader_for(request).visible(pages).order_by("path")
    rows = list(pages.values_list("path", "title", "url_path"))
    start = len(home.url_path) - 1
    below = {}
    for path, title, url_path in rows:
        below.setdefault(path[: -Page.steplen], []).append(Link(title, url_path[start:]))
    index = reader_for(request).visible(MetropolisIndexPage.objects.live().child_of(home)).first()
    if index is not None:
        below[index.path] = [
            Link(name, f"{index.url_path[start:]}{slug}/")
            for name, slug in Metropolis.objects.values_list("usual_name", "slug")
        ]
    alone, branches = [], []
    for path, title, url_path in rows:
        if len(path) == len(home.path) + Page.steplen:
            links = below.get(path, [])
            if 0 < len(links) <= MOST_CHILDREN:
                branches.append(Branch(title, url_path[start:], links))
            else:
                alone.append(Link(title, url_path[start:]))
    return [*branches, Branch(gettext("And also"), "", alone)]
