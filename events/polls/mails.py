"""The mails of a poll. Each is posted once for each person: the key says which."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from events.polls.links import link_of
from events.polls.models import DatePoll, DatePollVoter
from events.vocabularies import PollState
from network.audience.rules import PUBLIC, page_audience
from network.look.dates import format_day, format_hour
from network.mail.outbox import post_template

ASK, REMIND, CHOSEN, STOPPED = "ask", "remind", "chosen", "stopped"
KIND = "date_poll"


@task()
def write_mails(poll_pk, occasion, number=0, asked_before=""):
    """Write the mails of one occasion, to each person who is concerned. Interrupted and done again, nobody gets two.

    ``asked_before`` (a moment as ISO 8601) leaves out those who were asked since.
    """
    poll = DatePoll.objects.select_related("chosen_option", "meeting", "created_by").filter(pk=poll_pk).first()
    if poll is None or (occasion in (ASK, REMIND) and poll.state != PollState.OPEN):
        return 0
    options = list(poll.options.all())
    voters = concerned(poll, occasion, asked_before)
    for voter in voters:
        write(poll, voter, occasion, options, number)
    return len(voters)


def concerned(poll, occasion, asked_before=""):
    voters = DatePollVoter.objects.filter(poll=poll, revoked_at=None, asked_at__isnull=False)
    if occasion == REMIND:
        voters = voters.filter(answered_at=None)
    if asked_before:
        voters = voters.filter(asked_at__lt=datetime.fromisoformat(asked_before))
    return list(voters.select_related("person__account"))


@transaction.atomic
def write(poll, voter, occasion, options, number):
    """To the person and, as a copy, to the assistant, who answers with a link of her or his own."""
    voter.poll = poll
    person = voter.person
    key = f"poll:{poll.pk}:{occasion}:{number}:{voter.pk}"
    address = person.contact_email
    if address or not person.assistant_email:
        send(poll, voter, occasion, options, to=address, key=key)
    if person.assistant_email and person.assistant_email.lower() != address.lower():
        send(poll, voter, occasion, options, to=person.assistant_email, key=f"{key}:a", for_assistant=True)


def send(poll, voter, occasion, options, *, to, key, for_assistant=False):
    zone = poll.zone
    until = poll.answers_until.astimezone(zone)
    post_template(
        f"events/polls/mails/{occasion}",
        to=to,
        context={
            "poll": poll,
            "dates": [option.text_in(poll.time_zone) for option in options],
            "chosen": poll.chosen_option.text_in(poll.time_zone) if poll.chosen_option else "",
            "until": _("%(day)s at %(hour)s") % {"day": format_day(until, weekday=True), "hour": format_hour(until)},
            "name": voter.person.full_name,
            "zone": poll.get_time_zone_display() if poll.time_zone != "Europe/Paris" else "",
            "meeting_url": meeting_url(poll.meeting) if occasion == CHOSEN else "",
            "on_behalf_of": voter.person.full_name if for_assistant else "",
            "url": link_of(voter, for_assistant=for_assistant),
        },
        kind=KIND,
        key=key,
        about=f"poll:{poll.pk}",
        person=voter.person,
        reply_to=poll.created_by.email if poll.created_by else "",
    )


def meeting_url(meeting):
    """The page of a meeting that everybody may read; those for members only are reached from the site."""
    if meeting is None or not meeting.live or page_audience(meeting) != PUBLIC:
        return ""
    return meeting.full_url or ""
