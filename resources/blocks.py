"""The text of minutes: typed sections, each with a stable anchor, made of paragraphs that can be cited."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from network.blocks import PROSE_FEATURES, FigureBlock, KeyFiguresBlock, LinksBlock, QuoteBlock

SECTION_TYPES = [
    ("context", pgettext_lazy("minutes section", "Context")),
    ("host_presentation", pgettext_lazy("minutes section", "Host presentation")),
    ("field_visit", pgettext_lazy("minutes section", "Field visit")),
    ("qa", pgettext_lazy("minutes section", "Questions and answers")),
    ("position_matrix", pgettext_lazy("minutes section", "Positions")),
    ("exchange", pgettext_lazy("minutes section", "Discussion")),
    ("decision", pgettext_lazy("minutes section", "Decision")),
    ("action", pgettext_lazy("minutes section", "Action")),
    ("resource", pgettext_lazy("minutes section", "Resources")),
    ("credits", pgettext_lazy("minutes section", "Credits")),
]


class AnchorBlock(blocks.RegexBlock):
    """A name usable in an address; empty means that the block's own id serves."""

    def __init__(self, **kwargs):
        super().__init__(
            regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
            error_messages={"invalid": _("Small letters, digits and hyphens only, for example “echanges-bordeaux”.")},
            label=_("Anchor"),
            required=False,
            max_length=80,
            help_text=_("Stable name in links to this passage. Never change it once published."),
            **kwargs,
        )


class PassageBlock(blocks.StructBlock):
    """A paragraph that can be cited, with the metropolises it speaks of."""

    text = blocks.RichTextBlock(label=_("Text"), features=PROSE_FEATURES)
    anchor = AnchorBlock()
    metropolises = blocks.ListBlock(
        SnippetChooserBlock("network.Metropolis"), label=_("Metropolises concerned"), required=False, default=[]
    )

    class Meta:
        icon = "pilcrow"
        label = _("Passage")
        template = "resources/blocks/passage.html"


class QuestionAnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question asked"), max_length=255)
    answer = blocks.RichTextBlock(label=_("Answer"), features=PROSE_FEATURES)
    anchor = AnchorBlock()

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "resources/blocks/question_answer.html"


class SubheadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Heading"), max_length=200)
    anchor = AnchorBlock()

    class Meta:
        icon = "title"
        label = _("Heading inside the section")
        template = "resources/blocks/subheading.html"


class PositionsBlock(blocks.StructBlock):
    """Prints the positions recorded in these minutes on one question."""

    question = SnippetChooserBlock("resources.Question", label=_("Question"))

    class Meta:
        icon = "form"
        label = _("Positions on a question")
        template = "resources/blocks/positions.html"


class CreditBlock(blocks.StructBlock):
    subject = blocks.CharBlock(label=_("Picture or document"), max_length=200)
    credit = blocks.CharBlock(label=_("Credit"), max_length=200)

    class Meta:
        icon = "user"
        label = _("Credit")
        template = "resources/blocks/credit.html"


class SectionContentBlock(blocks.StreamBlock):
    passage = PassageBlock()
    subheading = SubheadingBlock()
    question_answer = QuestionAnswerBlock()
    key_figures = KeyFiguresBlock()
    positions = PositionsBlock()
    quote = QuoteBlock()
    figure = FigureBlock()
    links = LinksBlock()
    document = DocumentChooserBlock(label=_("Document"), template="network/blocks/document.html")
    credit = CreditBlock()


class SectionBlock(blocks.StructBlock):
    """A section of the minutes, of one type, under its own heading and anchor."""

    type = blocks.ChoiceBlock(label=_("Type"), choices=SECTION_TYPES)
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    anchor = AnchorBlock()
    practice = blocks.PageChooserBlock(
        label=_("Practice visited or presented"), page_type="resources.PracticePage", required=False
    )
    themes = blocks.ListBlock(SnippetChooserBlock("network.Theme"), label=_("Themes"), required=False, default=[])
    content = SectionContentBlock(label=_("Content"), required=False)

    class Meta:
        icon = "list-ul"
        label = _("Section")
        template = "resources/blocks/section.html"


class MinutesStreamBlock(blocks.StreamBlock):
    section = SectionBlock()
