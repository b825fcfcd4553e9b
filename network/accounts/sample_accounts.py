"""The accounts of a local start, one for each kind of reader, and the links that sign in as them once."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from sesame.utils import get_query_string
from wagtail import hooks

from network.audience.roles import CONTRIBUTORS, ORGANISERS

LINK_SCOPE = "sign-in"
"""Purpose of the signed links: a link made for anything else does not sign in."""
SAMPLE_ACCOUNT_HOOK = "network_sample_account"
"""Called with the user of each sample account that was just made: apps give it something to see."""


@dataclass(frozen=True)
class SampleAccount:
    """One sample account; ``role`` is what the terminal calls it."""

    role: str
    email: str
    first_name: str
    last_name: str
    groups: tuple = ()
    metropolis: str = ""
    """The slug of the one whose practices a référent·e may draft."""
    is_superuser: bool = False


SAMPLE_ACCOUNTS = (
    SampleAccount("member", "membre@reseau.example", "Camille", "Exemple"),
    SampleAccount(
        "contributor", "referente@reseau.example", "Andrea", "Exemple", groups=(CONTRIBUTORS,), metropolis="nantes"
    ),
    SampleAccount("organiser", "organisation@reseau.example", "Dominique", "Exemple", groups=(ORGANISERS,)),
    SampleAccount("administrator", "administration@reseau.example", "Claude", "Exemple", is_superuser=True),
)


@transaction.atomic
def make_sample_accounts():
    """The users of the sample accounts by role, made where they are missing and otherwise left as they are."""
    users = {}
    for account in SAMPLE_ACCOUNTS:
        user, created = get_user_model().objects.get_or_create(
            email=account.email,
            defaults={
                "first_name": account.first_name,
                "last_name": account.last_name,
                "is_superuser": account.is_superuser,
                "is_staff": account.is_superuser,
            },
        )
        if created:
            user.set_unusable_password()
            user.save()
            user.groups.set(Group.objects.filter(name__in=account.groups))
            user.metropolises.set(user.metropolises.model.objects.filter(slug=account.metropolis))
            for give in hooks.get_hooks(SAMPLE_ACCOUNT_HOOK):
                give(user)
        users[account.role] = user
    return users


def sign_in_path(user):
    """The address that signs in as ``user``, once, within ``SESAME_MAX_AGE`` seconds."""
    return reverse("account_link") + get_query_string(user, scope=LINK_SCOPE)
