"""The lists of minutes and positions in the desk."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from resources.minutes.models import MinutesPage
from resources.minutes.positions import Position

SELECT, TITLE, PARENT, UPDATED, STATUS = IndexView.base_columns


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
