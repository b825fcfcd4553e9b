"""Erasing an account and what hangs on it; telling what was done.

What published minutes print is archive: the person stays named there, or her
or his function does, as she or he chose. All else goes, or loses its name.
"""

from dataclasses import dataclass
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.accounts import audit
from network.accounts.models.audit import AuditEntry
from network.directory.models.people import Person
from network.mail.kinds import mail_kind
from network.mail.outbox import post_template
from network.privacy.models.objections import NameReplacement, Objection
from network.privacy.names import function_of, withhold_name
from network.privacy.records import Subject, parts, records_with_addresses

KEPT_ELSEWHERE = (AuditEntry, Objection, NameReplacement)
"""Tables that hold an address for a reason which outlives the account: they have rules of their own."""

ERASURE = mail_kind("erasure", gettext_lazy("Account erased"), kept_for=timedelta(days=7))
"""The mail that tells what was done holds the address of somebody who is forgotten: it goes soon itself."""


class LastAdministrator(Exception):
    """The only administrator cannot go before there is another: nobody could open the desk any more."""


@dataclass(frozen=True)
class Erased:
    """What was done, in sentences, without a name."""

    done: list[str]


@transaction.atomic
def erase_account(user, *, keep_name=True, because="", tell=True):
    """Erase an account, her or his entry in the directory and all that belongs to them. Returns ``Erased``.

    ``keep_name`` says whether the archive (published minutes, programmes) goes on naming the person; otherwise it names the
    function. ``tell`` sends the list of what was done by mail. Raises ``LastAdministrator``.
    """
    if is_last_administrator(user):
        raise LastAdministrator
    subject = Subject.of(user)
    email, done_elsewhere = user.email, []
    for part in parts():
        done_elsewhere += part.erase(subject)
    done_elsewhere += _erase_records_with_addresses(subject)
    if subject.person is not None:
        done_elsewhere += _erase_person(subject.person, keep_name=keep_name, user=user)
    _end_sessions(user)
    AuditEntry.objects.forget(user)
    get_user_model().objects.get(pk=user.pk).delete()
    done = [
        _(
            "Your account, its means of sign-in, its devices and the searches it followed are deleted; you are signed out everywhere."
        ),
        *done_elsewhere,
        _("Texts that you wrote or changed in the desk stay, without your name."),
    ]
    audit.record(
        audit.Action.PRIVACY,
        _("An account was erased: %(reason)s.") % {"reason": because or _("its owner asked for it")},
        actor=None,
    )
    if tell:
        post_template(
            "network/privacy/mails/erased", to=email, context={"done": done, "because": because}, kind=ERASURE
        )
    return Erased(done)


def is_last_administrator(user):
    others = get_user_model().objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and user.is_active and not others.exists()


def _erase_records_with_addresses(subject):
    count = 0
    for model, records in records_with_addresses(subject):
        if not issubclass(model, KEPT_ELSEWHERE):
            count += records.count()
            records.delete()
    Objection.objects.filter(email__in=subject.addresses).update(email="")
    if not count:
        return []
    words = ngettext(
        "%(count)s message, request or mail with your address is deleted.",
        "%(count)s messages, requests and mails with your address are deleted.",
        count,
    )
    return [words % {"count": count}]


def _erase_person(person, *, keep_name, user):
    """The entry in the directory: deleted, or reduced to what the archive names."""
    person = Person.objects.get(pk=person.pk)
    function = function_of(person)
    person.mandates.all().delete()
    try:
        with transaction.atomic():
            Person.objects.get(pk=person.pk).delete()
    except (ProtectedError, RestrictedError):
        pass
    else:
        return [_("Your entry in the directory is deleted.")]
    person = Person.objects.get(pk=person.pk)
    empty_private_fields(person)
    person.save()
    if keep_name:
        return [
            _(
                "Your entry in the directory is deleted, except your name, which published minutes and programmes print as archive."
            )
        ]
    withhold_name(person=person, function=function, reason=_("Account erased by its owner"), by=None)
    return [
        _(
            "Your entry in the directory is deleted. In published minutes and programmes, “%(function)s” stands in place of your name."
        )
        % {"function": function}
    ]


KEPT_OF_A_PERSON = {"id", "first_name", "last_name", "slug", "shown_as"}


def empty_private_fields(person):
    """Every field but those that the archive prints, whatever fields a person has."""
    for one in Person._meta.concrete_fields:
        if one.name in KEPT_OF_A_PERSON:
            continue
        if one.name == "is_listed":
            person.is_listed = False
        elif one.null:
            setattr(person, one.name, None)
        elif isinstance(one, models.CharField | models.TextField):
            setattr(person, one.name, "")


def _end_sessions(user):
    keys = list(UserSession.objects.filter(user=user).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
