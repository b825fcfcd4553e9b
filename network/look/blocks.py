"""Blocks of text that any page may hold."""

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from network.look.pictures import picture_of

PROSE_FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]


class HeadingBlock(blocks.StructBlock):
    """A heading inside a text; its level is 2 or 3, its anchor is the block's own id unless given."""

    text = blocks.CharBlock(label=_("Heading"), max_length=200)
    level = blocks.ChoiceBlock(label=_("Level"), choices=[("2", "2"), ("3", "3")], default="2")

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "network/look/blocks/heading.html"


class FigureValue(blocks.StructValue):
    @property
    def picture(self):
        return picture_of(self["image"]) if self["image"] else None

    @property
    def credited_to(self):
        return self["credit"] or (self["image"].credit if self["image"] else "")


class FigureBlock(blocks.StructBlock):
    """A picture with its text alternative and credit."""

    image = ImageChooserBlock(label=_("Image"))
    alternative = blocks.CharBlock(
        label=_("Text alternative"),
        required=False,
        help_text=_("Empty only when the picture adds nothing to the text."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)
    credit = blocks.CharBlock(label=_("Credit"), required=False)

    class Meta:
        icon = "image"
        label = _("Figure")
        template = "network/look/blocks/figure.html"
        value_class = FigureValue

    def bulk_to_python(self, values):
        """All pictures of a text and their renditions in two queries, however many there are."""
        figures = super().bulk_to_python(values)
        prefetch_related_objects([figure["image"] for figure in figures if figure["image"]], "renditions")
        return figures


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "network/look/blocks/quote.html"


class KeyFigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Figure"), max_length=40)
    label = blocks.CharBlock(label=_("What it counts"), max_length=200)

    class Meta:
        icon = "order"
        label = _("Key figure")


class KeyFiguresBlock(blocks.StructBlock):
    figures = blocks.ListBlock(KeyFigureBlock(), label=_("Figures"), min_num=1)
    source = blocks.CharBlock(label=_("Source and date"), required=False)

    class Meta:
        icon = "order"
        label = _("Key figures")
        template = "network/look/blocks/key_figures.html"


class LinkBlock(blocks.StructBlock):
    """A link to somewhere else; without an address it says that the address is not known."""

    label = blocks.CharBlock(label=_("Label"), max_length=200)
    url = blocks.URLBlock(label=_("Address"), required=False)

    class Meta:
        icon = "link"
        label = _("Link")


class LinksBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1)

    class Meta:
        icon = "link"
        label = _("Further reading")
        template = "network/look/blocks/links.html"


class TimelineStepBlock(blocks.StructBlock):
    when = blocks.CharBlock(
        label=_("When"),
        max_length=60,
        help_text=_("As precisely as it is known: “2017”."),
    )
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.RichTextBlock(label=_("Text"), required=False, features=["bold", "italic", "link"])

    class Meta:
        icon = "date"
        label = _("Step")


class TimelineBlock(blocks.StructBlock):
    """What happened, in order, on the thread."""

    steps = blocks.ListBlock(TimelineStepBlock(), label=_("Steps"), min_num=1)

    class Meta:
        icon = "history"
        label = _("Timeline")
        template = "network/look/blocks/timeline.html"


class WorkingGroupsBlock(blocks.StructBlock):
    """The groups of the network, chosen from the directory so that their description is written once."""

    groups = blocks.ListBlock(
        SnippetChooserBlock("network.WorkingGroup"),
        label=_("Working groups"),
        min_num=1,
    )

    class Meta:
        icon = "group"
        label = _("Working groups")
        template = "network/look/blocks/working_groups.html"


class ProseStreamBlock(blocks.StreamBlock):
    """The text of ordinary pages."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        label=_("Paragraph"),
        features=PROSE_FEATURES,
        icon="pilcrow",
        template="network/look/blocks/paragraph.html",
    )
    key_figures = KeyFiguresBlock()
    quote = QuoteBlock()
    figure = FigureBlock()
    timeline = TimelineBlock()
    working_groups = WorkingGroupsBlock()
    links = LinksBlock()
    document = DocumentChooserBlock(label=_("Document"), template="network/look/blocks/document.html")
