"""The knowledge base in the admin: lists, filters and choosers."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenMultipleView, ChosenView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from events.models import AgendaItem, MeetingPage
from network.desk import only_readable
from resources.models import ActionItem, Decision, MinutesPage, Position, PracticePage, Question

SELECT, TITLE, PARENT, UPDATED, STATUS = IndexView.base_columns


class PracticeIndexView(IndexView):
    def annotate_queryset(self, pages):
        return super().annotate_queryset(pages.with_metropolis_name())


class PracticeViewSet(PageListingViewSet):
    name = "practices"
    model = PracticePage
    icon = "list-ul"
    menu_label = _("Practices")
    index_view_class = PracticeIndexView
    list_display = [
        SELECT,
        TITLE,
        Column("metropolis_name", label=_("Metropolis"), accessor="metropolis_name"),
        Column("approach", label=pgettext_lazy("practice", "Approach"), accessor="get_approach_display"),
        DateColumn("last_reviewed_on", label=_("Last reviewed"), width="14%"),
        STATUS,
    ]
    list_filter = ["metropolises", "approach", "status", "themes", "last_reviewed_on", "live"]


class MinutesViewSet(PageListingViewSet):
    name = "minutes"
    model = MinutesPage
    icon = "doc-full-inverse"
    menu_label = pgettext_lazy("of meetings", "Minutes")
    list_display = [
        SELECT,
        TITLE,
        PARENT,
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("version", label=_("Version"), accessor="version"),
        UPDATED,
        STATUS,
    ]
    list_filter = ["state", "published_on", "live"]


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    menu_label = _("Questions")
    list_display = ["text", "number", "meeting"]
    list_filter = ["meeting"]
    ordering = ["-meeting", "number"]
    copy_view_enabled = False

    def get_queryset(self, request):
        return Question.objects.select_related("meeting")


class PositionViewSet(SnippetViewSet):
    model = Position
    icon = "comment"
    menu_label = _("Positions")
    list_display = ["label", "metropolis", "question", "kind", "minutes"]
    list_filter = ["metropolis", "question", "kind", "minutes"]
    list_export = ["metropolis", "question", "kind", "label", "text", "minutes", "anchor"]
    list_per_page = 50
    search_fields = ["label", "text"]
    copy_view_enabled = False
    export_filename = "positions"

    def get_queryset(self, request):
        return Position.objects.select_related("metropolis", "question", "minutes").defer("minutes__body")


class DecisionViewSet(SnippetViewSet):
    model = Decision
    icon = "check"
    menu_label = _("Decisions")
    list_display = ["__str__", "decided_on", "minutes"]
    list_filter = ["minutes", "decided_on"]
    search_fields = ["text"]
    copy_view_enabled = False

    def get_queryset(self, request):
        return Decision.objects.select_related("minutes").defer("minutes__body")


class ActionItemViewSet(SnippetViewSet):
    model = ActionItem
    icon = "tasks"
    menu_label = _("Follow-ups")
    list_display = [
        "text",
        Column("owner", label=_("Who"), accessor=lambda action: action.owner or _("to be specified"), sort_key="owner"),
        Column("due", label=_("By when"), accessor="due_in_words", sort_key="due_on"),
        "status",
        "minutes",
    ]
    list_filter = ["status", "minutes", "due_on"]
    list_export = ["text", "details", "owner", "due_on", "due_text", "status", "done_on", "minutes"]
    search_fields = ["text", "details", "owner"]
    copy_view_enabled = False
    export_filename = "suites"

    def get_queryset(self, request):
        return ActionItem.objects.select_related("minutes").defer("minutes__body")


class ReadableAgendaItems:
    """The items of the meetings that the desk shows to whoever chooses."""

    @property
    def readable(self):
        meetings = only_readable(MeetingPage.objects.all(), self.request)
        return AgendaItem.objects.filter(meeting__in=meetings.values("pk"))

    def get_object_list(self):
        return self.readable

    def get_object(self, pk):
        return self.readable.get(pk=pk)

    def get_objects(self, pks):
        return self.readable.filter(pk__in=pks)


class ChooseAgendaItem(ReadableAgendaItems, ChooseView):
    pass


class AgendaItemResults(ReadableAgendaItems, ChooseResultsView):
    pass


class AgendaItemChosen(ReadableAgendaItems, ChosenView):
    pass


class AgendaItemsChosen(ReadableAgendaItems, ChosenMultipleView):
    pass


class AgendaItemChooserViewSet(ChooserViewSet):
    """Choosing the item of a programme at which something was discussed."""

    model = AgendaItem
    choose_view_class = ChooseAgendaItem
    choose_results_view_class = AgendaItemResults
    chosen_view_class = AgendaItemChosen
    chosen_multiple_view_class = AgendaItemsChosen
    icon = "list-ol"
    choose_one_text = _("Choose an agenda item")
    choose_another_text = _("Choose another agenda item")
    per_page = 20


class ResourcesViewSetGroup(SnippetViewSetGroup):
    items = (
        PracticeViewSet,
        MinutesViewSet,
        QuestionViewSet,
        PositionViewSet,
        DecisionViewSet,
        ActionItemViewSet,
    )
    menu_label = _("Resources")
    menu_icon = "folder-open-inverse"
    menu_order = 220
