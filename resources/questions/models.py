"""Questions put to all metropolises."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from network.audience.disclosure import SHOWN
from resources.questions.components import question_with
from resources.records.answers import Answer
from resources.records.previews import PreviewedAsComponent


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

    panels = [
        FieldPanel("text"),
        FieldPanel("short_text"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("slug")]),
        MultiFieldPanel([FieldPanel("meeting"), FieldPanel("agenda_item")], heading=_("Where it was put")),
    ]
    search_fields = [index.SearchField("text"), index.AutocompleteField("text")]

    disclosure = SHOWN

    class Meta:
        verbose_name = _("question to the metropolises")
        verbose_name_plural = _("questions to the metropolises")
        ordering = ["-meeting", "number"]

    def __str__(self):
        return self.text

    def preview_component(self):
        """The question with the answers it already has."""
        answers = self.positions.select_related("metropolis") if self.pk else []
        return question_with(self, [Answer.in_minutes(position) for position in answers])
