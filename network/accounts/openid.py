"""Signing in with ProConnect or another OpenID Connect provider: for people who have an account here already."""

import re
import secrets

from allauth.account.internal.userkit import filter_users_by_email
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from network.accounts.secret_pages import secret_page

NONCE = "openid_nonce"
SIRET_OF_A_PUBLIC_BODY = re.compile(r"[12][0-9]{13}")


def provider():
    """The provider set up on this site (its entry of ``SOCIALACCOUNT_PROVIDERS``), or ``None``."""
    return next(iter(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]), None)


def provider_name():
    return provider()["name"] if provider() else ""


def is_of_the_public_sector(claims):
    """What ProConnect says of the employer: its SIRET, and whether it is a public service when it is known.

    Numbers of public bodies begin with 1 (the State) or 2 (local authorities); those of everybody else do not.
    """
    if isinstance(claims.get("is_service_public"), bool):
        return claims["is_service_public"]
    siret = str(claims.get("siret") or "").replace(" ", "")
    return SIRET_OF_A_PUBLIC_BODY.fullmatch(siret) is not None


class OpenIDAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return False  # accounts come from an organiser

    def pre_social_login(self, request, sociallogin):
        """Recognise somebody by the address that the provider vouches for, and nobody else."""
        if provider()["settings"].get("public_sector_only") and not is_of_the_public_sector(
            sociallogin.account.extra_data.get("userinfo") or {}
        ):
            raise ImmediateHttpResponse(
                render(request, "network/accounts/public_sector_only.html", {"provider": provider_name()}, status=403)
            )
        if sociallogin.is_existing:
            return
        user = self.known_person(sociallogin)
        if user is None:
            raise ImmediateHttpResponse(
                render(request, "network/accounts/unknown_to_the_site.html", {"provider": provider_name()}, status=403)
            )
        sociallogin.connect(request, user)

    def known_person(self, sociallogin):
        addresses = [address.email for address in sociallogin.email_addresses if address.verified]
        users = [user for address in addresses for user in filter_users_by_email(address, is_active=True)]
        return users[0] if users else None

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        """Say it in the site's look, without what the provider answered."""
        raise ImmediateHttpResponse(refusal(request))


class OpenIDFlow(OpenIDConnectOAuth2Adapter):
    """ProConnect answers the question “who is it” with a signed token, where the standard also allows plain JSON
    (OpenID Connect Core 1.0 §5.3.2), and calls a family name ``usual_name``."""

    def complete_login(self, request, app, token, **kwargs):
        login = super().complete_login(request, app, token, **kwargs)
        expected = request.session.pop(NONCE, None)
        if expected is None or login.account.extra_data.get("id_token", {}).get("nonce") != expected:
            raise OAuth2Error("The identity is not the one asked for in this session.")
        return login

    def _fetch_user_info(self, access_token):
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.profile_url, headers={"Authorization": f"Bearer {access_token}"})
            answer.raise_for_status()
        if answer.headers.get("Content-Type", "").split(";")[0].strip() != "application/jwt":
            return self.read(answer.json())
        claims = jwtkit.verify_and_decode(
            credential=answer.text,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=self.get_provider().app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return self.read(claims)

    def read(self, claims):
        claims.setdefault("family_name", claims.get("usual_name", ""))
        # A provider that says nothing of it is believed only if the settings say so.
        claims.setdefault("email_verified", self.get_provider().app.settings["emails_are_verified"])
        return claims


def view_of(view_class):
    """One of allauth's two views, with the flow above; what goes wrong is said in the site's look."""

    def view(request, provider_id):
        try:
            return view_class.adapter_view(OpenIDFlow(request, provider_id))(request)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error
        except (OAuth2Error, OSError, ValueError):  # the provider does not answer, or nothing one can read
            return refusal(request)

    return view


def refusal(request):
    return render(request, "network/accounts/openid_refused.html", {"provider": provider_name()}, status=403)


@require_POST
def begin(request, provider_id):
    """Send somebody to the provider, with a number that its answer must repeat (§3.1.2.1: ``nonce``)."""
    request.session[NONCE] = secrets.token_urlsafe(24)
    # What the address itself may ask of the provider is never passed on.
    request.GET = request.GET.copy()
    request.GET["auth_params"] = urlencode({"nonce": request.session[NONCE]})
    return view_of(OAuth2LoginView)(request, provider_id)


@require_safe
@secret_page
def finish(request, provider_id):
    """Where the provider sends somebody back to, with a code in the address."""
    return view_of(OAuth2CallbackView)(request, provider_id)
