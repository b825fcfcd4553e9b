"""Sign-in: by a code sent by mail, a passkey or a password; nobody makes an account alone."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from network.mail.plain_mails import SIGN_IN

NO_ADDRESS = "0.0.0.0"  # noqa: S104 -- stands for an address, listens to nothing
TOO_MANY = _("Too many requests. Wait a few minutes and try again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This code is not the one we sent. Check it, or ask for another."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes, then ask for a new code."),
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request):
        return False  # accounts come from an organiser

    def send_mail(self, template_prefix, email, context):
        """As allauth does, with a word for the outbox: somebody waits for it in front of a screen."""
        request = allauth_context.request
        values = {"request": request, "email": email, "current_site": get_current_site(request)} | context
        message = self.render_mail(template_prefix, email, values)
        message.kind = SIGN_IN
        message.send()

    def get_client_ip(self, request):
        """Who asks, as far as it can be trusted; those who cannot be told apart share one allowance."""
        try:
            return super().get_client_ip(request)
        except PermissionDenied:
            return NO_ADDRESS


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authentication applications are kept encrypted: a stolen copy of the database does not hold them."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not the right one. Check it, or wait for the next."),
    }

    def encrypt(self, text):
        return keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return keys().decrypt(encrypted_text.encode()).decode()


def keys():
    """Made from the secret key; earlier ones (``SECRET_KEY_FALLBACKS``) still read what they wrote."""
    return MultiFernet([Fernet(derived(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def derived(key):
    digest = hashlib.sha256(b"network.accounts.second_factor" + key.encode()).digest()
    return base64.urlsafe_b64encode(digest)
