"""The desk « Comptes »: the role of an account, who in the directory it is of, and its secret addresses cut."""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.accounts.desk.screens import AccountsDeskView, RoleForm
from network.accounts.invitations import link_person
from network.accounts.models.user import User
from network.accounts.secret_addresses import revoke_secret_addresses
from network.audience.roles import give_role, may_change_role, role_of
from network.directory.models.people import Person


class AccountForm(RoleForm):
    """The role of an account, and who in the directory it is of: her or his invitations and calendar follow."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Person of the directory"), required=False)
    field_order = ["person", "role", "metropolises"]

    def __init__(self, *arguments, account, **options):
        super().__init__(*arguments, **options)
        self.fields["person"].queryset = Person.objects.filter(Q(account=None) | Q(account=account))


class ChangeRoleView(AccountsDeskView):
    """Making a member a liaison officer, or the reverse; administrators also make the team."""

    template_name = "network/accounts/desk/role.html"
    parents = [(reverse_lazy("who_may_report"), _("Who may do what"))]

    @cached_property
    def account(self):
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def user_has_permission(self, permission):
        return super().user_has_permission(permission) and may_change_role(self.request.user, self.account)

    def get_page_title(self):
        return gettext("Role of %(person)s") % {"person": self.account}

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

    def post(self, request, pk):
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
