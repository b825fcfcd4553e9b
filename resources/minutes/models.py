"""The minutes of meetings: `/agenda/<year>/<slug>/compte-rendu/`, listed at `/comptes-rendus/`."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Length, Substr
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField, StreamField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from events.meetings.models.meeting import MeetingPage
from network.audience.rules import reader_for
from network.directory.models.pages import NetworkPage
from network.look.components import Breadcrumb, PageHead, Pagination
from resources.minutes import passages, reading
from resources.minutes.blocks import MinutesStreamBlock
from resources.minutes.components import by_year, no_minutes

PAGE_SIZE = 20


class MinutesQuerySet(PageQuerySet):
    def with_meeting(self):
        """With the days of the meeting above each in the tree: ``meeting_title``, ``meeting_starts_at``…"""
        meeting = MeetingPage.objects.filter(path=OuterRef("meeting_path"))
        return self.annotate(
            meeting_path=Substr("path", 1, Length("path") - MeetingPage.steplen),
            meeting_title=Subquery(meeting.values("title")[:1]),
            meeting_starts_at=Subquery(meeting.values("starts_at")[:1]),
            meeting_ends_at=Subquery(meeting.values("ends_at")[:1]),
            meeting_host=Subquery(meeting.values("host__short_name")[:1]),
        )

    def latest_first(self):
        """By the day of the meeting; those of meetings without a date last."""
        return self.with_meeting().order_by(F("meeting_starts_at").desc(nulls_last=True), "-pk")


class MinutesIndexPage(NetworkPage):
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*NetworkPage.content_panels, FieldPanel("introduction")]
    template = "resources/minutes/list.html"
    parent_page_types = ["network.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("list of minutes")

    def get_context(self, request, *args, **kwargs):
        reader = reader_for(request)
        minutes = reader.visible(MinutesPage.objects.live()).latest_first().defer("body")
        page = Paginator(minutes, PAGE_SIZE).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {
            "breadcrumb": Breadcrumb([], here=self.title),
            "head": PageHead(self.title, lead=self.summary),
            "years": by_year(page, reader, request),
            "empty": no_minutes(reader),
            "pagination": Pagination.of(page, request),
        }


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
        [("point", blocks.TextBlock(label=_("Point"), max_length=280, rows=2))],
        verbose_name=_("in short"),
        blank=True,
        max_num=5,
        help_text=_("At most five points, read in two minutes."),
    )
    body = StreamField(MinutesStreamBlock(), verbose_name=_("sections"), blank=True)

    objects = PageManager.from_queryset(MinutesQuerySet)()

    text_panels = [
        *NetworkPage.content_panels,
        FieldPanel("key_points"),
        FieldPanel("body"),
    ]
    state_panels = [
        FieldRowPanel([FieldPanel("state"), FieldPanel("version"), FieldPanel("published_on")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("written_by"), FieldPanel("validated_by")]),
                FieldPanel("source_note"),
                FieldPanel("licence"),
            ],
            heading=_("Source"),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(text_panels, heading=_("Text")),
            ObjectList(state_panels, heading=_("State and source")),
            ObjectList(NetworkPage.promote_panels, heading=_("Promote")),
            ObjectList(NetworkPage.settings_panels, heading=_("Settings")),
        ]
    )
    template = "resources/minutes/page.html"
    parent_page_types = ["events.MeetingPage"]
    subpage_types = []

    class Meta:
        verbose_name = pgettext_lazy("of a meeting", "minutes")
        verbose_name_plural = pgettext_lazy("of meetings", "minutes")

    @cached_property
    def meeting(self):
        """The meeting above, with its host; ``None`` only while a page is being moved about."""
        return MeetingPage.objects.select_related("host").filter(path=self.path[: -self.steplen]).first()

    @property
    def stored_body(self):
        """The body as it is kept, which ``passages`` reads."""
        return self.body.get_prep_value()

    def save(self, *args, **kwargs):
        passages.name_passages(self.body)
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        passages.name_passages(self.body)
        anchors = passages.anchors_of(self.stored_body)
        repeated = [anchor for anchor, times in Counter(anchors).items() if times > 1]
        if repeated:
            raise ValidationError(
                {
                    "body": gettext("Two passages have the same anchor: %(anchors)s. Give each its own.")
                    % {"anchors": ", ".join(repeated)}
                }
            )
        lost = self.cited_anchors() - set(anchors)
        if lost:
            raise ValidationError(
                {
                    "body": gettext(
                        "Positions lead to passages that are no longer there: %(anchors)s. "
                        "Put the anchors back, or change the positions first."
                    )
                    % {"anchors": ", ".join(sorted(lost))}
                }
            )

    def cited_anchors(self):
        """The passages that positions lead to: an address once given must not break."""
        if not self.pk:
            return set()
        return set(self.positions.exclude(passage="").values_list("passage", flat=True))

    def get_context(self, request, *args, **kwargs):
        shown = reading.shown_to(reader_for(request), self, request)
        return super().get_context(request, *args, **kwargs) | shown
