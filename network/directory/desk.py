"""The directory in the admin: lists, filters and choosers of what pages refer to."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet

from network.directory.models.glossary import GlossaryTerm
from network.directory.models.metropolises import Metropolis
from network.directory.models.people import Person
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup


class MetropolisViewSet(SnippetViewSet):
    model = Metropolis
    icon = "site"
    menu_label = _("Metropolises")
    list_display = [
        "usual_name",
        "region",
        Column("population_text", label=_("Population"), accessor="population_text", sort_key="population"),
        Column("platform_host", label=_("Platform"), accessor="platform_host"),
    ]
    list_filter = ["region", "status"]
    list_export = [
        "slug",
        "siren",
        "official_name",
        "usual_name",
        "region",
        "department",
        "main_city",
        "municipalities_count",
        "municipalities_year",
        "population",
        "population_year",
        "platform_url",
        "facts_source",
    ]
    list_per_page = 50
    ordering = ["short_name"]
    copy_view_enabled = False
    export_filename = "metropoles"


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    menu_label = _("People")
    list_display = [
        "last_name",
        "first_name",
        Column("role_when_known", label=_("Last office known"), accessor="role_when_known"),
    ]
    list_filter = ["mandates__kind", "mandates__metropolis"]
    list_per_page = 50
    ordering = ["last_name", "first_name"]
    copy_view_enabled = False

    def get_queryset(self, request):
        return Person.objects.prefetch_related("mandates__metropolis")


class WorkingGroupViewSet(SnippetViewSet):
    model = WorkingGroup
    icon = "group"
    menu_label = _("Working groups")
    list_display = ["title", "started_text", BooleanColumn("is_active", label=_("Active"))]
    list_filter = ["is_active"]
    copy_view_enabled = False


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    menu_label = _("Themes")
    list_display = ["label", "parent", "code"]
    list_filter = ["parent"]
    list_per_page = 100
    ordering = ["sort_order", "label"]
    sort_order_field = "sort_order"
    copy_view_enabled = False

    def get_queryset(self, request):
        return Theme.objects.select_related("parent")


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "help"
    menu_label = _("Glossary")
    list_display = [
        "label",
        "expansion",
        "kind",
        "domain",
        Column(
            "is_ambiguous", label=_("Several meanings"), accessor=lambda term: _("yes") if term.is_ambiguous else ""
        ),
    ]
    list_filter = ["kind", "domain", "is_ambiguous"]
    list_export = ["kind", "label", "expansion", "definition", "synonyms", "domain", "is_ambiguous"]
    list_per_page = 50
    ordering = ["label"]
    copy_view_enabled = False
    export_filename = "glossaire"
