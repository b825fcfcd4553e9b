"""Objecting to being named: an address is confirmed first, then the team decides and answers by mail."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts import audit
from network.accounts.signed_links import code_for, values_in
from network.mail.outbox import absolute
from network.mail.plain_mails import send
from network.mail.team_mails import tell_team
from network.privacy.models.objections import Objection
from network.privacy.names import withhold_name

PURPOSE = "objection"
CONFIRMATION_AGE = timedelta(days=3)
State = Objection.State


@transaction.atomic
def object_to(*, email, **words):
    """Keep an objection and send a mail to its address. ``words`` are ``name``, ``page``, ``wish``, ``function``, ``message``."""
    objection = Objection.objects.create(email=email, **words)
    url = absolute(reverse("objection_confirm", args=[code_for(PURPOSE, objection=objection.pk)]))
    send("network/privacy/mails/objection_confirm", to=email, context={"objection": objection, "url": url})
    return objection


def objection_of(code):
    """The objection that a confirmation link is about, or ``None``."""
    values = values_in(code, PURPOSE, age=CONFIRMATION_AGE) or {}
    return Objection.objects.filter(pk=values.get("objection")).first()


@transaction.atomic
def confirm(objection, *, now=None):
    """The address is right: the team is told, once, and has a month to answer (RGPD art. 12)."""
    unconfirmed = Objection.objects.filter(pk=objection.pk, state=State.UNCONFIRMED)
    if unconfirmed.update(state=State.OPEN, confirmed_at=now or timezone.now()):
        desk_url = absolute(reverse("objection", args=[objection.pk]))
        tell_team(
            "network/privacy/mails/objection_to_answer",
            {"objection": objection, "desk_url": desk_url},
            reply_to=objection.email,
        )


def close(objection, state, *, by, answer="", now=None):
    """Write down an answer and send it. Raises ``ValidationError`` when somebody else has answered meanwhile."""
    opened = Objection.objects.filter(pk=objection.pk, state=State.OPEN)
    if not opened.update(state=state, answered_by=by, answer=answer, answered_at=now or timezone.now()):
        raise ValidationError(_("This objection has been answered already."))
    objection.refresh_from_db()
    if objection.email:
        send("network/privacy/mails/objection_answered", to=objection.email, context={"objection": objection})


@transaction.atomic
def refuse(objection, *, by, answer):
    """A refusal says why: the person may then turn to the CNIL."""
    close(objection, State.REFUSED, by=by, answer=answer)
    audit.record(audit.Action.PRIVACY, _("An objection was refused."), actor=by)


@transaction.atomic
def grant(objection, *, by, function, person=None, answer=""):
    """Replace the name by a function everywhere, and tell the person. Returns the ``NameReplacement``."""
    replacement = withhold_name(
        function=function,
        by=by,
        person=person,
        names=[objection.name],
        reason=_("Objection of %(day)s") % {"day": timezone.localdate(objection.received_at).strftime("%d/%m/%Y")},
        objection=objection,
    )
    close(objection, State.REPLACED, by=by, answer=answer)
    return replacement
