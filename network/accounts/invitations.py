"""Inviting a person of the directory to have an account: account and person are linked when she or he accepts."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts import audit
from network.accounts.models.invitations import INVITATION_AGE, AccountInvitation
from network.accounts.signed_links import code_for, values_in
from network.audience.roles import Role, give_role, may_change_role, may_give
from network.mail.outbox import absolute
from network.mail.plain_mails import send

PURPOSE = "account-invitation"


@transaction.atomic
def invite(*, person, email, role, metropolises=(), by, now=None):
    """Send an invitation. Returns the ``AccountInvitation``.

    Raises ``ValidationError`` with a message fit for the form when the person, or the address, has an account
    already, and ``PermissionDenied`` when ``by`` may not give that role.
    """
    if not may_give(by, role):
        raise PermissionDenied
    refuse_if_taken(person, email)
    withdraw(AccountInvitation.objects.filter(person=person), by=by, now=now)
    invitation = AccountInvitation.objects.create(
        person=person, email=email.lower(), role=role, invited_by=by, sent_at=now or timezone.now()
    )
    invitation.metropolises.set(metropolises if role == Role.CONTRIBUTOR else ())
    deliver(invitation, by=by)
    return invitation


def refuse_if_taken(person, email):
    accounts = get_user_model().objects
    if accounts.filter(person=person).exists():
        raise ValidationError(_("%(person)s has an account already.") % {"person": person})
    other = accounts.with_address(email).exclude(person=None).select_related("person").first()
    if other is not None:
        raise ValidationError(
            {
                "email": _("This address is that of the account of %(person)s. Give another one.")
                % {"person": other.person}
            }
        )


@transaction.atomic
def send_again(invitation, *, by, now=None):
    """The same invitation in a new mail; the links of earlier ones are closed."""
    if invitation.accepted_at or not may_give(by, invitation.role):
        raise PermissionDenied
    refuse_if_taken(invitation.person, invitation.email)
    AccountInvitation.objects.filter(pk=invitation.pk).update(
        serial=F("serial") + 1, sent_at=now or timezone.now(), revoked_at=None, invited_by=by
    )
    invitation.refresh_from_db()
    deliver(invitation, by=by)


def withdraw(invitations, *, by, now=None):
    """Close the links of invitations that were not accepted. Returns how many."""
    count = invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=now or timezone.now())
    if count:
        audit.record(audit.Action.INVITATION, _("Invitation to have an account withdrawn."), actor=by)
    return count


def deliver(invitation, *, by):
    send(
        "network/accounts/mails/invitation",
        to=invitation.email,
        context={
            "person": invitation.person,
            "by": by.get_full_name() or _("the ICPC team"),
            "until": timezone.localtime(invitation.expires_at),
            "url": absolute(link_of(invitation)),
        },
    )
    audit.record(
        audit.Action.INVITATION,
        _("Invited to have an account: %(person)s.") % {"person": invitation.person},
        actor=by,
        subject=invitation.email,
    )


def link_of(invitation):
    code = code_for(PURPOSE, invitation=invitation.pk, serial=invitation.serial)
    return reverse("account_invitation", args=[code])


def invitation_of(code, now=None):
    """The open invitation that a link is about, or ``None`` (made up, too old, withdrawn, sent again, accepted)."""
    values = values_in(code, PURPOSE, age=INVITATION_AGE) or {}
    invitation = (
        AccountInvitation.objects.select_related("person", "invited_by")
        .filter(pk=values.get("invitation"), serial=values.get("serial"))
        .first()
    )
    return invitation if invitation is not None and invitation.is_open(now) else None


class Refused(Exception):
    """An invitation cannot be accepted any more."""


@transaction.atomic
def accept(invitation, *, now=None):
    """Open the account. Returns ``(user, created)``: an account that had this address before is linked, not made.

    The link proves the address, so whoever holds it may have the account of that address linked to the person, but
    is signed in to it only if it is new: an older one may ask for more than a mail. Raises ``Refused``.
    """
    now = now or timezone.now()
    unused = AccountInvitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if not unused.update(accepted_at=now):
        raise Refused
    accounts = get_user_model().objects
    user = accounts.with_address(invitation.email).first()
    if accounts.filter(person=invitation.person).exists() or (user and (user.person_id or not user.is_active)):
        raise Refused
    created = user is None
    person = invitation.person
    if created:
        user = accounts.create_user(invitation.email, first_name=person.first_name, last_name=person.last_name)
    user.person = person
    user.save()
    by = invitation.invited_by
    # The role is given with the rights that whoever invited has now: none if she or he has left.
    stands = by is not None and by.is_active and may_give(by, invitation.role) and may_change_role(by, user)
    if stands and invitation.role != Role.MEMBER:
        give_role(user, invitation.role, metropolises=invitation.metropolises.all(), by=by)
    audit.record(audit.Action.INVITATION, _("Invitation accepted."), actor=user, subject=user.email)
    return user, created


@transaction.atomic
def link_person(account, person, *, by):
    """Say who in the directory an account is of, or that it is of nobody there. Nothing is done when it is known."""
    if account.person_id == (person.pk if person else None):
        return
    account.person = person
    account.save(update_fields=["person"])
    words = _("Linked to %(person)s.") % {"person": person} if person else _("No longer linked to a person.")
    audit.record(audit.Action.ROLE, words, actor=by, subject=account.email)
