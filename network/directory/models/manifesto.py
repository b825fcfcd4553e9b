"""The manifesto: versions, chapters and numbered articles with stable anchors."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from network.audience.disclosure import SHOWN
from network.audience.rules import reader_for
from network.directory.models.pages import NetworkPage
from network.look.components import Breadcrumb, ContentsNav, Entry, PageHead


class ManifestoPage(NetworkPage):
    """One version of the manifesto. A later version is a sibling page; the address `/manifeste/` is the first."""

    version = models.CharField(_("version"), max_length=20, help_text=_("For example “2020”."))
    adopted_text = models.CharField(_("publication, in words"), max_length=160, blank=True)
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [
        *NetworkPage.content_panels,
        FieldRowPanel([FieldPanel("version"), FieldPanel("adopted_text")]),
        FieldPanel("introduction"),
        InlinePanel("chapters", heading=_("Chapters"), label=_("Chapter")),
    ]
    template = "network/directory/manifesto.html"
    parent_page_types = ["network.HomePage", "network.ManifestoPage"]
    subpage_types = ["network.ManifestoPage"]

    def get_context(self, request, *args, **kwargs):
        chapters = list(self.chapters.prefetch_related("articles"))
        articles = [list(chapter.articles.all()) for chapter in chapters]
        contents = [
            Entry(
                str(chapter),
                f"#{chapter.anchor}",
                [Entry(article.name, f"#{article.anchor}") for article in its_articles],
            )
            for chapter, its_articles in zip(chapters, articles, strict=True)
        ]
        other_versions = ManifestoPage.objects.live().exclude(pk=self.pk).order_by("-version")
        return super().get_context(request, *args, **kwargs) | {
            "head": PageHead(title=self.title, kicker=self.adopted_text, lead=self.summary),
            "breadcrumb": Breadcrumb([], gettext("Manifesto")),
            "chapters": chapters,
            "contents": ContentsNav(contents),
            "is_incomplete": not all(article.text for its in articles for article in its),
            "other_versions": reader_for(request).visible(other_versions),
        }

    class Meta:
        verbose_name = _("manifesto")
        verbose_name_plural = _("manifestos")


class ManifestoChapter(ClusterableModel, Orderable):
    page = ParentalKey(ManifestoPage, on_delete=models.CASCADE, related_name="chapters")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("what is known of it"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("title")]),
        FieldPanel("summary"),
        InlinePanel("articles", heading=_("Articles"), label=_("Article")),
    ]

    disclosure = SHOWN

    class Meta(Orderable.Meta):
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")

    def __str__(self):
        return f"{self.number}. {self.title}"

    @property
    def anchor(self):
        return f"chapitre-{self.number}"


class ManifestoArticle(Orderable):
    """A numbered article. Without text, the page says that ICPC is to provide it."""

    chapter = ParentalKey(ManifestoChapter, on_delete=models.CASCADE, related_name="articles")
    number = models.CharField(_("number"), max_length=10, help_text=_("As printed, for example “1” or “2.3”."))
    title = models.CharField(_("title"), max_length=200, blank=True)
    text = RichTextField(_("text"), blank=True, features=["bold", "italic", "link", "ul", "ol"])

    panels = [FieldRowPanel([FieldPanel("number"), FieldPanel("title")]), FieldPanel("text")]

    disclosure = SHOWN

    class Meta(Orderable.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def __str__(self):
        return f"{self.number} {self.title}".strip()

    @property
    def name(self):
        """« Article 1.2 – Title », or the number alone."""
        name = gettext("Article %(number)s") % {"number": self.number}
        return f"{name} – {self.title}" if self.title else name

    @property
    def anchor(self):
        return f"article-{self.number.replace('.', '-')}"
