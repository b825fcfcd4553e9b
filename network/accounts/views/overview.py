"""The pages of `/compte/` that allauth does not have."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_safe

from network.accounts.sample_accounts import whom_a_link_signs_in
from network.accounts.second_factor import SAMPLE_LINK
from network.accounts.secret_pages import secret_page
from network.audience.roles import role_labels


@require_safe
@secret_page
@login_required
def overview(request):
    """Who is signed in, as what, and where she or he may go from here."""
    return render(
        request,
        "network/accounts/overview.html",
        {
            "roles": role_labels(request.user),
            "may_open_admin": request.user.has_perm("wagtailadmin.access_admin"),
        },
    )


@method_decorator(secret_page, name="dispatch")
class SignInLinkView(View):
    """A one-time link of a sample account.

    Looking at it does not use it up (mail programs and browsers fetch links in
    advance): the page has one button, and only that button signs in.
    """

    def get(self, request):
        code = request.GET.get("code", "")
        user = whom_a_link_signs_in(code)
        if user is None:
            return self.refusal(request)
        return render(request, "network/accounts/link.html", {"code": code, "account": user})

    def post(self, request):
        user = whom_a_link_signs_in(request.POST.get("code", ""))
        if user is None:
            return self.refusal(request)
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        record_authentication(request, user, method=SAMPLE_LINK)
        return redirect("account")

    def refusal(self, request):
        return render(request, "network/accounts/link_refused.html", status=410)


def desk_sign_in(request):
    """`/admin/login/`: to the one sign-in; a person signed in who may not enter is told so, not sent in circles."""
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    return redirect(f"{reverse('account_login')}?{request.GET.urlencode(safe='/')}")
