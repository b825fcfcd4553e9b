"""The desk « Comptes »: inviting people of the directory to have an account."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.accounts import invitations
from network.accounts.desk.screens import AccountsDeskView, RoleForm
from network.accounts.models.invitations import AccountInvitation
from network.accounts.models.user import User
from network.audience.roles import Role
from network.directory.models.people import Person
from network.look.text_fields import AddressField


class InvitationsView(AccountsDeskView):
    page_title = _("Invitations to have an account")
    template_name = "network/accounts/desk/invitations.html"

    def get_context_data(self, **context):
        rows = AccountInvitation.objects.select_related("person", "invited_by")
        return super().get_context_data(**context) | {"rows": self.paginated(rows)}

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

    template_name = "network/accounts/desk/invite.html"
    parents = [(reverse_lazy("account_invitations"), _("Invitations to have an account"))]

    @cached_property
    def person(self):
        return get_object_or_404(Person, pk=self.kwargs["pk"])

    def get_page_title(self):
        return gettext("Invite %(person)s") % {"person": self.person}

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

    def post(self, request, pk):
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
