"""The page of a meeting, `/agenda/<year>/<slug>/`."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField

from events.meetings import reminder_days
from events.meetings.components.when import meeting_when
from events.meetings.models.panels import edit_handler
from events.meetings.models.programme import AgendaItemCitation, AgendaItemDocument, AgendaItemSpeaker
from events.meetings.models.querysets import MeetingManager, start_of_day
from events.meetings.page import page_context
from events.meetings.remarks import programme_remarks
from events.moments import LocalMoment
from events.vocabularies import TIME_ZONES, KnownAnswer, MeetingFormat, MeetingKind, MeetingStatus, Registration
from network.directory.models.pages import NetworkPage
from network.look.free_names import first_free
from network.mail.outbox import absolute

MOST_DAYS = 60


def days_between(start, end):
    """How many days a meeting lasts, its first and its last included when it takes hours of both."""
    return -(-(end - start) // timedelta(days=1))


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
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.CONFIRMED)
    format = models.CharField(
        _("format"),
        max_length=10,
        choices=Format.choices,
        blank=True,
        help_text=_("Empty when it is not known yet."),
    )
    starts_at = LocalMoment(
        _("starts"),
        null=True,
        blank=True,
        help_text=_("The hour on the clocks of the time zone chosen here: nine in the morning in Réunion is 9:00."),
    )
    ends_at = LocalMoment(_("ends"), null=True, blank=True)
    hours_are_known = models.BooleanField(
        _("hours are known"),
        default=True,
        help_text=_("Untick when only the days are known."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        choices=TIME_ZONES,
        default="Europe/Paris",
        help_text=_("All hours of this form are those of this zone. The page also gives them in Paris time."),
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
    venue_map_url = models.URLField(_("link to a map"), blank=True)
    venue_step_free = models.CharField(
        _("step-free access"), max_length=3, choices=KnownAnswer.choices, blank=True, help_text=_("Empty: not known.")
    )
    venue_hearing_loop = models.CharField(
        _("hearing loop"), max_length=3, choices=KnownAnswer.choices, blank=True, help_text=_("Empty: not known.")
    )
    venue_access = models.TextField(
        _("access"),
        blank=True,
        help_text=_("Public transport, entrance, anything else to know before coming."),
    )
    capacity_on_site = models.PositiveIntegerField(
        _("places on site"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    capacity_remote = models.PositiveIntegerField(
        _("places remotely"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    registration = models.CharField(
        _("registration"), max_length=10, choices=Registration.choices, default=Registration.INVITED
    )
    registration_opens_at = LocalMoment(_("registration opens"), null=True, blank=True)
    registration_closes_at = LocalMoment(
        _("answers until"), null=True, blank=True, help_text=_("Empty: until the meeting starts.")
    )
    remote_link = models.URLField(
        _("remote link"),
        blank=True,
        help_text=_("Seen only by those invited or registered; never in public pages."),
    )
    remote_code = models.CharField(_("access code"), max_length=80, blank=True)
    remote_phone = models.CharField(_("telephone to join"), max_length=80, blank=True)
    remote_opens_min = models.PositiveSmallIntegerField(_("room opens, in minutes before"), null=True, blank=True)
    remote_instructions = models.TextField(_("how to join remotely"), blank=True)
    introduction = RichTextField(_("presentation"), blank=True, features=["bold", "italic", "link", "ul", "ol"])
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    themes = ParentalManyToManyField("network.Theme", verbose_name=_("themes"), blank=True, related_name="meetings")
    reminder_days = models.CharField(
        _("reminders"),
        max_length=40,
        blank=True,
        default=reminder_days.DEFAULT,
        help_text=_(
            "How many days before, separated by commas. Those who come are reminded, those who have not answered are "
            "asked again. Empty: no reminder."
        ),
    )
    change_explanation = models.CharField(
        _("word of explanation"),
        max_length=500,
        blank=True,
        help_text=_(
            "Needed when the date, the place, the format or the link of a published meeting changes, or when it is "
            "cancelled: everyone concerned receives it by mail, with the old and the new, and the page shows it."
        ),
    )
    is_sample = models.BooleanField(
        _("sample"),
        default=False,
        help_text=_("Shown with a clear mark: this meeting does not exist."),
    )

    edit_handler = edit_handler
    template = "events/meetings/meeting.html"
    parent_page_types = ["events.AgendaYearPage", "events.AgendaPage"]

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [models.Index(fields=["starts_at"], name="meeting_by_start")]

    objects = MeetingManager()

    def clean(self):
        super().clean()
        try:
            reminder_days.read_days(self.reminder_days)
        except ValidationError as error:
            raise ValidationError({"reminder_days": error.messages}) from error
        if not self.hours_are_known:
            self.fill_days()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("The end comes before the start. Set an end after the start.")})
        if self.starts_at and self.ends_at and (days := days_between(self.starts_at, self.ends_at)) > MOST_DAYS:
            raise ValidationError(
                {
                    "ends_at": _(
                        "This meeting would last %(days)d days; %(most)d is the most. Check the year and the month, "
                        "or make several meetings."
                    )
                    % {"days": days, "most": MOST_DAYS}
                }
            )
        self.name_anchors()

    def fill_days(self):
        """Without hours, a meeting lasts from the first minute of its first day to the last of its last."""
        zone = ZoneInfo(self.time_zone)
        if self.starts_at:
            self.starts_at = datetime.combine(self.starts_at.astimezone(zone), time(), zone)
        if self.ends_at:
            self.ends_at = datetime.combine(self.ends_at.astimezone(zone), time(23, 59), zone)

    def name_anchors(self):
        """Give each agenda item a name that stays, so that links to it hold when its title changes."""
        taken = {item.anchor for item in self.agenda_items.all()}
        for item in self.agenda_items.all():
            if not item.anchor:
                item.anchor = first_free(slugify(item.title)[:70] or "point", taken)
                taken.add(item.anchor)

    @property
    def when(self):
        """Its date in words, else what was announced."""
        return meeting_when(self)

    @property
    def venue_line(self):
        """« Salle haute, 2 cours du Champ-de-Mars », as much of it as is known."""
        return ", ".join(part for part in (self.venue_name, self.venue_address) if part)

    @property
    def address(self):
        """The whole address of its page, for mails and calendars, whoever asks; the agenda's where it has none."""
        return absolute(self.get_url() or "/agenda/")

    def is_over(self, now=None):
        now = now or timezone.now()
        return bool(self.starts_at) and (self.ends_at < now if self.ends_at else self.starts_at < start_of_day(now))

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | page_context(self, request)

    def find_relations(self):
        """Fetch host, working group and labels of themes in one query instead of three."""
        found = MeetingPage.objects.filter(pk=self.pk).select_related("host", "working_group")
        rows = list(
            found.only("host", "working_group")
            .annotate(theme=models.F("themes__pk"), theme_label=models.F("themes__label"))
            .order_by("themes__sort_order")
        )
        self.host, self.working_group = rows[0].host, rows[0].working_group
        self.theme_labels = [row.theme_label for row in rows if row.theme]

    @cached_property
    def theme_labels(self):
        return [theme.label for theme in self.themes.all()]

    @property
    def documents_to_list(self):
        """Documents of the meeting with what a page prints of them; from memory in a preview."""
        return self.documents.all() if self.documents.is_deferring else self.documents.select_related("document")

    @property
    def items_to_list(self):
        """The programme with what a page prints of it; in a preview items and speakers are in memory, some not saved yet."""
        items = self.agenda_items.all()
        if self.agenda_items.is_deferring:
            return items
        return items.prefetch_related(
            Prefetch("speakers", AgendaItemSpeaker.objects.select_related("person", "metropolis")),
            Prefetch("documents", AgendaItemDocument.objects.select_related("document")),
            Prefetch("citations", AgendaItemCitation.objects.select_related("page")),
        )

    def programme_remarks(self):
        return programme_remarks(self)

    @property
    def attendances_to_list(self):
        return self.attendances.select_related("person", "metropolis")
