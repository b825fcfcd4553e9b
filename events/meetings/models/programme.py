"""The programme of a meeting."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from events.meetings.models.documents import AttachedDocument
from events.moments import LocalMoment
from events.vocabularies import AgendaItemKind
from network.audience.disclosure import SHOWN, Disclosure


class AgendaItem(ClusterableModel, Orderable):
    """A part of a meeting's programme; its place in the list is its order."""

    Kind = AgendaItemKind

    meeting = ParentalKey("events.MeetingPage", on_delete=models.CASCADE, related_name="agenda_items")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.PRESENTATION)
    title = models.CharField(_("title"), max_length=255)
    anchor = models.SlugField(
        _("anchor"),
        max_length=80,
        blank=True,
        help_text=_("Stable name in links. Leave it empty: it is made from the title."),
    )
    starts_at = LocalMoment(
        _("starts"),
        null=True,
        blank=True,
        help_text=_("In the time zone of the meeting. Empty: when the item before it ends."),
    )
    length_min = models.PositiveSmallIntegerField(
        _("length, in minutes"),
        null=True,
        blank=True,
        help_text=_("Empty: until the next item starts, if that has an hour."),
    )
    description = models.TextField(_("description"), blank=True)
    place = models.CharField(_("room or place"), max_length=160, blank=True)
    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("place")]),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("length_min")]),
        FieldPanel("description"),
        InlinePanel("speakers", heading=_("Speakers and facilitators"), label=_("Person"), classname="collapsed"),
        InlinePanel("documents", heading=_("Documents"), label=_("Document"), classname="collapsed"),
        InlinePanel("citations", heading=_("Cited pages"), label=_("Cited page"), classname="collapsed"),
        FieldPanel("anchor"),
    ]

    disclosure = SHOWN

    class Meta(Orderable.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")

    def __str__(self):
        return self.title


class AgendaItemSpeaker(Orderable):
    class Capacity(models.TextChoices):
        SPEAKER = "speaker", _("Speaker")
        FACILITATOR = "facilitator", _("Facilitator")

    item = ParentalKey(AgendaItem, on_delete=models.CASCADE, related_name="speakers")
    person = models.ForeignKey(
        "network.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="agenda_speeches",
    )
    capacity = models.CharField(_("capacity"), max_length=12, choices=Capacity.choices, default=Capacity.SPEAKER)
    role_text = models.CharField(_("role that day"), max_length=255, blank=True)
    metropolis = models.ForeignKey(
        "network.Metropolis",
        verbose_name=_("metropolis"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("For which she or he speaks that day."),
    )

    panels = [
        FieldRowPanel([FieldPanel("person"), FieldPanel("capacity")]),
        FieldRowPanel([FieldPanel("role_text"), FieldPanel("metropolis")]),
    ]

    disclosure = Disclosure(on_pages=True, words={"item": _("Point of the programme")})

    class Meta(Orderable.Meta):
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def __str__(self):
        return str(self.person)


class AgendaItemDocument(AttachedDocument):
    item = ParentalKey(AgendaItem, on_delete=models.CASCADE, related_name="documents")

    disclosure = SHOWN

    class Meta(AttachedDocument.Meta):
        abstract = False


class AgendaItemCitation(Orderable):
    """A page that an item speaks of: a practice, minutes, another meeting."""

    item = ParentalKey(AgendaItem, on_delete=models.CASCADE, related_name="citations")
    page = models.ForeignKey("wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("page")]

    disclosure = SHOWN

    class Meta(Orderable.Meta):
        verbose_name = _("cited page")
        verbose_name_plural = _("cited pages")

    def __str__(self):
        return str(self.page)
