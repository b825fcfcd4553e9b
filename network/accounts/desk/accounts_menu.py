"""The desk « Comptes » in the menu of the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.widgets import Button

from network.accounts.desk.invitations import InvitationsView, InviteView
from network.accounts.desk.reader_messages import MessagesView, MessageView
from network.accounts.desk.requests import RequestsView, RequestView
from network.accounts.desk.roles import ChangeRoleView
from network.accounts.desk.roles_report import RolesReport
from network.accounts.desk.screens import may_tend_accounts
from network.directory.models.people import Person


class AccountsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_tend_accounts(request.user)


def admin_urls():
    return [
        path("comptes/demandes/", RequestsView.as_view(), name="account_requests"),
        path("comptes/demandes/<int:pk>/", RequestView.as_view(), name="account_request"),
        path("comptes/invitations/", InvitationsView.as_view(), name="account_invitations"),
        path("comptes/inviter/<int:pk>/", InviteView.as_view(), name="account_invite"),
        path("comptes/role/<int:pk>/", ChangeRoleView.as_view(), name="account_role"),
        path("comptes/messages/", MessagesView.as_view(), name="reader_messages"),
        path("comptes/messages/<int:pk>/", MessageView.as_view(), name="reader_message"),
        path("reports/roles/", RolesReport.as_view(), name="who_may_report"),
        path("reports/roles/results/", RolesReport.as_view(results_only=True), name="who_may_report_results"),
    ]


def menu():
    items = [
        AccountsMenuItem(_("Requests"), reverse("account_requests"), icon_name="user", order=10),
        AccountsMenuItem(_("Invitations"), reverse("account_invitations"), icon_name="mail", order=20),
        AccountsMenuItem(_("Messages"), reverse("reader_messages"), icon_name="comment", order=30),
        AccountsMenuItem(_("Who may do what"), reverse("who_may_report"), icon_name="key", order=40),
    ]
    return SubmenuMenuItem(_("Accounts"), Menu(items=items), icon_name="user", order=215)


def invite_button(snippet, user, next_url=None):
    """Beside a person of the directory who has no account."""
    if isinstance(snippet, Person) and may_tend_accounts(user) and not hasattr(snippet, "account"):
        yield Button(
            _("Invite to have an account"), reverse("account_invite", args=[snippet.pk]), icon_name="mail", priority=40
        )
