"""The minutes of meetings: `/agenda/<year>/<slug>/compte-rendu/`, listed at `/comptes-rendus/`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from network.models import NetworkPage
from resources.blocks import MinutesStreamBlock


class MinutesIndexPage(NetworkPage):
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*NetworkPage.content_panels, FieldPanel("introduction")]
    template = "resources/pages/minutes_index.html"
    parent_page_types = ["network.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("list of minutes")


class MinutesPage(NetworkPage):
    """The minutes of the meeting above it in the tree. Who was there is the meeting's attendance.

    New minutes are seen by members only, until an editor opens them (Wagtail's privacy).
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("minutes", "Draft")
        PROOFREADING = "proofreading", pgettext_lazy("minutes", "Proofreading")
        PUBLISHED = "published", pgettext_lazy("minutes", "Published")
        CORRECTED = "corrected", pgettext_lazy("minutes", "Corrected")

    state = models.CharField(_("state"), max_length=14, choices=State.choices, default=State.DRAFT)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    validated_by = models.CharField(_("validated by"), max_length=200, blank=True)
    published_on = models.DateField(_("publication date"), null=True, blank=True)
    written_by = models.CharField(_("written by"), max_length=200, blank=True)
    source_note = models.TextField(_("about the source"), blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    key_points = StreamField(
        [("point", blocks.CharBlock(label=_("Point"), max_length=280))],
        verbose_name=_("in short"),
        blank=True,
        max_num=5,
        help_text=_("At most five points, read in two minutes."),
    )
    body = StreamField(MinutesStreamBlock(), verbose_name=_("sections"), blank=True)

    content_panels = [
        *NetworkPage.content_panels,
        FieldPanel("key_points"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("state"), FieldPanel("version"), FieldPanel("published_on")]),
                FieldRowPanel([FieldPanel("written_by"), FieldPanel("validated_by")]),
                FieldPanel("source_note"),
                FieldPanel("licence"),
            ],
            heading=_("State of the minutes"),
        ),
    ]
    template = "resources/pages/minutes.html"
    parent_page_types = ["events.MeetingPage"]
    subpage_types = []

    class Meta:
        verbose_name = pgettext_lazy("of a meeting", "minutes")
        verbose_name_plural = pgettext_lazy("of meetings", "minutes")
