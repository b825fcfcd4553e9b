"""Meetings and the pages that list them: `/agenda/`, `/agenda/<year>/`, `/agenda/<year>/<slug>/`."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import RichTextField

from events.vocabularies import TIME_ZONES, MeetingFormat, MeetingKind, MeetingStatus
from network.models import NetworkPage


class AgendaPage(RoutablePageMixin, NetworkPage):
    introduction = RichTextField(
        _("introduction"), blank=True, features=["bold", "italic", "link"]
    )

    content_panels = [*NetworkPage.content_panels, FieldPanel("introduction")]
    template = "events/pages/agenda.html"
    parent_page_types = ["network.HomePage"]
    subpage_types = ["events.AgendaYearPage", "events.MeetingPage"]
    max_count = 1

    class Meta:
        verbose_name = _("agenda")


class AgendaYearPage(NetworkPage):
    """The meetings of one year, so that `/agenda/2022/<slug>/` is an address of the tree."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)

    content_panels = [*NetworkPage.content_panels, FieldPanel("year")]
    template = "events/pages/agenda_year.html"
    parent_page_types = ["events.AgendaPage"]
    subpage_types = ["events.MeetingPage"]

    class Meta:
        verbose_name = _("year of the agenda")
        verbose_name_plural = _("years of the agenda")


class MeetingPage(NetworkPage):
    """A meeting: in person, remote or hybrid. What is not known stays empty, and the page says so."""

    Kind = MeetingKind
    Format = MeetingFormat
    Status = MeetingStatus

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind.choices,
        blank=True,
        help_text=_("Empty when it is not known yet."),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.CONFIRMED
    )
    format = models.CharField(
        _("format"),
        max_length=10,
        choices=Format.choices,
        blank=True,
        help_text=_("Empty when it is not known yet."),
    )
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    hours_are_known = models.BooleanField(
        _("hours are known"),
        default=True,
        help_text=_("Untick when only the days are known."),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=40, choices=TIME_ZONES, default="Europe/Paris"
    )
    date_as_announced = models.CharField(
        _("date as announced"),
        max_length=160,
        blank=True,
        help_text=_("When no date is set: “in spring 2023”."),
    )
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    host = models.ForeignKey(
        "network.Metropolis",
        verbose_name=_("host metropolis"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_meetings",
    )
    working_group = models.ForeignKey(
        "network.WorkingGroup",
        verbose_name=_("working group"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
    )
    venue_name = models.CharField(_("venue"), max_length=200, blank=True)
    venue_address = models.CharField(_("address"), max_length=255, blank=True)
    venue_access = models.TextField(
        _("access"),
        blank=True,
        help_text=_("Step-free access, hearing loop, public transport."),
    )
    remote_link = models.URLField(
        _("remote link"),
        blank=True,
        help_text=_("Seen only by those invited or registered; never in public pages."),
    )
    remote_instructions = models.TextField(_("how to join remotely"), blank=True)
    introduction = RichTextField(
        _("presentation"), blank=True, features=["bold", "italic", "link", "ul", "ol"]
    )
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    themes = ParentalManyToManyField(
        "network.Theme", verbose_name=_("themes"), blank=True, related_name="meetings"
    )
    is_sample = models.BooleanField(
        _("sample"),
        default=False,
        help_text=_("Shown with a clear mark: this meeting does not exist."),
    )

    content_panels = [
        *NetworkPage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("status"), FieldPanel("format")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("hours_are_known"), FieldPanel("time_zone")]),
                FieldRowPanel(
                    [FieldPanel("date_as_announced"), FieldPanel("announced_on")]
                ),
            ],
            heading=_("Date"),
        ),
        FieldRowPanel([FieldPanel("host"), FieldPanel("working_group")]),
        FieldPanel("introduction"),
        FieldPanel("themes"),
        FieldPanel("contact"),
    ]
    place_panels = [
        MultiFieldPanel(
            [
                FieldPanel("venue_name"),
                FieldPanel("venue_address"),
                FieldPanel("venue_access"),
            ],
            heading=_("On site"),
        ),
        MultiFieldPanel(
            [FieldPanel("remote_link"), FieldPanel("remote_instructions")],
            heading=_("Remotely"),
        ),
    ]
    programme_panels = [
        InlinePanel("agenda_items", heading=_("Programme"), label=_("Agenda item"))
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Meeting")),
            ObjectList(place_panels, heading=_("Place and link")),
            ObjectList(programme_panels, heading=_("Programme")),
            ObjectList(NetworkPage.promote_panels, heading=_("Promote")),
            ObjectList(
                [*NetworkPage.settings_panels, FieldPanel("is_sample")],
                heading=_("Settings"),
            ),
        ]
    )
    template = "events/pages/meeting.html"
    parent_page_types = ["events.AgendaYearPage", "events.AgendaPage"]

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [models.Index(fields=["starts_at"], name="meeting_by_start")]

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError(
                {
                    "ends_at": _(
                        "The end comes before the start. Set an end after the start."
                    )
                }
            )
        if bool(self.starts_at) != bool(self.ends_at):
            missing = "ends_at" if self.starts_at else "starts_at"
            raise ValidationError(
                {missing: _("Give both the start and the end, or neither.")}
            )
