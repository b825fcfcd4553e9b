"""Proving again who one is before something that cannot be undone: within the last quarter of an hour, in this session."""

import time
from functools import wraps

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows, suspend_request
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _


def was_proved_lately(request, *, now=None):
    """Whether this session's person signed in, or gave a password or a second factor, a short time ago."""
    now = time.time() if now is None else now
    moments = [record.get("at", 0) for record in get_authentication_records(request, request.user)]
    return bool(moments) and now - max(moments) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def proof_required(view):
    """Asks for the second factor or the password again; of who has neither, for a new code by mail."""

    @wraps(view)
    def guarded(request, *arguments, **named):
        if was_proved_lately(request):
            return view(request, *arguments, **named)
        flows = get_reauthentication_flows(request.user)
        back = request.path
        if flows:
            # The second factor, when there is one; else the password.
            way = "mfa_reauthenticate" if flows[-1]["id"] == "mfa_reauthenticate" else "account_reauthenticate"
            return suspend_request(request, reverse(way))
        logout(request)
        messages.info(request, _("Sign in once more to go on: this cannot be undone, so it must be you."))
        return redirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: back})}")

    return guarded
