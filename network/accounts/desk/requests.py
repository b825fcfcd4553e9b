"""The desk « Comptes »: who asks for an account, and what the team answers."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from network.accounts import requests
from network.accounts.desk.screens import AccountsDeskView, RoleForm
from network.accounts.models.requests import AccountRequest
from network.directory.models.people import Person
from network.look.text_fields import TextField


class RequestsView(AccountsDeskView):
    page_title = _("Requests for an account")
    template_name = "network/accounts/desk/requests.html"

    def get_context_data(self, **context):
        seen = AccountRequest.objects.exclude(state=AccountRequest.State.UNCONFIRMED).select_related("decided_by")
        waiting = seen.filter(state=AccountRequest.State.WAITING).order_by("confirmed_at")
        decided = seen.exclude(state=AccountRequest.State.WAITING).order_by("-decided_at")
        return super().get_context_data(**context) | {"waiting": waiting, "rows": self.paginated(decided)}


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

    template_name = "network/accounts/desk/request.html"
    parents = [(reverse_lazy("account_requests"), _("Requests for an account"))]

    @cached_property
    def asked_for(self):
        seen = AccountRequest.objects.exclude(state=AccountRequest.State.UNCONFIRMED)
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def get_page_title(self):
        return str(self.asked_for)

    def get_context_data(self, **context):
        person = requests.suggested_person(self.asked_for)
        return {
            "asked_for": self.asked_for,
            "is_waiting": self.asked_for.state == AccountRequest.State.WAITING,
            "suggested": person,
            "approval": ApprovalForm(by=self.request.user, initial={"person": person}),
            "refusal": RefusalForm(),
        } | super().get_context_data(**context)

    def post(self, request, pk):
        refusing = request.POST.get("decision") == "refuse"
        form = RefusalForm(request.POST) if refusing else ApprovalForm(request.POST, by=request.user)
        if form.is_valid():
            try:
                if refusing:
                    requests.refuse(self.asked_for, by=request.user, **form.cleaned_data)
                else:
                    requests.approve(self.asked_for, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
        if form.is_valid():
            words = _("Refused; a mail says so.") if refusing else _("The account is open; a mail says so.")
            messages.success(request, words)
            return redirect("account_requests")
        context = self.get_context_data(**{"refusal" if refusing else "approval": form})
        return self.render_to_response(context, status=422)
