"""Two entries of the directory that are one person: in a poll that asked both, one answer for each date."""

from django.db import transaction
from django.utils.translation import gettext as _

from events.polls.models import DatePollVote, DatePollVoter

LONGEST_COMMENT = DatePollVoter._meta.get_field("comment").max_length


@transaction.atomic
def merge_voters(keep, gone, *, user=None):
    """Give the answers of ``gone`` to ``keep``. Where both answered a date, the later answer holds.

    Returns a sentence for each poll that asked both, with the answers that gave way.
    """
    own = {voter.poll_id: voter for voter in DatePollVoter.objects.filter(person=keep)}
    told = []
    for other in DatePollVoter.objects.filter(person=gone).select_related("poll"):
        if mine := own.get(other.poll_id):
            told.append(in_words(other.poll, merge_two(mine, other, keep)))
        else:
            DatePollVoter.objects.filter(pk=other.pk).update(person=keep)
    return told


def merge_two(mine, other, keep):
    """Make one voter of two, with the link that works; returns the votes that gave way."""
    stays, goes = (other, mine) if works(other) and not works(mine) else (mine, other)
    later, earlier = (goes, stays) if answered(goes) > answered(stays) else (stays, goes)
    given = {vote.option_id: vote for vote in later.votes.all()}
    replaced, kept = [], []
    for vote in earlier.votes.select_related("option"):
        if (newer := given.get(vote.option_id)) is None:
            kept.append(vote)
        elif (newer.answer, newer.side) != (vote.answer, vote.side):
            replaced.append(vote)
    votes = [*given.values(), *kept]
    DatePollVote.objects.filter(voter__in=[mine, other]).delete()
    for vote in votes:
        vote.pk, vote.voter = None, stays
    DatePollVote.objects.bulk_create(votes)
    comments = dict.fromkeys(filter(None, (later.comment, earlier.comment)))
    stays.comment = " / ".join(comments)[:LONGEST_COMMENT]
    for name in ("answered_at", "answer_channel", "answered_by_id"):
        setattr(stays, name, getattr(later, name))
    stays.asked_at = min(filter(None, (stays.asked_at, goes.asked_at)), default=None)
    goes.delete()
    stays.person = keep
    stays.save()
    return replaced


def works(voter):
    return voter.asked_at is not None and voter.revoked_at is None


def answered(voter):
    return voter.answered_at.timestamp() if voter.answered_at else 0


def in_words(poll, replaced):
    if not replaced:
        return _("Poll “%(poll)s”: one line now, with the answers of both.") % {"poll": poll}
    answers = " / ".join(
        _("%(date)s: %(answer)s")
        % {
            "date": vote.option.text_in(poll.time_zone),
            "answer": ", ".join(filter(None, (vote.get_answer_display(), vote.get_side_display()))),
        }
        for vote in replaced
    )
    return _("Poll “%(poll)s”: one line now. The later answers hold; these gave way: %(answers)s.") % {
        "poll": poll,
        "answers": answers,
    }
