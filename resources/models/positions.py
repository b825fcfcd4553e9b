"""Questions put to all metropolises, and what each of them answered, in which minutes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from network.models import NetworkPage


class Question(index.Indexed, models.Model):
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    text = models.CharField(_("question"), max_length=255)
    short_text = models.CharField(_("in a few words"), max_length=80, blank=True, help_text=_("Head of a column."))
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    meeting = models.ForeignKey(
        "events.MeetingPage",
        verbose_name=_("meeting where it was put"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
    )
    agenda_item = models.ForeignKey(
        "events.AgendaItem",
        verbose_name=_("agenda item"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="questions",
    )

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("slug")]),
        FieldPanel("text"),
        FieldPanel("short_text"),
        FieldPanel("meeting"),
    ]
    search_fields = [index.SearchField("text"), index.AutocompleteField("text")]

    class Meta:
        verbose_name = _("question to the metropolises")
        verbose_name_plural = _("questions to the metropolises")
        ordering = ["-meeting", "number"]

    def __str__(self):
        return self.text


class Position(models.Model):
    """What one metropolis says on one question, in which minutes. Several rows may answer one question."""

    class Kind(models.TextChoices):
        STATED = "stated", _("Stated position")
        PRACTICE = "practice", _("Practice")
        DOUBT = "doubt", _("Doubt")

    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="positions"
    )
    metropolis = models.ForeignKey(
        "network.Metropolis", verbose_name=_("metropolis"), on_delete=models.PROTECT, related_name="positions"
    )
    minutes = models.ForeignKey(
        "resources.MinutesPage", verbose_name=_("minutes"), on_delete=models.PROTECT, related_name="positions"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.STATED)
    label = models.CharField(_("in a few words"), max_length=160)
    text = RichTextField(_("position"), blank=True, features=["bold", "italic", "link", "ul"])
    passage = models.SlugField(
        _("anchor of the passage"),
        max_length=80,
        blank=True,
        help_text=_("When the position was heard in the discussion: the anchor of that passage of the minutes."),
    )
    slug = models.SlugField(_("stable name"), max_length=80, help_text=_("Anchor of the position in the minutes."))
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldPanel("question"),
        FieldRowPanel([FieldPanel("metropolis"), FieldPanel("minutes")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("sort_order")]),
        FieldPanel("label"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("passage")]),
    ]

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["question", "sort_order", "metropolis"]
        constraints = [models.UniqueConstraint(fields=["minutes", "slug"], name="position_anchor_once_in_minutes")]

    def __str__(self):
        return f"{self.metropolis} – {self.label}"

    @property
    def anchor(self):
        """Where the minutes say it: the passage of the discussion, or the position itself."""
        return self.passage or f"position-{self.slug}"


class QuestionsPage(NetworkPage):
    """`/regards-croises/`: questions × metropolises."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*NetworkPage.content_panels, FieldPanel("introduction")]
    template = "resources/pages/questions.html"
    parent_page_types = ["network.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("questions and positions")
