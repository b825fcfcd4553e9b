"""The text inside documents, and the pages by which readers find them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.audience.disclosure import NOT_SHOWN, Disclosure
from network.documents.extraction.reading import Problem
from network.documents.models.media import NetworkDocument


class DocumentText(models.Model):
    """What was read of one document's file. A problem may stand beside pages: those read before it."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting to be read")
        DONE = "done", _("read")
        FAILED = "failed", _("not readable")

    document = models.OneToOneField(
        NetworkDocument, verbose_name=_("document"), on_delete=models.CASCADE, related_name="extracted_text"
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    problem = models.CharField(_("problem"), max_length=20, choices=Problem.choices, blank=True)
    pages_count = models.PositiveIntegerField(
        _("number of pages"), default=0, help_text=_("Those the file has; 0 where its format knows no pages.")
    )
    file_hash = models.CharField(max_length=40, blank=True)
    """SHA-1 of the file that was read: another one is read again."""
    read_at = models.DateTimeField(_("read on"), null=True, blank=True)

    disclosure = NOT_SHOWN

    class Meta:
        verbose_name = _("text of a document")
        verbose_name_plural = _("texts of documents")
        ordering = ["document__title"]

    def __str__(self):
        return f"{self.document.title}: {self.get_state_display()}"


class DocumentPage(models.Model):
    """The text of one page, numbered from 1 as PDF readers number them; a format without pages has one."""

    text = models.ForeignKey(DocumentText, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    content = models.TextField()

    disclosure = Disclosure(on_pages=False, names_people=True, secret=("content",))

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="document_page_once")]

    def __str__(self):
        return f"{self.text_id}, {self.number}"


class DocumentCarrier(models.Model):
    """A published page by which a document is found: one for each audience that has no wider one."""

    document = models.ForeignKey(NetworkDocument, on_delete=models.CASCADE, related_name="carriers")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    disclosure = NOT_SHOWN

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["document", "page"], name="document_carrier_once")]

    def __str__(self):
        return f"{self.document_id}, {self.page_id}"
