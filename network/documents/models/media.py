"""Images and documents with what the law and good manners ask for: credit, licence, language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from network.audience.disclosure import SHOWN, Disclosure


class NetworkImage(AbstractImage):
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Who made the picture."))
    licence = models.CharField(_("licence"), max_length=120, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit", "licence")

    disclosure = Disclosure(on_pages=True, told=("title", "created_at"), title=_("Images"))


class NetworkRendition(AbstractRendition):
    image = models.ForeignKey(NetworkImage, on_delete=models.CASCADE, related_name="renditions")

    disclosure = SHOWN

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class NetworkDocument(AbstractDocument):
    credit = models.CharField(_("author or source"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    html_version_url = models.URLField(
        _("accessible version"), blank=True, help_text=_("Address of the same text as a web page, if there is one.")
    )

    admin_form_fields = (*Document.admin_form_fields, "credit", "licence", "html_version_url")

    disclosure = Disclosure(on_pages=True, told=("title", "created_at"))
