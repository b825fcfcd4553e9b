"""The desk « Courriels » in the menu of the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from network.mail import desk


class MailsMenuItem(MenuItem):
    def is_shown(self, request):
        return desk.may_read_mails(request.user)


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
        MailsMenuItem(_("Outgoing"), reverse("outgoing_mails"), icon_name="mail", order=10),
        MailsMenuItem(_("Incoming, to be read"), unread, icon_name="download", order=20, name="incoming-mails"),
    ]
    return SubmenuMenuItem(_("Mails"), Menu(items=items), icon_name="mail", order=216, name="mails")
