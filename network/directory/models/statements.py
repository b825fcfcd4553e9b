"""The pages the law asks for. Their text is in templates; what only ICPC knows is in the site settings."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from network.audience.rules import reader_for
from network.directory.models.metropolises import Metropolis, MetropolisIndexPage
from network.directory.models.pages import NetworkPage
from network.look.blocks import ProseStreamBlock
from network.look.components import Breadcrumb, Link, PageHead


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
        return TEMPLATES[self.kind]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs) | {
            "head": PageHead(title=self.title, lead=self.summary),
            "breadcrumb": Breadcrumb([], self.title),
            "rgaa_version": settings.RGAA_VERSION,
        }
        if self.kind == self.Kind.SITEMAP:
            context["branches"] = site_branches(request, home_path=self.path[: -self.steplen])
        return context


TEMPLATES = {
    StatementPage.Kind.ACCESSIBILITY: "network/directory/statement_accessibility.html",
    StatementPage.Kind.LEGAL: "network/directory/statement_legal.html",
    StatementPage.Kind.PRIVACY: "network/directory/statement_privacy.html",
    StatementPage.Kind.SITEMAP: "network/directory/statement_sitemap.html",
    StatementPage.Kind.CONTACT: "network/directory/statement_contact.html",
}


@dataclass(frozen=True)
class Branch:
    label: str
    url: str
    links: list[Link]


MOST_CHILDREN = 40
"""A page with more pages below it is shown without them: it lists them itself."""


def site_branches(request, home_path):
    """The two upper levels of the site, in one query, and the metropolises, whose pages are not in the tree."""
    depth = len(home_path) // Page.steplen
    pages = Page.objects.live().filter(path__startswith=home_path, depth__lte=depth + 2)
    rows = reader_for(request).visible(pages).order_by("path")
    rows = list(rows.values_list("path", "title", "url_path", "content_type__model"))
    if not rows or rows[0][0] != home_path:
        return []  # the home page is not this reader's to see
    start = len(rows[0][2]) - 1
    below = {}
    for path, title, url_path, model in rows:
        below.setdefault(path[: -Page.steplen], []).append(Link(title, url_path[start:]))
        if model == MetropolisIndexPage._meta.model_name:
            names = Metropolis.objects.values_list("usual_name", "slug")
            below[path] = [Link(name, f"{url_path[start:]}{slug}/") for name, slug in names]
    alone, branches = [], []
    for path, title, url_path, _model in rows:
        if len(path) == len(home_path) + Page.steplen:
            links = below.get(path, [])
            if 0 < len(links) <= MOST_CHILDREN:
                branches.append(Branch(title, url_path[start:], links))
            else:
                alone.append(Link(title, url_path[start:]))
    return [*branches, Branch(gettext("And also"), "", alone)]
