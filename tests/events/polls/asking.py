"""Date polls for the tests, and answers to them."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from events.polls.answering import record_votes
from events.polls.mails import REMIND
from events.polls.making import add_options, add_voters, options_of
from events.polls.models import DatePoll
from events.polls.running import send_poll
from network.mail.models.outgoing import OutgoingMail
from tests.factories.directory import PersonFactory
from tests.factories.events import paris

PARIS = ZoneInfo("Europe/Paris")
DAY = date(2027, 1, 12)
NOW = paris("2026-12-01 10:00")


def make_poll(people=3, *, send=True, **fields):
    """A poll about two days in a month, at 10 h, sent to people who have an address."""
    fields = {"title": "Atelier de printemps", "answers_until": timezone.now() + timedelta(days=5)} | fields
    made = DatePoll.objects.create(**fields)
    ahead = timezone.localdate() + timedelta(days=30)
    options, errors = options_of(
        [(ahead, ahead), (ahead + timedelta(days=1), ahead + timedelta(days=1))], [(time(10), time(12))], PARIS
    )
    assert errors == []
    add_options(made, options)
    add_voters(made, [PersonFactory(email=f"p{number}@ville.example") for number in range(people)])
    if send:
        send_poll(made)
    made.refresh_from_db()
    return made


def vote(poll, voter, *answers, side=""):
    options = list(poll.options.all())
    votes = {option.pk: (answer, side) for option, answer in zip(options, answers, strict=False) if answer}
    return record_votes(voter=voter, votes=votes, channel="link")


def reminded():
    return sorted(OutgoingMail.objects.filter(key__contains=f":{REMIND}:").values_list("to", flat=True))
