"""What was agreed, and who does what by when: `/suites/`."""

from collections import Counter

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Value
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from network.audience.disclosure import SHOWN
from network.audience.rules import reader_for
from network.directory.models.pages import NetworkPage
from network.look.components import Breadcrumb, PageHead, Pagination
from network.look.dates import format_day
from resources.follow_ups.components import by_minutes, nothing_yet, status_tabs
from resources.minutes.models import MinutesPage
from resources.records.follow_ups import FollowUp
from resources.records.previews import PreviewedAsComponent


class Decision(PreviewedAsComponent, models.Model):
    minutes = models.ForeignKey(
        "resources.MinutesPage",
        verbose_name=pgettext_lazy("of a meeting", "minutes"),
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    text = models.TextField(_("decision"))
    decided_on = models.DateField(_("date"), null=True, blank=True)
    agreed_how = models.CharField(_("how it was agreed"), max_length=160, blank=True)
    slug = models.SlugField(
        _("anchor"), max_length=80, help_text=_("Stable name in links, for example “second-meeting”. Never change it.")
    )

    panels = [
        FieldPanel("text"),
        FieldPanel("minutes"),
        FieldRowPanel([FieldPanel("decided_on"), FieldPanel("agreed_how")]),
        FieldPanel("slug"),
    ]

    disclosure = SHOWN

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "slug"], name="decision_anchor_once_in_minutes")]

    def __str__(self):
        return Truncator(self.text).chars(120)

    @property
    def anchor(self):
        return f"decision-{self.slug}"

    def preview_component(self):
        return FollowUp.of_decision(self)


class ActionItem(PreviewedAsComponent, models.Model):
    """Owner and date may be unknown; lists then say « à préciser »."""

    class Status(models.TextChoices):
        UNKNOWN = "unknown", _("Follow-up not known")
        OPEN = "open", pgettext_lazy("action item", "Open")
        DONE = "done", pgettext_lazy("action item", "Done")
        DROPPED = "dropped", pgettext_lazy("action item", "Dropped")

    minutes = models.ForeignKey(
        "resources.MinutesPage",
        verbose_name=pgettext_lazy("of a meeting", "minutes"),
        on_delete=models.PROTECT,
        related_name="action_items",
    )
    text = models.CharField(_("what"), max_length=255)
    details = models.TextField(_("details"), blank=True)
    owner = models.CharField(
        _("who"),
        max_length=160,
        blank=True,
        help_text=_("A person, a service or a metropolis. Empty: to be specified."),
    )
    due_on = models.DateField(_("by when"), null=True, blank=True)
    due_text = models.CharField(
        _("by when, as announced"), max_length=160, blank=True, help_text=_("When no day was set: “in spring 2023”.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    announced_meeting = models.ForeignKey(
        "events.MeetingPage",
        verbose_name=_("meeting it announces"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="announced_by",
    )
    slug = models.SlugField(
        _("anchor"), max_length=80, help_text=_("Stable name in links, for example “second-meeting”. Never change it.")
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldPanel("text"),
        FieldPanel("details"),
        FieldPanel("minutes"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("owner"), FieldPanel("status")]),
                FieldRowPanel([FieldPanel("due_on"), FieldPanel("due_text"), FieldPanel("done_on")]),
                FieldPanel("announced_meeting"),
            ],
            heading=_("Who, by when, where it stands"),
        ),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("sort_order")]),
    ]

    disclosure = SHOWN

    class Meta:
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "slug"], name="action_anchor_once_in_minutes")]

    def __str__(self):
        return self.text

    @property
    def anchor(self):
        return f"suite-{self.slug}"

    def preview_component(self):
        return FollowUp.of_action(self, today=timezone.localdate())

    @property
    def due_in_words(self):
        """The day or what was announced, or that it is to be specified."""
        if self.due_text:
            return self.due_text
        return format_day(self.due_on) if self.due_on else gettext("to be specified")

    def is_overdue(self, today):
        return self.status == self.Status.OPEN and self.due_on is not None and self.due_on < today


class FollowUpsPage(NetworkPage):
    """`/suites/`: decisions and action items, by the minutes they come from, the latest first."""

    PAGE_SIZE = 10
    """Minutes on a page."""
    DECISIONS = "decision"

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*NetworkPage.content_panels, FieldPanel("introduction")]
    template = "resources/follow_ups/page.html"
    parent_page_types = ["network.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("follow-ups")

    def get_context(self, request, *args, **kwargs):
        reader = reader_for(request)
        decisions = reader.visible(Decision.objects.filter(minutes__live=True), "minutes__")
        actions = reader.visible(ActionItem.objects.filter(minutes__live=True), "minutes__")
        counts = self.counts(decisions, actions)
        asked = request.GET.get("statut", "")
        status = asked if asked in counts else ""
        if status == self.DECISIONS:
            actions = actions.none()
        elif status:
            decisions, actions = decisions.none(), actions.filter(status=status)
        page = Paginator(self.minutes_with(decisions, actions), self.PAGE_SIZE).get_page(request.GET.get("page"))
        shown = list(page)
        return super().get_context(request, *args, **kwargs) | {
            "breadcrumb": Breadcrumb([], here=self.title),
            "head": PageHead(self.title, lead=self.summary),
            "tabs": status_tabs(counts, status, request.path),
            "groups": by_minutes(
                shown,
                decisions.filter(minutes__in=shown),
                actions.filter(minutes__in=shown).select_related("announced_meeting"),
                reader=reader,
                request=request,
                today=timezone.localdate(),
            ),
            "empty": nothing_yet(),
            "pagination": Pagination.of(page, request),
        }

    def counts(self, decisions, actions):
        """How many there are in each state, decisions under a name of their own: one query."""
        states = [
            decisions.order_by().annotate(state=Value(self.DECISIONS, output_field=models.CharField())),
            actions.order_by().annotate(state=F("status")),
        ]
        rows = [records.values_list("state").annotate(count=Count("pk")) for records in states]
        return Counter(dict(rows[0].union(rows[1], all=True)))

    def minutes_with(self, decisions, actions):
        """The minutes of these decisions and action items, the latest meeting first."""
        of_these = Exists(decisions.filter(minutes=OuterRef("pk"))) | Exists(actions.filter(minutes=OuterRef("pk")))
        return MinutesPage.objects.filter(of_these).latest_first().defer("body", "key_points")
