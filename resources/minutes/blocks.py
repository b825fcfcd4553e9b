"""The text of minutes: typed sections, each with a stable anchor, made of paragraphs that can be cited."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from network.look.blocks import PROSE_FEATURES, FigureBlock, KeyFiguresBlock, LinksBlock, QuoteBlock
from resources.records.blocks import AnchorBlock, PageKeyBlock, SnippetKeyBlock, named

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


class PassageBlock(blocks.StructBlock):
    """A paragraph that can be cited, with the metropolises it speaks of."""

    text = blocks.RichTextBlock(label=_("Text"), features=PROSE_FEATURES)
    anchor = AnchorBlock()
    metropolises = blocks.ListBlock(
        SnippetKeyBlock("network.Metropolis", label=_("Metropolis")),
        label=_("Metropolises concerned"),
        required=False,
        default=[],
    )

    class Meta:
        icon = "pilcrow"
        label = _("Passage")
        label_format = "{text}"
        template = "resources/minutes/blocks/passage.html"
        form_layout = blocks.BlockGroup(children=["text", "metropolises"], settings=["anchor"])

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["metropolises"] = named(context.get("names", {}), "metropolis", value["metropolises"])
        return context


class QuestionAnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question asked"), max_length=255)
    answer = blocks.RichTextBlock(label=_("Answer"), features=PROSE_FEATURES)
    anchor = AnchorBlock()

    class Meta:
        icon = "help"
        label = _("Question and answer")
        label_format = "{question}"
        template = "resources/minutes/blocks/question_answer.html"
        form_layout = blocks.BlockGroup(children=["question", "answer"], settings=["anchor"])


class SubheadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Heading"), max_length=200)
    anchor = AnchorBlock()

    class Meta:
        icon = "title"
        label = _("Heading inside the section")
        label_format = "{text}"
        template = "resources/minutes/blocks/subheading.html"
        form_layout = blocks.BlockGroup(children=["text"], settings=["anchor"])


class PositionsBlock(blocks.StructBlock):
    """Prints the positions recorded in these minutes on one question."""

    question = SnippetKeyBlock("resources.Question", label=_("Question"))

    class Meta:
        icon = "form"
        label = _("Positions on a question")
        template = "resources/minutes/blocks/positions.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["question"] = context.get("names", {}).get(("question", value["question"]))
        context["answers"] = context.get("positions", {}).get(value["question"], [])
        return context


class CreditBlock(blocks.StructBlock):
    subject = blocks.CharBlock(label=_("Picture or document"), max_length=200)
    credit = blocks.CharBlock(label=_("Credit"), max_length=200)

    class Meta:
        icon = "user"
        label = _("Credit")
        template = "resources/minutes/blocks/credit.html"


class SectionContentBlock(blocks.StreamBlock):
    passage = PassageBlock()
    subheading = SubheadingBlock()
    question_answer = QuestionAnswerBlock()
    key_figures = KeyFiguresBlock()
    positions = PositionsBlock()
    quote = QuoteBlock()
    figure = FigureBlock()
    links = LinksBlock()
    document = DocumentChooserBlock(label=_("Document"), template="network/look/blocks/document.html")
    credit = CreditBlock()


class SectionBlock(blocks.StructBlock):
    """A section of the minutes, of one type, under its own heading and anchor."""

    type = blocks.ChoiceBlock(label=_("Type"), choices=SECTION_TYPES)
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    anchor = AnchorBlock()
    practice = PageKeyBlock(
        label=_("Practice visited or presented"), page_type="resources.PracticePage", required=False
    )
    themes = blocks.ListBlock(
        SnippetKeyBlock("network.Theme", label=_("Theme")), label=_("Themes"), required=False, default=[]
    )
    content = SectionContentBlock(label=_("Content"), required=False)

    class Meta:
        icon = "list-ul"
        label = _("Section")
        label_format = "{title}"
        template = "resources/minutes/blocks/section.html"
        form_layout = blocks.BlockGroup(
            children=["type", "title", "content"], settings=["anchor", "practice", "themes"]
        )

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        names = context.get("names", {})
        context["themes"] = named(names, "theme", value["themes"])
        context["practice"] = names.get(("practice", value["practice"]))
        context["type_label"] = dict(SECTION_TYPES).get(value["type"], "")
        return context


class MinutesStreamBlock(blocks.StreamBlock):
    section = SectionBlock()

    class Meta:
        collapsed = True
