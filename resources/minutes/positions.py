"""What each metropolis answered to a question, in which minutes."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField

from network.audience.disclosure import SHOWN
from resources.minutes import passages
from resources.questions.models import Question
from resources.records.answers import Answer
from resources.records.previews import PreviewedAsComponent


class PositionQuerySet(models.QuerySet):
    def seen_by(self, reader):
        """The positions whose minutes the reader may read."""
        return reader.visible(self.filter(minutes__live=True), "minutes__")


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

    disclosure = SHOWN

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["question", "sort_order", "metropolis"]
        constraints = [models.UniqueConstraint(fields=["minutes", "slug"], name="position_anchor_once_in_minutes")]

    def __str__(self):
        return f"{self.metropolis} – {self.label}"

    def preview_component(self):
        return Answer.in_minutes(self) if self.metropolis_id else None

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


def questions_seen_by(reader):
    """The questions a reader may know of.

    One put at a meeting the reader may not see is left out, and so is one
    whose every answer is in minutes closed to the reader: « no position
    recorded » would be untrue.
    """
    visible = Position.objects.seen_by(reader).filter(question=OuterRef("pk"))
    any_position = Position.objects.filter(question=OuterRef("pk"))
    at_a_visible_meeting = Question.objects.filter(meeting__isnull=True) | reader.visible(
        Question.objects.filter(meeting__live=True), "meeting__"
    )
    return at_a_visible_meeting.filter(Exists(visible) | ~Exists(any_position))
