"""Sign-in: by a code sent by mail; nobody makes an account alone."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This code is not the one we sent. Check it, or ask for another."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes, then ask for a new code."),
        "rate_limited": _("Too many requests. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request):
        return False  # accounts come from an organiser
