"""What was deleted and when, in the desk: for the team, which answers for it."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports.base import ReportView

from network.accounts.desk.audit_report import moment_of
from network.look.desk import DeskAccess, DeskMenuItem
from network.privacy.models.retention import RetentionEntry

PERMISSION = "network.view_retentionentry"


def state_of(entry):
    return _("failed") if entry.failed else _("done")


class RetentionReport(DeskAccess, ReportView):
    permission_required = PERMISSION
    page_title = _("Data retention")
    header_icon = "time"
    index_url_name = "retention_report"
    index_results_url_name = "retention_report_results"
    default_ordering = "-at"
    columns = [
        Column("at", label=_("When"), accessor=moment_of),
        Column("label", label=_("What was deleted")),
        Column("count", label=_("How many")),
        Column("words", label=_("In words")),
        Column("failed", label=_("State"), accessor=state_of),
    ]
    list_export = ["at", "rule", "label", "count", "words", "failed"]
    export_filename = "conservation-des-donnees"

    def get_queryset(self):
        return RetentionEntry.objects.order_by("-at", "-pk")


def admin_urls():
    return [
        path("reports/retention/", RetentionReport.as_view(), name="retention_report"),
        path("reports/retention/results/", RetentionReport.as_view(results_only=True), name="retention_report_results"),
    ]


def menu():
    return DeskMenuItem(
        _("Data retention"), reverse("retention_report"), permission=PERMISSION, icon_name="time", order=110
    )
