"""The desk « Comptes »: what readers write to the team."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from network.accounts.desk.screens import AccountsDeskView
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
        return super().get_context_data(**context) | {"waiting": waiting, "rows": self.paginated(handled)}


class MessageView(AccountsDeskView):
    header_icon = "mail"
    template_name = "network/accounts/desk/reader_message.html"
    parents = [(reverse_lazy("reader_messages"), _("Messages of readers"))]

    @cached_property
    def message(self):
        return get_object_or_404(ReaderMessage.objects.select_related("page", "handled_by"), pk=self.kwargs["pk"])

    def get_page_title(self):
        return self.message.subject

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"message": self.message}

    def post(self, request, pk):
        handled = request.POST.get("action") == "handled"
        set_handled(self.message, by=request.user, handled=handled)
        return redirect("reader_messages")
