"""Where somebody is signed in, and signing out from there."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.accounts.devices import device_name
from network.accounts.secret_pages import secret_page


@require_http_methods(["GET", "HEAD", "POST"])
@secret_page
@login_required
def devices(request):
    """The sessions of an account; one, the others or all can be ended."""
    sessions = UserSession.objects.purge_and_list(request.user)
    if request.method == "POST":
        for session in chosen(sessions, request.POST):
            session.end()
        if request.POST.get("all") == "all":
            logout(request)
            messages.success(request, _("You are signed out everywhere."))
            return redirect("account_login")
        messages.success(request, _("Signed out there."))
        return redirect("usersessions_list")
    for session in sessions:
        session.device = device_name(session.user_agent)
    sessions.sort(key=lambda session: (not session.is_current(), -session.created_at.timestamp()))
    return render(request, "network/accounts/devices.html", {"sessions": sessions})


def chosen(sessions, data):
    """The sessions to end; the present one is ended by signing out."""
    others = [session for session in sessions if not session.is_current()]
    if data.get("all") in {"others", "all"}:
        return others
    return [session for session in others if str(session.pk) == data.get("session")]
