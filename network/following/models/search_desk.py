"""What the team sees and decides of search: words that found nothing, pages put forward."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from network.audience.disclosure import NOT_SHOWN, SHOWN
from search import analysis


class UnansweredSearch(models.Model):
    """How often some words found nothing on one day. Holds nothing of who asked."""

    words = models.CharField(_("words"), max_length=100)
    day = models.DateField(_("day"), db_index=True)
    count = models.PositiveIntegerField(_("times"), default=0)

    disclosure = NOT_SHOWN

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ["-day", "words"]
        constraints = [models.UniqueConstraint(fields=["words", "day"], name="unanswered_once_a_day")]

    def __str__(self):
        return self.words


class PromotedResult(models.Model):
    """A page shown before the results of a search that holds certain words.

    Not Wagtail's own promotions: those match the letters of the whole query, so that « élues » and « élu·e·s », or an
    acronym and its expansion, would each need theirs.
    """

    words = models.CharField(
        _("words"),
        max_length=200,
        help_text=_(
            "The page is shown when a search holds all the words of one of these expressions, separated by commas. "
            "Plurals, feminines, accents and acronyms are recognised."
        ),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Shown to those who may see it only."),
    )
    text = models.CharField(
        _("why this page"), max_length=200, blank=True, help_text=_("One sentence, shown under its title.")
    )
    sort_order = models.IntegerField(_("order"), default=0, help_text=_("The smallest number comes first."))

    panels = [FieldPanel("words"), FieldPanel("page"), FieldPanel("text"), FieldPanel("sort_order")]

    disclosure = SHOWN

    class Meta:
        verbose_name = _("page put forward")
        verbose_name_plural = _("pages put forward")
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return self.words

    def clean(self):
        if self.words and not self.expressions:
            raise ValidationError({"words": _("These words are in almost every text: name at least one that is not.")})

    @property
    def expressions(self):
        """The analysed words of each expression."""
        found = (frozenset(analysis.terms(expression)) for expression in self.words.split(","))
        return [terms for terms in found if terms]

    def is_for(self, terms):
        """Whether a search for these analysed words holds one of the expressions."""
        return any(expression <= terms for expression in self.expressions)
