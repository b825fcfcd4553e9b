"""Plain mails about accounts: two templates, a subject and a text."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from network.mail.kinds import Secrecy, mail_kind
from network.mail.outbox import absolute, post_template, site_host

__all__ = ["ACCOUNT", "SIGN_IN", "absolute", "send", "site_host"]

ACCOUNT = mail_kind("account", _("Account"), secrecy=Secrecy.HIDDEN)
SIGN_IN = mail_kind("sign_in", _("Sign-in"), secrecy=Secrecy.FORGOTTEN, kept_for=timedelta(days=7), is_urgent=True)
"""Written by allauth: codes, and words about what was done with an account (``network.accounts.adapters``)."""


def send(template, *, to, context, **more):
    """Write a mail now, sent when the change that it tells of is kept (same transaction)."""
    return post_template(template, to=to, context=context, **{"kind": ACCOUNT} | more)
