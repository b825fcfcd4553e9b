"""The desk « Comptes »: who asks for an account, who was invited, what readers write."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from network import account_requests, invitations
from network import messages as letters
from network.invitations import link_person
from network.models import AccountInvitation, AccountRequest, Metropolis, Person, ReaderMessage, User
from network.plain_text import AddressField, TextField
from network.roles import Role, give_role, may_change_role, may_give, role_of
from network.secret_addresses import revoke_secret_addresses

PERMISSION = "network.add_accountinvitation"
PAGE_SIZE = 50


def may_tend_accounts(user):
    return user.has_perm(PERMISSION)


class AccountsDeskView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the desk, for those who tend accounts."""

    header_icon = "user"
    _show_breadcrumbs = True
    parents = ()
    """``(name of the address, label)`` of the pages above."""

    def dispatch(self, request, *arguments, **named):
        if not may_tend_accounts(request.user):
            raise PermissionDenied
        return super().dispatch(request, *arguments, **named)

    def get_breadcrumbs_items(self):
        above = [{"url": reverse(name), "label": label} for name, label in self.parents]
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")},
            *above,
            {"url": "", "label": self.get_page_title()},
        ]

    def page_of(self, rows):
        return Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("p"))


class RoleForm(forms.Form):
    """Which role, and for a liaison officer which metropolises."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect, initial=Role.MEMBER)
    metropolises = forms.ModelMultipleChoiceField(
        Metropolis.objects.all(),
        label=_("Metropolises"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For a liaison officer: whose practices she or he drafts."),
    )

    def __init__(self, *arguments, by, **options):
        super().__init__(*arguments, **options)
        self.by = by
        self.fields["role"].choices = [(role.value, role.label) for role in Role if may_give(by, role)]

    def clean(self):
        values = super().clean()
        if values.get("role") == Role.CONTRIBUTOR and not values.get("metropolises"):
            self.add_error("metropolises", _("Choose at least one: a liaison officer drafts for a metropolis."))
        return values


# Requests


class RequestsView(AccountsDeskView):
    page_title = _("Requests for an account")
    template_name = "network/admin/account_requests.html"

    def get_context_data(self, **context):
        seen = AccountRequest.objects.exclude(state=AccountRequest.State.UNCONFIRMED).select_related("decided_by")
        waiting = seen.filter(state=AccountRequest.State.WAITING).order_by("confirmed_at")
        decided = seen.exclude(state=AccountRequest.State.WAITING).order_by("-decided_at")
        return super().get_context_data(**context) | {"waiting": waiting, "rows": self.page_of(decided)}


class ApprovalForm(RoleForm):
    person = forms.ModelChoiceField(
        Person.objects.filter(account=None),
        label=_("Person of the directory"),
        required=False,
        help_text=_("The account is linked to this person. Nobody there yet? Add the person first, or leave it empty."),
    )
    field_order = ["person", "role", "metropolises"]


class RefusalForm(forms.Form):
    answer = TextField(
        label=_("Answer"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sent with the refusal; may be empty."),
    )


class RequestView(AccountsDeskView):
    """One request: approve it, with a role and a person of the directory, or refuse it with a few words."""

    template_name = "network/admin/account_request.html"
    parents = [("account_requests", _("Requests for an account"))]

    def get_page_title(self):
        return str(self.asked_for)

    def dispatch(self, request, *arguments, pk, **named):
        if not may_tend_accounts(request.user):
            raise PermissionDenied
        seen = AccountRequest.objects.exclude(state=AccountRequest.State.UNCONFIRMED)
        self.asked_for = get_object_or_404(seen, pk=pk)
        return super().dispatch(request, *arguments, **named)

    def get_context_data(self, **context):
        person = account_requests.suggested_person(self.asked_for)
        return {
            "asked_for": self.asked_for,
            "is_waiting": self.asked_for.state == AccountRequest.State.WAITING,
            "suggested": person,
            "approval": ApprovalForm(by=self.request.user, initial={"person": person}),
            "refusal": RefusalForm(),
        } | super().get_context_data(**context)

    def post(self, request):
        refusing = request.POST.get("decision") == "refuse"
        form = RefusalForm(request.POST) if refusing else ApprovalForm(request.POST, by=request.user)
        if form.is_valid():
            try:
                if refusing:
                    account_requests.refuse(self.asked_for, by=request.user, **form.cleaned_data)
                else:
                    account_requests.approve(self.asked_for, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
        if form.is_valid():
            words = _("Refused; a mail says so.") if refusing else _("The account is open; a mail says so.")
            messages.success(request, words)
            return redirect("account_requests")
        context = self.get_context_data(**{"refusal" if refusing else "approval": form})
        return self.render_to_response(context, status=422)


# Invitations


class InvitationsView(AccountsDeskView):
    page_title = _("Invitations to have an account")
    template_name = "network/admin/account_invitations.html"

    def get_context_data(self, **context):
        rows = AccountInvitation.objects.select_related("person", "invited_by")
        return super().get_context_data(**context) | {"rows": self.page_of(rows)}

    def post(self, request):
        invitation = get_object_or_404(AccountInvitation, pk=request.POST.get("invitation") or 0)
        try:
            if request.POST.get("action") == "withdraw":
                invitations.withdraw(AccountInvitation.objects.filter(pk=invitation.pk), by=request.user)
                messages.success(request, _("Withdrawn: the link of the mail no longer works."))
            else:
                invitations.send_again(invitation, by=request.user)
                messages.success(request, _("Sent again; the link of the earlier mail no longer works."))
        except ValidationError as error:
            messages.error(request, error.messages[0])
        return redirect("account_invitations")


class InviteForm(RoleForm):
    email = AddressField(label=_("E-mail address"), help_text=_("Where the invitation is sent, and the later codes."))
    field_order = ["email", "role", "metropolises"]


class InviteView(AccountsDeskView):
    """Inviting one person of the directory."""

    template_name = "network/admin/account_invite.html"
    parents = [("account_invitations", _("Invitations to have an account"))]

    def get_page_title(self):
        return gettext("Invite %(person)s") % {"person": self.person}

    def dispatch(self, request, *arguments, pk, **named):
        if not may_tend_accounts(request.user):
            raise PermissionDenied
        self.person = get_object_or_404(Person, pk=pk)
        return super().dispatch(request, *arguments, **named)

    def get_context_data(self, **context):
        account = User.objects.filter(person=self.person).first()
        return {
            "person": self.person,
            "account": account,
            "form": InviteForm(by=self.request.user, initial=self.initial()),
        } | super().get_context_data(**context)

    def initial(self):
        """What the directory says; an organiser looks at it before anything is given."""
        current = [mandate for mandate in self.person.mandates.all() if mandate.is_current() and mandate.metropolis_id]
        return {
            "email": getattr(self.person, "email", ""),
            "metropolises": [mandate.metropolis_id for mandate in current],
            "role": Role.MEMBER,
        }

    def post(self, request):
        form = InviteForm(request.POST, by=request.user)
        if form.is_valid():
            try:
                invitations.invite(person=self.person, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
        if form.is_valid():
            messages.success(
                request, _("The invitation is on its way to %(address)s.") % {"address": form.cleaned_data["email"]}
            )
            return redirect("account_invitations")
        return self.render_to_response(self.get_context_data(form=form), status=422)


# Roles


class AccountForm(RoleForm):
    """The role of an account, and who in the directory it is of: her or his invitations and calendar follow."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Person of the directory"), required=False)
    field_order = ["person", "role", "metropolises"]

    def __init__(self, *arguments, account, **options):
        super().__init__(*arguments, **options)
        self.fields["person"].queryset = Person.objects.filter(Q(account=None) | Q(account=account))


class ChangeRoleView(AccountsDeskView):
    """Making a member a liaison officer, or the reverse; administrators also make the team."""

    template_name = "network/admin/account_role.html"
    parents = [("who_may_report", _("Who may do what"))]

    def get_page_title(self):
        return gettext("Role of %(person)s") % {"person": self.account}

    def dispatch(self, request, *arguments, pk, **named):
        if not may_tend_accounts(request.user):
            raise PermissionDenied
        self.account = get_object_or_404(User, pk=pk)
        if not may_change_role(request.user, self.account):
            raise PermissionDenied
        return super().dispatch(request, *arguments, **named)

    def get_context_data(self, **context):
        initial = {
            "person": self.account.person_id,
            "role": role_of(self.account),
            "metropolises": self.account.metropolises.all(),
        }
        return {
            "account": self.account,
            "form": AccountForm(by=self.request.user, account=self.account, initial=initial),
        } | super().get_context_data(**context)

    def post(self, request):
        if "revoke" in request.POST:
            return self.revoke(request)
        form = AccountForm(request.POST, by=request.user, account=self.account)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        link_person(self.account, form.cleaned_data.pop("person"), by=request.user)
        give_role(self.account, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved: the role holds from now on."))
        return redirect("who_may_report")

    def revoke(self, request):
        """Somebody found one of this account's secret addresses where it should not be."""
        done = revoke_secret_addresses(self.account, by=request.user)
        words = gettext("Cut: %(what)s. Tell %(person)s to make new ones.")
        if done:
            messages.success(request, words % {"what": ", ".join(done), "person": self.account})
        else:
            messages.info(request, gettext("This account had no secret address."))
        return redirect("account_role", self.account.pk)


# What readers write


class MessagesView(AccountsDeskView):
    page_title = _("Messages of readers")
    header_icon = "mail"
    template_name = "network/admin/reader_messages.html"

    def get_context_data(self, **context):
        rows = ReaderMessage.objects.select_related("page", "handled_by")
        waiting = rows.filter(handled_at=None)
        handled = rows.exclude(handled_at=None).order_by("-handled_at")
        return super().get_context_data(**context) | {"waiting": waiting, "rows": self.page_of(handled)}


class MessageView(AccountsDeskView):
    header_icon = "mail"
    template_name = "network/admin/reader_message.html"
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
        letters.set_handled(self.message, by=request.user, handled=handled)
        return redirect("reader_messages")
