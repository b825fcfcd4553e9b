"""The sessions of a meeting that takes place in several parts, each with its own hours, format, room and link."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from events.moments import LocalMoment
from events.vocabularies import MeetingFormat
from network.audience.disclosure import Disclosure


class MeetingSession(Orderable):
    """A part of a meeting with a format of its own, such as a day on site or an online day a week later.

    A meeting without sessions is one session, itself. What people answer is not part of the page's revisions:
    it names the session by ``key``, which an old draft published again brings back unchanged.
    """

    Format = MeetingFormat

    meeting = ParentalKey("events.MeetingPage", on_delete=models.CASCADE, related_name="sessions")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=160)
    starts_at = LocalMoment(_("starts"), help_text=_("In the time zone of the meeting."))
    ends_at = LocalMoment(_("ends"))
    format = models.CharField(_("format"), max_length=10, choices=MeetingFormat.choices)
    place = models.CharField(
        _("room or place"), max_length=200, blank=True, help_text=_("Empty: the venue of the meeting.")
    )
    remote_link = models.URLField(
        _("remote link"), blank=True, help_text=_("Empty: the link of the meeting. Seen only by those registered.")
    )
    capacity_on_site = models.PositiveIntegerField(_("places on site"), null=True, blank=True)
    capacity_remote = models.PositiveIntegerField(_("places remotely"), null=True, blank=True)

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("format")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("remote_link")]),
        FieldRowPanel([FieldPanel("capacity_on_site"), FieldPanel("capacity_remote")]),
    ]

    disclosure = Disclosure(on_pages=True, technical=("key",))

    class Meta(Orderable.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The session ends before it starts. Set an end after the start.")})
