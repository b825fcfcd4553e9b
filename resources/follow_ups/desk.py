"""The lists of decisions and action items in the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from resources.follow_ups.models import ActionItem, Decision


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
