"""Recording what somebody answers to a poll."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.answers.window import BY_STAFF
from events.polls.models import DatePoll, DatePollVote, DatePollVoter
from events.vocabularies import PollAnswer, PollState


class PollIsClosed(ValidationError):
    """The answer comes too late."""


@transaction.atomic
def record_votes(*, voter, votes, channel, user=None, comment="", now=None):
    """Replace what somebody answered before.

    ``votes`` maps the keys of options to ``(PollAnswer, PollSide or "")``; options left out stay without an answer.
    The team may note what it was told by telephone past the deadline, until a date is chosen. Raises ``ValidationError`` with a sentence fit to show: too late, no answer at all, an option of another poll, or
    a side that is missing.
    """
    now = now or timezone.now()
    voter = DatePollVoter.objects.select_for_update(of=("self",)).get(pk=voter.pk)
    poll = DatePoll.objects.get(pk=voter.poll_id)
    is_open = poll.state == PollState.OPEN if channel in BY_STAFF else poll.takes_answers(now)
    if voter.revoked_at or not is_open:
        raise PollIsClosed(_("It is too late to answer: your answers were not noted. Write to the organisers."))
    known = set(poll.options.values_list("pk", flat=True))
    if not votes or not set(votes) <= known:
        raise ValidationError(_("Answer at least one of the dates."))
    for answer, side in votes.values():
        if poll.is_hybrid and answer != PollAnswer.NO and not side:
            raise ValidationError(_("Say on which side you would come."))
    voter.votes.all().delete()
    DatePollVote.objects.bulk_create(
        DatePollVote(
            voter=voter,
            option_id=option,
            answer=answer,
            side=side if poll.is_hybrid and answer != PollAnswer.NO else "",
        )
        for option, (answer, side) in votes.items()
    )
    voter.comment = comment.strip()
    voter.answered_at = now
    voter.answer_channel = channel
    voter.answered_by = user
    voter.save()
    return voter
