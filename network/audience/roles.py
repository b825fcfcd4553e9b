"""The groups of the network. What each may do is in its permissions, made by migration and kept by administrators."""

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

ORGANISERS = "organisers"
"""The ICPC team: organise, invite, publish."""
CONTRIBUTORS = "contributors"
"""Liaison officers of a metropolis: write drafts of its practices, submit them."""

ROLE_LABELS = {ORGANISERS: _("ICPC team"), CONTRIBUTORS: _("Liaison officer")}


class Role(models.TextChoices):
    """What an account is given when it is opened; the group of the same name, or none."""

    MEMBER = "member", _("Member: reads what is for members")
    CONTRIBUTOR = CONTRIBUTORS, _("Liaison officer: drafts the practices of her or his metropolis")
    ORGANISER = ORGANISERS, _("ICPC team: organises, writes, publishes")


def groups_of(user):
    """``{key: name}`` of the groups of an account, asked once of each instance, as Django does with permissions."""
    if not hasattr(user, "_groups_known"):
        user._groups_known = dict(user.groups.values_list("pk", "name")) if user.is_authenticated else {}
    return user._groups_known


def role_labels(user):
    """What a signed-in person is in the network, for the account page: never empty."""
    if user.is_superuser:
        return [_("Administrator")]
    return [ROLE_LABELS.get(name, name) for name in sorted(groups_of(user).values())] or [_("Member")]


def role_of(user):
    """The one of the three roles that an account has, for a form."""
    names = set(user.groups.values_list("name", flat=True))
    return next((Role(name) for name in (ORGANISERS, CONTRIBUTORS) if name in names), Role.MEMBER)


def may_give(by, role):
    """Nobody gives more than she or he has: the team makes members and liaison officers, administrators the team."""
    if by.is_superuser:
        return True
    return role in {Role.MEMBER, Role.CONTRIBUTOR} and by.groups.filter(name=ORGANISERS).exists()


def may_change_role(by, user):
    """Whether somebody may change the role of an account: not her or his own, nor that of an equal."""
    if user.pk == by.pk or (user.is_superuser and not by.is_superuser):
        return False
    return may_give(by, role_of(user))


@transaction.atomic
def give_role(user, role, *, metropolises=(), by):
    """Make ``role`` the role of an account; other groups (a working group's readers) stay as they are.

    Raises ``PermissionDenied`` when ``by`` may not give it, or may not take away what the account has.
    """
    if not may_give(by, role) or not may_change_role(by, user):
        raise PermissionDenied
    others = [name for name in (ORGANISERS, CONTRIBUTORS) if name != role]
    if taken := list(user.groups.filter(name__in=others)):  # the audit log notes what was taken
        user.groups.remove(*taken)
    if role != Role.MEMBER:
        user.groups.add(Group.objects.get(name=role))
    user.metropolises.set(metropolises if role == Role.CONTRIBUTOR else ())
