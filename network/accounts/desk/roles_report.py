"""The report « Qui peut quoi »: what each role may do, and who has which."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.reports.base import ReportView

from network.accounts.desk.screens import TENDS_ACCOUNTS
from network.accounts.models.user import User
from network.accounts.rights import rights_of_groups
from network.audience.roles import may_change_role, role_labels
from network.look.desk import DeskAccess


class RolesReport(DeskAccess, ReportView):
    permission_required = TENDS_ACCOUNTS
    page_title = _("Who may do what")
    header_icon = "key"
    index_url_name = "who_may_report"
    index_results_url_name = "who_may_report_results"
    template_name = "network/accounts/desk/roles_report.html"
    default_ordering = "email"
    is_searchable = False
    export_filename = "qui-peut-quoi"
    list_export = ["email", "first_name", "last_name", "roles_in_words", "places_in_words", "is_active", "last_login"]
    export_headings = {"roles_in_words": _("Role"), "places_in_words": _("Metropolises"), "is_active": _("Active")}

    @property
    def columns(self):
        return [
            TitleColumn("name", label=_("Name"), accessor=str, get_url=self.change_url),
            Column("email", label=_("E-mail address"), accessor="email"),
            Column("roles", label=_("Role"), accessor="roles_in_words"),
            Column("metropolises", label=_("Drafts for"), accessor="places_in_words"),
            BooleanColumn("has_second_factor", label=_("Second factor")),
            BooleanColumn("is_active", label=_("Active")),
            DateColumn("last_login", label=_("Last sign-in")),
        ]

    def get_queryset(self):
        factors = Authenticator.objects.filter(
            user=OuterRef("pk"), type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        )
        users = User.objects.annotate(has_second_factor=Exists(factors)).prefetch_related("groups", "metropolises")
        return users.order_by("email")

    def decorate_paginated_queryset(self, users):
        for user in users:
            user.roles_in_words = ", ".join(str(label) for label in role_labels(user))
            user.places_in_words = ", ".join(metropolis.short_name for metropolis in user.metropolises.all())
        return users

    def change_url(self, user):
        return reverse("account_role", args=[user.pk]) if may_change_role(self.request.user, user) else None

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        roles = [] if self.is_export or self.results_only else rights_of_groups()
        everybody = (gettext("Administrator"), [(gettext("everything"), gettext("all, and the audit log"))], None)
        return context | {"roles": [*roles, everybody] if roles else []}
