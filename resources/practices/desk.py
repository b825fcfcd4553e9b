"""The list of practices in the desk."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from resources.practices.models import PracticePage

SELECT, TITLE, _PARENT, _UPDATED, STATUS = IndexView.base_columns


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
