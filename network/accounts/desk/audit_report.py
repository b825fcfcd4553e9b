"""The audit log in the desk: read by administrators, written by nobody there."""

from operator import attrgetter

from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import AdminOnlyMenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports.base import ReportView

from network.accounts.models.audit import AuditEntry
from network.look.desk import DeskAccess


def moment_of(entry):
    """The very day and minute: « 3 hours ago » proves nothing."""
    return date_format(timezone.localtime(entry.at), "DATETIME_FORMAT")


class AuditFilters(WagtailFilterSet):
    action = ChoiceFilter(label=_("What"), choices=AuditEntry.Action.choices)

    class Meta:
        model = AuditEntry
        fields = ["action"]


class AuditReport(DeskAccess, ReportView):
    permission_required = attrgetter("is_superuser")
    page_title = _("Audit log")
    header_icon = "history"
    index_url_name = "audit_report"
    index_results_url_name = "audit_report_results"
    filterset_class = AuditFilters
    default_ordering = "-at"
    columns = [
        Column("at", label=_("When"), accessor=moment_of),
        Column("action", label=_("What"), accessor="get_action_display"),
        Column("words", label=_("In words")),
        Column("actor_name", label=_("Who")),
        Column("subject", label=_("About")),
        Column("network", label=_("Network address")),
    ]
    list_export = ["at", "action", "words", "actor_name", "subject", "network"]
    export_filename = "journal-de-securite"

    def get_queryset(self):
        return AuditEntry.objects.order_by("-at", "-pk")


def admin_urls():
    return [
        path("reports/audit/", AuditReport.as_view(), name="audit_report"),
        path("reports/audit/results/", AuditReport.as_view(results_only=True), name="audit_report_results"),
    ]


def menu():
    return AdminOnlyMenuItem(_("Audit log"), reverse("audit_report"), icon_name="history", order=100)
