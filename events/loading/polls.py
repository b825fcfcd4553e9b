"""The sample polls that ship: one that is open, with answers, and that says it is an example."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from events.loading.meetings import CONTENT, next_working_day
from events.polls.making import add_options, add_voters, options_of
from events.polls.models import DatePoll, DatePollVote, DatePollVoter
from events.vocabularies import AnswerChannel, PollAnswer, PollSide, PollState, PollVisibility
from network.directory.models.people import Person

PARIS = ZoneInfo("Europe/Paris")


def load_polls(run):
    if run.samples:
        for record in run.records(f"{CONTENT}/sample_polls.yaml"):
            load_poll(run, record)


def load_poll(run, record):
    # Read outside `fill`, which is not called for a record that did not change.
    title = record.text("title", required=True, max_length=200)
    days = [next_working_day(run.today + timedelta(days=int(text))) for text in record.texts("in_days")]
    hours = [read_hours(text) for text in record.texts("hours")]
    answers = [read_answers(person) for person in record.records("people")]
    until = run.today + timedelta(days=record.integer("until_in_days", required=True))

    def fill(poll):
        poll.is_hybrid = record.boolean("is_hybrid")
        poll.visibility = record.choice("visibility", PollVisibility, required=True)
        poll.message = record.text("message")
        poll.answers_until = datetime.combine(until, time(18), PARIS)
        poll.state = PollState.OPEN
        poll.sent_at = poll.sent_at or datetime.combine(run.today, time(9), PARIS)
        poll.is_sample = True

    key = record.text("key", required=True)
    poll = run.save(f"events:poll:{key}", record, DatePoll, find={"title": title}, fill=fill)
    if poll is None or poll.options.exists():
        return
    options, _errors = options_of([(day, day) for day in days], hours, PARIS, poll.sent_at)
    add_options(poll, options)
    for person, side, votes, comment in answers:
        load_answers(run, poll, person, side, votes, comment)


def read_hours(text):
    """Two hours written ``"10:00-12:00"``."""
    start, _dash, end = text.partition("-")
    return time.fromisoformat(start), time.fromisoformat(end)


def read_answers(record):
    values = (
        (record.text("slug", required=True), record.text("name", required=True)),
        record.choice("side", PollSide),
        [PollAnswer(text) if text != "-" else "" for text in record.texts("answers")],
        record.text("comment"),
    )
    record.finish()
    return values


def load_answers(run, poll, person, side, votes, comment):
    """Somebody asked and, unless the list is empty, what she or he answered. Without an address nothing is ever sent."""
    slug, name = person
    first, _space, last = name.rpartition(" ")
    person, _is_new = Person.objects.get_or_create(
        slug=slug, defaults={"first_name": first, "last_name": last, "is_listed": False}
    )
    add_voters(poll, [person])
    voter = DatePollVoter.objects.get(poll=poll, person=person)
    voter.asked_at = poll.sent_at
    if any(votes):
        voter.answered_at = datetime.combine(run.today, time(9, 30), PARIS)
        voter.answer_channel = AnswerChannel.LINK
        voter.comment = comment
    voter.save()
    DatePollVote.objects.bulk_create(
        DatePollVote(
            voter=voter,
            option=option,
            answer=answer,
            side=side if poll.is_hybrid and answer != PollAnswer.NO else "",
        )
        for option, answer in zip(poll.options.all(), votes, strict=False)
        if answer
    )
