"""The addresses of the desk « Comptes » and its entries in the menu of the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.widgets import Button

from network.accounts.desk.invitations import InvitationsView, InviteView
from network.accounts.desk.reader_messages import MessagesView, MessageView
from network.accounts.desk.requests import RequestsView, RequestView
from network.accounts.desk.roles import ChangeRoleView
from network.accounts.desk.roles_report import RolesReport
from network.accounts.desk.screens import TENDS_ACCOUNTS
from network.directory.models.people import Person
from network.look.desk import DeskMenuItem


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


def entry(label, name, **options):
    return DeskMenuItem(label, reverse(name), permission=TENDS_ACCOUNTS, **options)


def menu():
    items = [
        entry(_("Requests"), "account_requests", icon_name="user", order=10),
        entry(_("Invitations"), "account_invitations", icon_name="mail", order=20),
        entry(_("Messages"), "reader_messages", icon_name="comment", order=30),
        entry(_("Who may do what"), "who_may_report", icon_name="key", order=40),
    ]
    return SubmenuMenuItem(_("Accounts"), Menu(items=items), icon_name="user", order=215)


def invite_button(snippet, user, next_url=None):
    """Beside a person of the directory who has no account."""
    if isinstance(snippet, Person) and user.has_perm(TENDS_ACCOUNTS) and not hasattr(snippet, "account"):
        yield Button(
            _("Invite to have an account"), reverse("account_invite", args=[snippet.pk]), icon_name="mail", priority=40
        )
