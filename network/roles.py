"""The groups of the network. What each may do is in its permissions, made by migration and kept by administrators."""

from django.utils.translation import gettext_lazy as _

ORGANISERS = "organisers"
"""The ICPC team: organise, invite, publish."""
CONTRIBUTORS = "contributors"
"""Liaison officers of a metropolis: write drafts, submit them."""

ROLE_LABELS = {ORGANISERS: _("ICPC team"), CONTRIBUTORS: _("Liaison officer")}


def role_labels(user):
    """What a signed-in person is in the network, for the account page: never empty."""
    if user.is_superuser:
        return [_("Administrator")]
    names = user.groups.values_list("name", flat=True)
    return [ROLE_LABELS.get(name, name) for name in sorted(names)] or [_("Member")]
