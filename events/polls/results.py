"""What a poll gives: each date's counts, the best ones, and who answered what. Three queries, however many answer."""

from collections import Counter
from dataclasses import dataclass, field, replace

from events.polls.models import DatePollVote
from events.vocabularies import PollAnswer, PollSide


@dataclass(frozen=True)
class OptionResult:
    option: object
    yes: int = 0
    if_need_be: int = 0
    no: int = 0
    on_site: int = 0
    """Of those who can come, if need be included."""
    remote: int = 0
    is_best: bool = False

    @property
    def can_come(self):
        return self.yes + self.if_need_be


@dataclass(frozen=True)
class PollResult:
    options: list[OptionResult]
    voters: list
    """Those asked, in the order of names, links withdrawn left out unless they answered."""
    votes: dict = field(default_factory=dict)
    """``{(voter key, option key): DatePollVote}``."""

    @property
    def answered(self):
        return [voter for voter in self.voters if voter.answered_at]

    @property
    def silent(self):
        return [voter for voter in self.voters if not voter.answered_at]


def result_of(poll):
    options = list(poll.options.all())
    voters = [
        voter
        for voter in poll.voters.select_related("person__account", "answered_by")
        if voter.answered_at or not voter.revoked_at
    ]
    votes = {(vote.voter_id, vote.option_id): vote for vote in DatePollVote.objects.filter(voter__poll=poll)}
    return PollResult(mark_best(count(options, votes.values())), voters, votes)


def count(options, votes):
    answers, sides = Counter(), Counter()
    for vote in votes:
        answers[vote.option_id, vote.answer] += 1
        if vote.side and vote.answer != PollAnswer.NO:
            sides[vote.option_id, vote.side] += 1
    return [
        OptionResult(
            option,
            yes=answers[option.pk, PollAnswer.YES],
            if_need_be=answers[option.pk, PollAnswer.IF_NEED_BE],
            no=answers[option.pk, PollAnswer.NO],
            on_site=sides[option.pk, PollSide.ON_SITE],
            remote=sides[option.pk, PollSide.REMOTE],
        )
        for option in options
    ]


def mark_best(results):
    """Mark the dates at which most can come and, among those, most without « if need be ».

    Equals are all marked, unless all dates are equal: that would say nothing.
    """
    best = max(((result.can_come, result.yes) for result in results), default=(0, 0))
    marked = [result for result in results if (result.can_come, result.yes) == best]
    if best[0] == 0 or (len(marked) == len(results) and len(results) > 1):
        return results
    return [replace(result, is_best=(result.can_come, result.yes) == best) for result in results]
