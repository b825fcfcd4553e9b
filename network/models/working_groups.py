"""Working groups (chantiers) inside the network."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index


class WorkingGroup(index.Indexed, models.Model):
    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    description = models.TextField(_("description"), blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    started_text = models.CharField(
        _("start as known"), max_length=80, blank=True, help_text=_("When only the year is known, for example “2017”.")
    )
    is_active = models.BooleanField(_("active"), default=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("slug"),
        FieldPanel("description"),
        FieldPanel("started_on"),
        FieldPanel("started_text"),
        FieldPanel("is_active"),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        ordering = ["title"]

    def __str__(self):
        return self.title
