"""Asking for an account: the address is confirmed first, then the team decides. Nothing tells who has an account."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts import audit
from network.accounts.models.requests import CONFIRMATION_AGE, AccountRequest
from network.accounts.signed_links import code_for, values_in
from network.audience.roles import Role, give_role, may_change_role, may_give
from network.directory.models.people import Person
from network.mail.outbox import absolute
from network.mail.plain_mails import send
from network.mail.team_mails import tell_team

PURPOSE = "account-request"
State = AccountRequest.State


@transaction.atomic
def ask(*, email, now=None, **answers):
    """Keep a request and send a mail to its address: whatever is known of that address, exactly one mail.

    ``answers`` are ``first_name``, ``last_name``, ``organisation``, ``function`` and ``message``.
    """
    now = now or timezone.now()
    forget_unconfirmed(now)
    email = email.lower()
    if get_user_model().objects.with_address(email).filter(is_active=True).exists():
        send("network/accounts/mails/request_known", to=email, context={"url": absolute(reverse("account_login"))})
    elif AccountRequest.objects.filter(email=email, state=State.WAITING).exists():
        send("network/accounts/mails/request_waiting", to=email, context={})
    else:
        request, _created = AccountRequest.objects.update_or_create(
            email=email, state=State.UNCONFIRMED, defaults={"received_at": now, **answers}
        )
        code = code_for(PURPOSE, request=request.pk)
        url = absolute(reverse("account_request_confirm", args=[code]))
        send("network/accounts/mails/request_confirm", to=email, context={"request": request, "url": url})


def forget_unconfirmed(now):
    """What nobody confirmed was perhaps typed by somebody else: it is not kept."""
    AccountRequest.objects.filter(state=State.UNCONFIRMED, received_at__lt=now - CONFIRMATION_AGE).delete()


def request_of(code):
    """The request that a confirmation link is about, whatever its state, or ``None``."""
    values = values_in(code, PURPOSE, age=CONFIRMATION_AGE) or {}
    return AccountRequest.objects.filter(pk=values.get("request")).first()


@transaction.atomic
def confirm(request, *, now=None):
    """The address is right: the team is told, once."""
    unconfirmed = AccountRequest.objects.filter(pk=request.pk, state=State.UNCONFIRMED)
    if unconfirmed.update(state=State.WAITING, confirmed_at=now or timezone.now()):
        desk_url = absolute(reverse("account_request", args=[request.pk]))
        context = {"request": request, "desk_url": desk_url}
        tell_team("network/accounts/mails/request_to_decide", context, reply_to=request.email)


def decide(request, state, *, by, answer="", now=None):
    """Write down a decision. Raises ``ValidationError`` when somebody else has decided meanwhile."""
    waiting = AccountRequest.objects.filter(pk=request.pk, state=State.WAITING)
    if not waiting.update(state=state, decided_by=by, decided_at=now or timezone.now(), answer=answer):
        raise ValidationError(_("This request has been decided already."))
    request.refresh_from_db()


@transaction.atomic
def approve(request, *, by, role=Role.MEMBER, metropolises=(), person=None, now=None):
    """Open the account and tell the person. Returns the ``User``.

    ``person`` is who she or he is in the directory, if the directory has her or him.
    """
    if not may_give(by, role):
        raise PermissionDenied
    accounts = get_user_model().objects
    if person is not None and accounts.filter(person=person).exclude(email=request.email).exists():
        raise ValidationError({"person": _("%(person)s has an account already.") % {"person": person}})
    user = accounts.with_address(request.email).first()
    if user is not None and not user.is_active:
        raise ValidationError(_("The account of this address was closed. An administrator may open it again."))
    decide(request, State.APPROVED, by=by, now=now)
    if user is None:
        user = accounts.create_user(request.email, first_name=request.first_name, last_name=request.last_name)
    if person is not None and user.person_id is None:
        user.person = person
        user.save()
    if role != Role.MEMBER and may_change_role(by, user):
        give_role(user, role, metropolises=metropolises, by=by)
    send(
        "network/accounts/mails/request_approved",
        to=request.email,
        context={"request": request, "url": absolute(reverse("account_login"))},
    )
    audit.record(audit.Action.REQUEST, _("Request for an account approved."), actor=by, subject=request.email)
    return user


@transaction.atomic
def refuse(request, *, by, answer="", now=None):
    decide(request, State.REFUSED, by=by, answer=answer, now=now)
    send("network/accounts/mails/request_refused", to=request.email, context={"request": request, "answer": answer})
    audit.record(audit.Action.REQUEST, _("Request for an account refused."), actor=by, subject=request.email)


def suggested_person(request):
    """The person of the directory with the same name and no account, when there is just one."""
    found = Person.objects.filter(
        first_name__iexact=request.first_name, last_name__iexact=request.last_name, account=None
    )[:2]
    return found[0] if len(found) == 1 else None
