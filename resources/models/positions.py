"""Questions put to all metropolises, and what each of them answered, in which minutes."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.search import index

from network.audience import reader_for
from network.components import Breadcrumb, PageHead
from network.models import NetworkPage
from resources import passages
from resources.components import minutes as minutes_parts
from resources.components import positions as parts
from resources.models.previews import PreviewedAsComponent


class QuestionQuerySet(models.QuerySet):
    def seen_by(self, reader):
        """The questions a reader may know of.

        One put at a meeting the reader may not see is left out, and so is one
        whose every answer is in minutes closed to the reader: « no position
        recorded » would be untrue.
        """
        visible = Position.objects.seen_by(reader).filter(question=OuterRef("pk"))
        any_position = Position.objects.filter(question=OuterRef("pk"))
        at_a_visible_meeting = self.filter(meeting__isnull=True) | reader.visible(
            self.filter(meeting__live=True), "meeting__"
        )
        return at_a_visible_meeting.filter(Exists(visible) | ~Exists(any_position))


class PositionQuerySet(models.QuerySet):
    def seen_by(self, reader):
        """The positions whose minutes the reader may read."""
        return reader.visible(self.filter(minutes__live=True), "minutes__")


class Question(PreviewedAsComponent, index.Indexed, models.Model):
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

    objects = QuestionQuerySet.as_manager()

    panels = [
        FieldPanel("text"),
        FieldPanel("short_text"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("slug")]),
        MultiFieldPanel([FieldPanel("meeting"), FieldPanel("agenda_item")], heading=_("Where it was put")),
    ]
    search_fields = [index.SearchField("text"), index.AutocompleteField("text")]

    class Meta:
        verbose_name = _("question to the metropolises")
        verbose_name_plural = _("questions to the metropolises")
        ordering = ["-meeting", "number"]

    def __str__(self):
        return self.text

    def preview_component(self):
        """The question with the answers it already has."""
        answers = self.positions.select_related("metropolis") if self.pk else []
        return parts.question_with(self, [minutes_parts.answer_of(position) for position in answers])


class Position(PreviewedAsComponent, models.Model):
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
        "resources.MinutesPage",
        verbose_name=pgettext_lazy("of a meeting", "minutes"),
        on_delete=models.PROTECT,
        related_name="positions",
    )
    kind = models.CharField(pgettext_lazy("position", "kind"), max_length=10, choices=Kind.choices, default=Kind.STATED)
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

    objects = PositionQuerySet.as_manager()

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

    def preview_component(self):
        return minutes_parts.answer_of(self) if self.metropolis_id else None

    @property
    def anchor(self):
        """Where the minutes say it: the passage of the discussion, or the position itself."""
        return self.passage or f"position-{self.slug}"

    def clean(self):
        super().clean()
        if self.passage and self.minutes_id:
            anchors = passages.anchors_of(self.minutes.stored_body)
            if self.passage not in anchors:
                raise ValidationError(
                    {
                        "passage": gettext("These minutes have no passage of that name. They have: %(anchors)s.")
                        % {"anchors": ", ".join(anchors)}
                    }
                )


class QuestionsPage(RoutablePageMixin, NetworkPage):
    """`/regards-croises/`: questions × metropolises, as a table, by question or by metropolis, and as CSV."""

    VIEWS = ("tableau", "question", "metropole")

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*NetworkPage.content_panels, FieldPanel("introduction")]
    template = "resources/pages/questions.html"
    parent_page_types = ["network.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("questions and positions")

    def records(self, reader):
        """The questions and positions the reader may see, light and in order: two queries."""
        questions = (
            Question.objects.seen_by(reader)
            .select_related("meeting", "meeting__host")
            .order_by(models.F("meeting__starts_at").desc(nulls_last=True), "meeting", "number")
        )
        positions = (
            Position.objects.seen_by(reader)
            .select_related("metropolis", "minutes")
            .defer("minutes__body", "minutes__key_points", "minutes__source_note")
            .order_by("sort_order", "pk")
        )
        return list(questions), list(positions)

    def get_context(self, request, *args, **kwargs):
        questions, positions = self.records(reader_for(request))
        asked = request.GET.get("vue", "")
        view = asked if asked in self.VIEWS else ""
        tables = parts.tables_of(questions, positions, request)
        return super().get_context(request, *args, **kwargs) | {
            "breadcrumb": Breadcrumb([], here=self.title),
            "head": PageHead(self.title, lead=self.summary),
            "view": view,
            "tables": tables if view in {"", "tableau"} else [],
            "by_question": parts.lists_by_question(tables) if view in {"", "question"} else [],
            "by_metropolis": parts.lists_by_metropolis(tables) if view == "metropole" else [],
            "tabs": parts.view_tabs(view or "tableau"),
            "question_tabs": parts.view_tabs("question"),
            "empty": None if tables else parts.nothing_yet(),
            "csv_url": self.get_url(request) + "csv/" if tables else "",
        }

    @path("", name="table")
    def table(self, request):
        return self.render(request)

    @path("csv/", name="csv")
    def csv(self, request):
        questions, positions = self.records(reader_for(request))
        return parts.csv_response(questions, positions, request)
