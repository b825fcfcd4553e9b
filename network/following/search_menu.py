"""The desk « Recherche » in the menu of the admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from network.following import desk
from network.following.models.search_desk import PromotedResult


class DeskMenuItem(MenuItem):
    def is_shown(self, request):
        return desk.may_tend_search(request.user)


class DeskViewSet(ViewSet):
    """One page of the desk."""

    view_class = None
    menu_item_class = DeskMenuItem

    @property
    def icon(self):
        return self.view_class.header_icon

    @property
    def menu_label(self):
        return self.view_class.page_title

    def get_urlpatterns(self):
        return [path("", self.view_class.as_view(), name="index")]


class UnansweredViewSet(DeskViewSet):
    name, url_prefix, view_class = "unanswered_searches", "recherche/sans-resultat", desk.UnansweredView


class StatusViewSet(DeskViewSet):
    name, url_prefix, view_class = "search_status", "recherche/index", desk.StatusView


class DocumentsViewSet(DeskViewSet):
    name, url_prefix, view_class = "search_documents", "recherche/documents", desk.DocumentsView


class UnderstandingViewSet(DeskViewSet):
    name, url_prefix, view_class = "search_understanding", "recherche/comprendre", desk.UnderstandingView


class PromotedCreateView(CreateView):
    """Begins with the words named in the address: those that found nothing."""

    def get_initial_form_instance(self):
        return PromotedResult(words=self.request.GET.get("words", "")[:200])


class PromotedResultViewSet(ModelViewSet):
    model = PromotedResult
    name = "promoted_results"
    url_prefix = "recherche/mis-en-avant"
    icon = "pick"
    menu_label = _("Pages put forward")
    add_view_class = PromotedCreateView
    list_display = [
        TitleColumn("words", label=_("Words"), sort_key="words", url_name="promoted_results:edit"),
        Column("page", label=_("Page"), accessor="page.title", sort_key="page__title"),
        Column("sort_order", label=_("Order"), sort_key="sort_order"),
    ]
    ordering = ["sort_order", "words"]
    search_fields = ["words", "page__title"]
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_queryset(self, request):
        return PromotedResult.objects.select_related("page")


class SearchViewSetGroup(ViewSetGroup):
    menu_label = pgettext_lazy("noun", "Search")
    menu_icon = "search"
    menu_order = 210  # after the directory of the network
    items = (UnansweredViewSet, PromotedResultViewSet, UnderstandingViewSet, DocumentsViewSet, StatusViewSet)
