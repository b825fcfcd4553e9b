"""Blocks that any text of the knowledge base may hold: a chosen record kept as its key, a stable anchor."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class KeptAsKey:
    """A chooser whose value is the key of the chosen object, not the object.

    Wagtail fetches what each kind of chooser points to in a query of its own.
    The minutes have four kinds of them; kept as keys, the page looks all the
    names up in one query (``MinutesPage.names``) and gives them to the blocks'
    templates as ``names``.
    """

    def to_python(self, value):
        return value

    def bulk_to_python(self, values):
        return list(values)

    def normalize(self, value):
        return getattr(value, "pk", value)

    def get_prep_value(self, value):
        return value

    def value_from_form(self, value):
        return getattr(value, "pk", value)

    def extract_references(self, value):
        if value is not None:
            yield self.model_class, str(value), "", ""

    def render_basic(self, value, context=None):
        """What the comparison of two versions shows."""
        chosen = self.model_class._default_manager.filter(pk=value).first()
        return format_html("{}", chosen or "")


class SnippetKeyBlock(KeptAsKey, SnippetChooserBlock):
    pass


class PageKeyBlock(KeptAsKey, blocks.PageChooserBlock):
    pass


def named(names, kind, keys):
    """The names of the chosen objects that still exist, in the order chosen."""
    return [names[kind, key] for key in keys if (kind, key) in names]


class AnchorBlock(blocks.RegexBlock):
    """A name usable in an address; one is given on saving when it is left empty."""

    def __init__(self, **kwargs):
        super().__init__(
            regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
            error_messages={"invalid": _("Small letters, digits and hyphens only, for example “echanges-bordeaux”.")},
            label=_("Anchor"),
            required=False,
            max_length=80,
            help_text=_(
                "Stable name in links to this passage; given by itself if empty. Never change it once published."
            ),
            **kwargs,
        )
