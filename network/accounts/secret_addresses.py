"""Addresses that open something without a sign-in: feeds of followed searches, calendars, personal links of mails.

Their owner renews each where it is listed. Where one has leaked, the team cuts all those of one account at once. An
app whose links are part of it registers under ``REVOKE_HOOK`` a function of an account that makes them worthless
and returns what it did in words, or nothing.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail import hooks

from network.accounts import audit

REVOKE_HOOK = "revoke_secret_addresses"


@transaction.atomic
def revoke_secret_addresses(user, *, by):
    """Make every secret address of an account worthless; returns what was done, a list of short phrases."""
    done = [words for revoke in hooks.get_hooks(REVOKE_HOOK) if (words := revoke(user, by=by))]
    audit.record(
        audit.Action.LINK,
        _("Secret addresses cut: %(what)s") % {"what": ", ".join(done) or _("there were none")},
        actor=by,
        subject=str(user),
    )
    return done
