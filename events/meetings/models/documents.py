"""Documents that a meeting, or a part of its programme, is prepared with."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from network.audience.disclosure import SHOWN
from network.documents.models.media import NetworkDocument


class AttachedDocument(Orderable):
    """A document of the library. Who may open it follows the page that carries it (`network/documents/access.py`)."""

    document = models.ForeignKey(
        NetworkDocument, verbose_name=_("document"), on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(
        _("note"), max_length=160, blank=True, help_text=_("What it is, when its title does not say it.")
    )

    panels = [FieldPanel("document"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self):
        return str(self.document)


class MeetingDocument(AttachedDocument):
    meeting = ParentalKey("events.MeetingPage", on_delete=models.CASCADE, related_name="documents")

    disclosure = SHOWN

    class Meta(AttachedDocument.Meta):
        abstract = False
