"""The addresses of the desk « Recherche » and its entries in the menu of the admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from network.following import desk
from network.following.models.search_desk import PromotedResult
from network.look.desk import DeskMenuItem


class SearchScreenViewSet(ViewSet):
    """One screen of the desk, with its entry in the menu."""

    view_class = None

    def menu_item_class(self, *arguments, **options):
        return DeskMenuItem(*arguments, permission=self.view_class.permission_required, **options)

    @property
    def icon(self):
        return self.view_class.header_icon

    @property
    def menu_label(self):
        return self.view_class.page_title

    def get_urlpatterns(self):
        return [path("", self.view_class.as_view(), name="index")]


class UnansweredViewSet(SearchScreenViewSet):
    name, url_prefix, view_class = "unanswered_searches", "recherche/sans-resultat", desk.UnansweredView


class StatusViewSet(SearchScreenViewSet):
    name, url_prefix, view_class = "search_status", "recherche/index", desk.StatusView


class DocumentsViewSet(SearchScreenViewSet):
    name, url_prefix, view_class = "search_documents", "recherche/documents", desk.DocumentsView


class UnderstandingViewSet(SearchScreenViewSet):
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
