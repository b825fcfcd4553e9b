"""The desk « Comptes »: what readers write to the team."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from network.accounts.desk.screens import AccountsDeskView, may_tend_accounts
from network.accounts.models.reader_messages import ReaderMessage
from network.accounts.reader_messages import set_handled


class MessagesView(AccountsDeskView):
    page_title = _("Messages of readers")
    header_icon = "mail"
    template_name = "network/accounts/desk/reader_messages.html"

    def get_context_data(self, **context):
        rows = ReaderMessage.objects.select_related("page", "handled_by")
        waiting = rows.filter(handled_at=None)
        handled = rows.exclude(handled_at=None).order_by("-handled_at")
        return super().get_context_data(**context) | {"waiting": waiting, "rows": self.page_of(handled)}


class MessageView(AccountsDeskView):
    header_icon = "mail"
    template_name = "network/accounts/desk/reader_message.html"
    parents = [("reader_messages", _("Messages of readers"))]

    def get_page_title(self):
        return self.message.subject

    def dispatch(self, request, *arguments, pk, **named):
        if not may_tend_accounts(request.user):
            raise PermissionDenied
        self.message = get_object_or_404(ReaderMessage.objects.select_related("page", "handled_by"), pk=pk)
        return super().dispatch(request, *arguments, **named)

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"message": self.message}

    def post(self, request):
        handled = request.POST.get("action") == "handled"
        set_handled(self.message, by=request.user, handled=handled)
        return redirect("reader_messages")
