"""The desk « Courriels »: what was sent, what did not arrive, what came in and waits for somebody."""

import re

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django_filters import CharFilter, ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports.base import ReportView
from wagtail.admin.widgets import HeaderButton

from network.look.desk import DeskAccess, DeskScreen
from network.mail import inbox, outbox
from network.mail.about import page_of
from network.mail.kinds import Secrecy, kind_of
from network.mail.models.incoming import IncomingMail, MailboxState, UndeliverableAddress
from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox.condemned import marks_of

READ, CHANGE = "network.view_outgoingmail", "network.change_outgoingmail"
LINK = re.compile(r"(https?://[^/\s]+)/\S*")
Sent, Came = OutgoingMail.State, IncomingMail.State


def shown_text(mail):
    """The text of a mail without its personal links; nothing where the text itself lets somebody in."""
    is_shown = kind_of(mail.kind).secrecy is Secrecy.SHORTENED
    return LINK.sub(r"\1/…", mail.text) if is_shown else ""


def kinds():
    """The kinds that mails have, as choices in words."""
    found = OutgoingMail.objects.exclude(kind="").order_by("kind").values_list("kind", flat=True).distinct()
    return sorted([(code, str(kind_of(code).label)) for code in found], key=lambda choice: choice[1])


def kind_in_words(mail):
    return kind_of(mail.kind).label if mail.kind else ""


class MailReport(DeskAccess, ReportView):
    """A list of the desk, for those who may read mails. No export: addresses stay here."""

    permission_required = READ
    list_export = []

    @property
    def show_export_buttons(self):
        return False


class MailDeskView(DeskScreen, TemplateView):
    """A page about one mail."""

    permission_required, permission_to_act = READ, CHANGE
    header_icon = "mail"
    model = None

    @cached_property
    def mail(self):
        return get_object_or_404(self.model, pk=self.kwargs["pk"])

    def get_page_title(self):
        return self.mail.subject or gettext("(no subject)")

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {
            "mail": self.mail,
            "about": page_of(self.mail.about),
            "may_change": self.request.user.has_perm(CHANGE),
        }


# What leaves


class OutgoingFilters(WagtailFilterSet):
    state = ChoiceFilter(label=_("State"), choices=Sent.choices)
    kind = ChoiceFilter(label=_("Kind"), choices=kinds)
    to = CharFilter(label=_("Address"), lookup_expr="icontains")
    about = CharFilter(label=_("About"), help_text=_("“meeting:12” for those of one meeting"))

    class Meta:
        model = OutgoingMail
        fields = ["state", "kind", "to", "about"]


class OutgoingMailsView(MailReport):
    page_title = _("Outgoing mails")
    header_icon = "mail"
    index_url_name = "outgoing_mails"
    index_results_url_name = "outgoing_mails_results"
    filterset_class = OutgoingFilters
    default_ordering = "-created_at"
    columns = [
        TitleColumn("subject", label=_("Subject"), url_name="outgoing_mail", sort_key="subject"),
        Column("to", label=_("To"), sort_key="to"),
        Column("kind", label=_("Kind"), accessor=kind_in_words, sort_key="kind"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            primary=lambda mail: mail.state in {Sent.FAILED, Sent.UNCERTAIN},
            sort_key="state",
        ),
        Column("reason", label=_("Reason")),
        DateColumn("created_at", label=_("Written"), sort_key="created_at"),
    ]

    def get_queryset(self):
        return OutgoingMail.objects.defer("text", "html", "calendar").order_by("-created_at", "-pk")

    @property
    def header_buttons(self):
        if not self.request.user.has_perm(CHANGE):
            return []
        address = f"{reverse('outgoing_mails_again')}?{self.request.GET.urlencode()}"
        return [HeaderButton(gettext("Send the failed ones again"), url=address, icon_name="rotate")]


class OutgoingMailView(MailDeskView):
    template_name = "network/mail/desk/outgoing.html"
    model = OutgoingMail
    parents = [(reverse_lazy("outgoing_mails"), _("Outgoing mails"))]

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {
            "kind": kind_in_words(self.mail),
            "text": shown_text(self.mail),
            "undeliverable": marks_of(self.mail.to).first(),
            "can_send": self.mail.state != Sent.SENDING and bool(self.mail.to) and bool(self.mail.text),
        }

    def post(self, request, **named):
        if request.POST.get("action") == "clear":
            marks_of(self.mail.to).delete()
            messages.success(request, gettext("Mails are sent to %(to)s again.") % {"to": self.mail.to})
        elif request.POST.get("action") == "cancel":
            taken = OutgoingMail.objects.filter(pk=self.mail.pk, state=Sent.QUEUED).update(state=Sent.CANCELLED)
            if taken:
                messages.success(request, gettext("The mail will not be sent."))
            else:
                messages.error(request, gettext("The mail has left already, or is leaving."))
        elif outbox.send_again(self.mail):
            messages.success(request, gettext("The mail is on its way again. Its state says what becomes of it."))
        else:
            messages.error(request, gettext("The mail is being sent at this moment."))
        return redirect("outgoing_mail", pk=self.mail.pk)


class SendAgainView(DeskScreen, TemplateView):
    """Every failed mail of a list once more, after a look at how many there are."""

    permission_required = CHANGE
    page_title = _("Send the failed ones again")
    header_icon = "mail"
    template_name = "network/mail/desk/send_again.html"
    parents = [(reverse_lazy("outgoing_mails"), _("Outgoing mails"))]

    @cached_property
    def failed(self):
        filters = OutgoingFilters(self.request.GET, OutgoingMail.objects.all(), request=self.request)
        failed = list(filters.qs.filter(state=Sent.FAILED).exclude(to="").defer("html", "calendar"))
        condemned = set(UndeliverableAddress.objects.values_list("address", flat=True)) if failed else ()
        return [mail for mail in failed if mail.to.lower() not in condemned]

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"failed": self.failed}

    def post(self, request):
        count = sum(outbox.send_again(mail) for mail in self.failed)
        told = ngettext("%(count)s mail is on its way again.", "%(count)s mails are on their way again.", count)
        messages.success(request, told % {"count": count})
        return redirect("outgoing_mails")


# What comes in


class IncomingFilters(WagtailFilterSet):
    state = ChoiceFilter(label=_("State"), choices=Came.choices)
    sender = CharFilter(label=_("Address"), lookup_expr="icontains")
    about = CharFilter(label=_("About"), help_text=_("“meeting:12” for those of one meeting"))

    class Meta:
        model = IncomingMail
        fields = ["state", "sender", "about"]


class IncomingMailsView(MailReport):
    page_title = _("Incoming mails")
    header_icon = "download"
    index_url_name = "incoming_mails"
    index_results_url_name = "incoming_mails_results"
    filterset_class = IncomingFilters
    default_ordering = "-received_at"
    columns = [
        TitleColumn(
            "subject",
            label=_("Subject"),
            accessor=lambda mail: mail.subject or gettext("(no subject)"),
            url_name="incoming_mail",
        ),
        Column("sender", label=_("From"), sort_key="sender"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            primary=lambda mail: mail.state == Came.FOR_HUMAN,
            sort_key="state",
        ),
        Column("outcome", label=_("What became of it")),
        DateColumn("received_at", label=_("Received"), sort_key="received_at"),
    ]

    def get(self, request, *args, **kwargs):
        state = MailboxState.objects.first()
        if state and state.problem:
            told = gettext("The mailbox could not be read the last time: %(problem)s") % {"problem": state.problem}
            messages.warning(request, told)
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return IncomingMail.objects.defer("raw", "text").order_by("-received_at", "-pk")


class IncomingMailView(MailDeskView):
    template_name = "network/mail/desk/incoming.html"
    model = IncomingMail
    parents = [(reverse_lazy("incoming_mails"), _("Incoming mails"))]

    def post(self, request, **named):
        action = request.POST.get("action")
        if action == "again":
            IncomingMail.objects.filter(pk=self.mail.pk, state=Came.FOR_HUMAN).exclude(raw=b"").update(
                state=Came.RECEIVED, attempts=0
            )
            inbox.handle(self.mail.pk)
            self.mail.refresh_from_db()
            messages.success(request, self.mail.outcome)
        else:
            state = Came.SETTLED if action == "settled" else Came.FOR_HUMAN
            IncomingMail.objects.filter(pk=self.mail.pk).update(state=state)
            messages.success(request, gettext("Noted."))
        return redirect("incoming_mail", pk=self.mail.pk)


def to_be_read():
    return IncomingMail.objects.filter(state=Came.FOR_HUMAN).count()
