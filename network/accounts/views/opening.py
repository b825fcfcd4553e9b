"""How an account is opened: by an invitation, or by asking for one."""

from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from network.accounts import invitations, requests
from network.accounts.forms import AccountRequestForm
from network.accounts.models.requests import AccountRequest
from network.accounts.secret_pages import secret_page
from network.accounts.views.contact import refused

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask_for_account(request):
    """The answer is the same whatever the site knows of the address."""
    if request.method != "POST":
        return render(request, "network/accounts/opening.html", {"form": AccountRequestForm()})
    form = AccountRequestForm(request.POST)
    if status := refused(request, form, "account_request"):
        return render(request, "network/accounts/opening.html", {"form": form}, status=status)
    if not form.is_from_a_program:
        requests.ask(**{name: value for name, value in form.cleaned_data.items() if name != "website"})
    return redirect("account_request_sent")


@require_safe
@never_cache
def asked(request):
    return render(request, "network/accounts/request_sent.html")


@method_decorator(secret_page, name="dispatch")
class ConfirmRequestView(View):
    """The link that shows that an address is right. Its button sends the request to the team."""

    def dispatch(self, request, code):
        asked_for = requests.request_of(code)
        if asked_for is None:
            return render(request, "network/accounts/request_expired.html", status=410)
        return super().dispatch(request, asked_for)

    def get(self, request, asked_for):
        return self.page(request, asked_for)

    def post(self, request, asked_for):
        requests.confirm(asked_for)
        asked_for.refresh_from_db()
        return self.page(request, asked_for)

    def page(self, request, asked_for):
        unconfirmed = asked_for.state == AccountRequest.State.UNCONFIRMED
        return render(
            request, "network/accounts/request_confirm.html", {"asked_for": asked_for, "unconfirmed": unconfirmed}
        )


@method_decorator(secret_page, name="dispatch")
class InvitationView(View):
    """The link of an invitation to have an account. Its button opens the account."""

    def dispatch(self, request, code):
        invitation = invitations.invitation_of(code)
        if invitation is None:
            return self.closed(request)
        return super().dispatch(request, invitation)

    def get(self, request, invitation):
        return render(request, "network/accounts/invitation.html", {"invitation": invitation})

    def post(self, request, invitation):
        try:
            user, created = invitations.accept(invitation)
        except invitations.Refused:
            return self.closed(request)
        if not created:
            messages.success(request, _("Your account is now that of %(person)s. Sign in.") % {"person": user.person})
            return redirect("account_login")
        login(request, user, backend=MODEL_BACKEND)
        messages.success(request, _("Welcome! Your account is open. Next time, a code by mail signs you in."))
        return redirect("account")

    def closed(self, request):
        return render(request, "network/accounts/invitation_closed.html", status=410)
