"""The personal link of a date poll: one person, one poll; revocable, and dead some time after the poll."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from events.polls.models import DatePollVoter
from events.vocabularies import AnswerChannel
from network.mail.outbox import absolute

SALT = "events.date_poll"
WORKS_FOR = timedelta(days=60)
"""How long after the deadline the link still shows what became of the poll."""
ON_BEHALF = "a"
"""Ends the token of an assistant, whose answers are noted as such."""


def token_of(voter, *, for_assistant=False):
    parts = [str(voter.pk), voter.link_key, *([ON_BEHALF] if for_assistant else [])]
    return signing.Signer(salt=SALT, sep="~").sign(".".join(parts))


def link_of(voter, *, for_assistant=False):
    """The whole address, for a mail."""
    return absolute(reverse("events:date_poll", args=[token_of(voter, for_assistant=for_assistant)]))


def voter_of(token):
    """``(voter, channel)`` of a token; ``(None, "")`` when it was tampered with, renewed or revoked."""
    try:
        pk, key, *rest = signing.Signer(salt=SALT, sep="~").unsign(token).split(".")
    except (signing.BadSignature, ValueError):
        return None, ""
    voter = (
        DatePollVoter.objects.select_related("poll__chosen_option", "poll__meeting", "person")
        .filter(pk=pk, link_key=key, revoked_at=None)
        .first()
    )
    if voter is None:
        return None, ""
    return voter, AnswerChannel.ASSISTANT if rest == [ON_BEHALF] else AnswerChannel.LINK


def is_expired(poll, now=None):
    return (now or timezone.now()) > poll.answers_until + WORKS_FOR
