"""What was agreed, and who does what by when: `/suites/`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField

from network.models import NetworkPage


class Decision(models.Model):
    minutes = models.ForeignKey(
        "resources.MinutesPage", verbose_name=_("minutes"), on_delete=models.PROTECT, related_name="decisions"
    )
    text = models.TextField(_("decision"))
    decided_on = models.DateField(_("date"), null=True, blank=True)
    agreed_how = models.CharField(_("how it was agreed"), max_length=160, blank=True)
    slug = models.SlugField(_("anchor"), max_length=80)

    panels = [
        FieldPanel("minutes"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("decided_on"), FieldPanel("agreed_how")]),
        FieldPanel("slug"),
    ]

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "slug"], name="decision_anchor_once_in_minutes")]

    def __str__(self):
        return self.text


class ActionItem(models.Model):
    """Owner and date may be unknown; lists then say « à préciser »."""

    class Status(models.TextChoices):
        UNKNOWN = "unknown", _("Follow-up not known")
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    minutes = models.ForeignKey(
        "resources.MinutesPage", verbose_name=_("minutes"), on_delete=models.PROTECT, related_name="action_items"
    )
    text = models.CharField(_("what"), max_length=255)
    details = models.TextField(_("details"), blank=True)
    owner = models.CharField(_("who"), max_length=160, blank=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    due_text = models.CharField(_("by when, as announced"), max_length=160, blank=True)
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
    slug = models.SlugField(_("anchor"), max_length=80)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldPanel("minutes"),
        FieldPanel("text"),
        FieldPanel("details"),
        FieldRowPanel([FieldPanel("owner"), FieldPanel("status")]),
        FieldRowPanel([FieldPanel("due_on"), FieldPanel("due_text"), FieldPanel("done_on")]),
        FieldPanel("announced_meeting"),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("sort_order")]),
    ]

    class Meta:
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "slug"], name="action_anchor_once_in_minutes")]

    def __str__(self):
        return self.text


class FollowUpsPage(NetworkPage):
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*NetworkPage.content_panels, FieldPanel("introduction")]
    template = "resources/pages/follow_ups.html"
    parent_page_types = ["network.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("follow-ups")
