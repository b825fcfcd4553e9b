"""Who may read a page, chosen in the form that makes it: Wagtail's privacy, in place before anything is published.

Afterwards Wagtail's own « Privacy » is where it is changed. This choice only ever restricts: it opens nothing.
"""

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageViewRestriction

from network.audience.roles import ORGANISERS
from network.audience.rules import members_only

EVERYBODY, MEMBERS, TEAM = "", "members", "team"
CHOICES = [
    (EVERYBODY, _("Everybody")),
    (MEMBERS, _("Members only")),
    (TEAM, _("The ICPC team only")),
]


def restrict(page, audience, *, user=None):
    """Restrict a page that has no restriction of its own to one of ``CHOICES``. Another one is left as it is."""
    if not audience or page.view_restrictions.exists():
        return
    if audience == MEMBERS:
        members_only(page, user)
        return
    restriction = PageViewRestriction(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.save(user=user)
    restriction.groups.set(Group.objects.filter(name=ORGANISERS))


def copy_restrictions(source, page, *, user=None):
    """Give a page the restrictions that another one has of its own."""
    for restriction in source.view_restrictions.all():
        copy = PageViewRestriction(
            page=page, restriction_type=restriction.restriction_type, password=restriction.password
        )
        copy.save(user=user)
        copy.groups.set(restriction.groups.all())
