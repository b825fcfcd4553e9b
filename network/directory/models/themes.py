"""The two-level taxonomy of themes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from network.audience.disclosure import SHOWN


class Theme(index.Indexed, models.Model):
    """A theme; the first level has no parent, the second one does."""

    code = models.SlugField(_("code"), max_length=20, unique=True, help_text=_("Short, stable, for example MOB-AIR."))
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent theme"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        limit_choices_to={"parent__isnull": True},
    )
    label = models.CharField(_("label"), max_length=120)
    search_terms = models.CharField(
        _("search terms"), max_length=255, blank=True, help_text=_("Other words for it, separated by commas.")
    )
    sort_order = models.PositiveIntegerField(_("order"), default=0)

    panels = [
        FieldPanel("label"),
        FieldPanel("parent"),
        FieldPanel("code"),
        FieldPanel("search_terms"),
    ]
    search_fields = [
        index.SearchField("label"),
        index.AutocompleteField("label"),
        index.SearchField("search_terms"),
        index.AutocompleteField("search_terms"),
    ]

    disclosure = SHOWN

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["sort_order", "label"]

    def __str__(self):
        return self.label
