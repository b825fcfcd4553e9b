"""The accounts of a local start, one for each kind of reader, and the links that sign in as them once."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from wagtail import hooks

from network.accounts.signed_links import code_for, values_in
from network.audience.roles import CONTRIBUTORS, ORGANISERS

LINK_PURPOSE = "sample-account"
LINK_AGE = timedelta(days=1)
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
    """The address that signs in as ``user``, once, within ``LINK_AGE``."""
    code = code_for(LINK_PURPOSE, user=user.pk, state=state_of(user))
    return f"{reverse('account_link')}?code={code}"


def whom_a_link_signs_in(code):
    """The user of a code, or ``None`` when it is made up, too old, or used: who signs in or changes the password ends it."""
    values = values_in(code, LINK_PURPOSE, age=LINK_AGE)
    user = values and get_user_model().objects.filter(pk=values["user"], is_active=True).first()
    return user if user and values["state"] == state_of(user) else None


def state_of(user):
    """What a link was made for, in 64 hexadecimal digits: it changes with each sign-in and with the password."""
    return salted_hmac(
        "network.accounts.sample_link", f"{user.password} {user.last_login}", algorithm="sha256"
    ).hexdigest()
