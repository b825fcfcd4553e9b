"""The second factor: who must have one, and whether this session has shown it.

Organisers and administrators read and write what others may not: their
sessions count only once a passkey, an application's code or a recovery code
was given in them, however they began (code by mail, password, ProConnect, a
link). Until then every address but those that let them give or set up a second
factor sends them there. Its words are in `network/templates/mfa/`, where allauth
looks for them.
"""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import Permission
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from network.audience.roles import CONTRIBUTORS, ORGANISERS, groups_of

SECOND_FACTOR = "mfa"
"""What allauth writes in the session when a passkey, a code of an application or a recovery code was right."""
SAMPLE_LINK = "sample-link"
"""The one-time link of a sample account counts as strong where there are sample accounts: a local start."""

TO_SHOW_IT = {"account_logout", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
"""Names of the addresses that a session may visit before it has shown the second factor that its account has."""
TO_SET_IT_UP = {"account_logout", "account_reauthenticate", "mfa_activate_totp", "mfa_add_webauthn", "mfa_index"}
"""The same for an account that has none yet. Never both: a weak session must not add a factor beside the first."""


def needs_second_factor(user):
    """Whether somebody holds rights over what others write: everybody in the desk but those who only draft."""
    if not user.is_authenticated:
        return False
    if user.is_superuser or user.is_staff:
        return True
    groups = {key: name for key, name in groups_of(user).items() if name != CONTRIBUTORS}
    return ORGANISERS in groups.values() or (bool(groups) and may_enter_the_desk(groups))


def may_enter_the_desk(groups):
    return Permission.objects.filter(
        group__in=groups, codename="access_admin", content_type__app_label="wagtailadmin"
    ).exists()


def has_shown_it(request):
    """Whether this session has given a second factor, as the person it is signed in as."""
    methods = {record.get("method") for record in get_authentication_records(request, request.user)}
    return SECOND_FACTOR in methods or (settings.SAMPLE_ACCOUNTS and SAMPLE_LINK in methods)


def has_one(user):
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user=user, type__in=kinds).exists()


def note_setting_up(request, user, authenticator, **_kwargs):
    """Setting up a factor shows it: the code or the key was just checked."""
    if authenticator.type in {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}:
        record_authentication(
            request, user, method=SECOND_FACTOR, type=authenticator.type, id=authenticator.pk, reauthenticated=True
        )


class SecondFactorMiddleware:
    """Stands before every address, the desk, the API and previews included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # A request without a session asks nothing of the database here.
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        request.second_factor_missing = signed_in and needs_second_factor(request.user) and not has_shown_it(request)
        if request.second_factor_missing and not self.is_open(request):
            return self.refusal(request)
        return self.get_response(request)

    def is_open(self, request):
        try:
            name = resolve(request.path_info).view_name
        except Resolver404:
            return False
        return name in (TO_SHOW_IT if has_one(request.user) else TO_SET_IT_UP)

    def refusal(self, request):
        if request.path_info.startswith("/api/") or "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"detail": _("This account needs a second factor.")}, status=403)
        if not has_one(request.user):
            return redirect("mfa_index")
        following = {REDIRECT_FIELD_NAME: request.get_full_path()} if request.method == "GET" else {}
        return redirect(
            f"{reverse('mfa_reauthenticate')}?{urlencode(following)}" if following else "mfa_reauthenticate"
        )
