"""The addresses of the desk « Courriels » and its entries in the menu of the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, SubmenuMenuItem

from network.look.desk import DeskMenuItem
from network.mail import desk


def admin_urls():
    outgoing, incoming = desk.OutgoingMailsView, desk.IncomingMailsView
    return [
        path("courriels/", outgoing.as_view(), name="outgoing_mails"),
        path("courriels/liste/", outgoing.as_view(results_only=True), name="outgoing_mails_results"),
        path("courriels/renvoyer/", desk.SendAgainView.as_view(), name="outgoing_mails_again"),
        path("courriels/<int:pk>/", desk.OutgoingMailView.as_view(), name="outgoing_mail"),
        path("courriels/recus/", incoming.as_view(), name="incoming_mails"),
        path("courriels/recus/liste/", incoming.as_view(results_only=True), name="incoming_mails_results"),
        path("courriels/recus/<int:pk>/", desk.IncomingMailView.as_view(), name="incoming_mail"),
    ]


def menu():
    unread = f"{reverse('incoming_mails')}?state=for_human"
    items = [
        DeskMenuItem(_("Outgoing"), reverse("outgoing_mails"), permission=desk.READ, icon_name="mail", order=10),
        DeskMenuItem(
            _("Incoming, to be read"),
            unread,
            permission=desk.READ,
            icon_name="download",
            order=20,
            name="incoming-mails",
        ),
    ]
    return SubmenuMenuItem(_("Mails"), Menu(items=items), icon_name="mail", order=216, name="mails")
