"""What every page of the site has."""

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction

from network.audience.disclosure import Disclosure
from network.audience.words import badge_of
from network.look.blocks import ProseStreamBlock
from network.look.components import Breadcrumb, ContentsNav, Entry, PageHead


class NetworkPage(Page):
    """Fields that all pages share; abstract, so each page type keeps its own table."""

    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences, shown in lists, in search results and to search engines."),
    )

    content_panels = [*Page.content_panels, FieldPanel("summary", widget=AdminAutoHeightTextInput)]
    show_in_menus_default = False
    is_known_as_public = False

    disclosure = Disclosure(on_pages=True, told=("title", "first_published_at", "last_published_at"))

    class Meta:
        abstract = True

    @transaction.atomic
    def publish(self, *args, **kwargs):
        """Wagtail's, with all that follows from it (number, texts, mails, index): kept or lost together."""
        return super().publish(*args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args, **kwargs):
        return super().unpublish(*args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"audience_badge": badge_of(self, request)}

    def get_view_restrictions(self):
        """Wagtail's rule in one query instead of two: every page is served through it.

        The restrictions of this page and of those above it; for an alias, those of its source. None is asked for where
        this very request has found that there are none.
        """
        if self.is_known_as_public:
            return PageViewRestriction.objects.none()
        way = [self.path[:length] for length in range(self.steplen, len(self.path) + 1, self.steplen)]
        here = Q(page__path__in=way, page__alias_of=None)
        return PageViewRestriction.objects.filter(here | Q(page__aliases__path__in=way)).distinct()


class StandardPage(NetworkPage):
    """A plain page of text: “Le réseau”, “Données ouvertes”…"""

    body = StreamField(ProseStreamBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*NetworkPage.content_panels, FieldPanel("body")]
    template = "network/directory/standard.html"
    parent_page_types = ["network.HomePage", "network.StandardPage"]
    subpage_types = ["network.StandardPage"]

    def get_context(self, request, *args, **kwargs):
        headings = [block for block in self.body if block.block_type == "heading"]
        upper = [block for block in headings if block.value["level"] != "3"]
        entries = [Entry(block.value["text"], f"#{block.id}") for block in upper]
        return super().get_context(request, *args, **kwargs) | {
            "head": PageHead(title=self.title, lead=self.summary),
            "breadcrumb": Breadcrumb([], self.title),
            "contents": ContentsNav(entries if len(entries) > 2 else []),  # two headings are seen at a glance
        }

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
