"""The life of a poll: sent, reminded, settled by a date or stopped without one."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.models import AgendaPage
from events.attendance.models import new_link_key
from events.meetings.models.meeting import MeetingPage
from events.polls.mails import ASK, CHOSEN, DATE_POLL, POLL, REMIND, STOPPED, write_mails
from events.polls.models import LEFT_ALONE, DatePoll
from events.vocabularies import MeetingFormat, MeetingStatus, PollState
from network.mail.outbox import cancel_mails


def locked(poll):
    return DatePoll.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=poll.pk)


@transaction.atomic
def send_poll(poll, now=None):
    """Ask everybody who was not asked yet; done again after people were added, it writes to these only.

    Returns how many are asked now. Raises ``ValidationError`` when there is no date, nobody, or no time to answer.
    """
    now = now or timezone.now()
    poll = locked(poll)
    if poll.state not in (PollState.DRAFT, PollState.OPEN):
        raise ValidationError(_("This poll is over: nobody can be asked any more."))
    if not poll.options.exists():
        raise ValidationError(_("This poll has no date. Add at least one."))
    if poll.answers_until <= now:
        raise ValidationError(_("The deadline is past. Choose a later one, so that people can answer."))
    waiting = poll.voters.filter(asked_at=None, revoked_at=None)
    count = waiting.count()
    if not count:
        raise ValidationError(_("There is nobody to ask. Choose at least one person."))
    waiting.update(asked_at=now)
    poll.state = PollState.OPEN
    poll.sent_at = poll.sent_at or now
    poll.save(update_fields=["state", "sent_at"])
    write_mails.enqueue(poll.pk, ASK)
    return count


@transaction.atomic
def remind(poll, now=None):
    """Write again to those who have not answered, and to nobody else. Returns how many."""
    poll = locked(poll)
    if not poll.takes_answers(now):
        raise ValidationError(_("This poll takes no answers any more: nobody was reminded."))
    count = silent(poll).count()
    if not count:
        raise ValidationError(_("Everybody has answered: nobody was reminded."))
    write_reminders(poll)
    return count


def silent(poll):
    """Those who were asked and have not answered."""
    return poll.voters.filter(answered_at=None, revoked_at=None, asked_at__isnull=False)


def write_reminders(poll, asked_before=""):
    poll.reminders_sent = F("reminders_sent") + 1
    poll.save(update_fields=["reminders_sent"])
    poll.refresh_from_db(fields=["reminders_sent"])
    write_mails.enqueue(poll.pk, REMIND, poll.reminders_sent, asked_before)


def remind_due_polls(now=None):
    """Remind, once before each deadline, those who have not answered the polls that ask for it. Called every minute.

    Returns how many polls.
    """
    now = now or timezone.now()
    polls = DatePoll.objects.filter(state=PollState.OPEN, remind_days__gt=0, answers_until__gt=now, is_sample=False)
    due = [poll for poll in polls.exclude(reminded_for=F("answers_until")) if is_due(poll, now)]
    for poll in due:
        remind_before_deadline(poll, now)
    return len(due)


def is_due(poll, now):
    return poll.reminds_at is not None and poll.reminds_at <= now


@transaction.atomic
def remind_before_deadline(poll, now):
    poll = locked(poll)
    if poll.state != PollState.OPEN or poll.reminded_for == poll.answers_until:
        return
    poll.reminded_for = poll.answers_until
    poll.save(update_fields=["reminded_for"])
    before = now - LEFT_ALONE
    if silent(poll).filter(asked_at__lt=before).exists():
        write_reminders(poll, before.isoformat())


@transaction.atomic
def choose(poll, option, *, user=None, now=None):
    """Turn one date into that of the meeting, and tell everybody asked. Returns the meeting, as it now stands in the
    desk: a draft, if there was none.

    Raises ``ValidationError`` when the poll was not sent or is settled already.
    """
    poll = locked(poll)
    if poll.state != PollState.OPEN:
        raise ValidationError(_("This poll is not open: no date can be chosen."))
    if option.poll_id != poll.pk:
        raise ValidationError(_("This date is not one of the poll."))
    meeting = date_meeting(poll, option, user) if poll.meeting_id else new_meeting(poll, option, user)
    poll.meeting = meeting
    poll.chosen_option = option
    settle(poll, PollState.DECIDED, CHOSEN, now)
    return meeting


@transaction.atomic
def stop_poll(poll, now=None):
    """Settle a poll without a date; who was asked is told. A poll that was never sent is only closed."""
    poll = locked(poll)
    if poll.state not in (PollState.DRAFT, PollState.OPEN):
        raise ValidationError(_("This poll is over already."))
    settle(poll, PollState.STOPPED, STOPPED if poll.state == PollState.OPEN else "", now)


def settle(poll, state, occasion, now):
    poll.state = state
    poll.settled_at = now or timezone.now()
    poll.save(update_fields=["state", "settled_at", "chosen_option", "meeting"])
    # Nobody shall be asked for dates after the date is known.
    cancel_mails(about=POLL.key(poll.pk), kinds=[DATE_POLL], reason=_("The poll is settled."))
    if occasion:
        write_mails.enqueue(poll.pk, occasion)


def date_meeting(poll, option, user):
    """The latest version of the meeting with the date chosen; published at once if nothing else waits to be."""
    stored = poll.meeting
    meeting = stored.get_latest_revision_as_object()
    if meeting.starts_at and not meeting.change_explanation:
        meeting.change_explanation = _("The date was chosen together, in a poll.")
    fill_date(meeting, poll, option)
    waits = stored.has_unpublished_changes
    revision = meeting.save_revision(user=user, log_action=True)
    if stored.live and not waits:
        revision.publish(user=user)
    return MeetingPage.objects.get(pk=stored.pk)


def new_meeting(poll, option, user):
    agenda = AgendaPage.objects.first()
    if agenda is None:
        raise ValidationError(_("There is no agenda to put the meeting in. Make that page first."))
    meeting = MeetingPage(
        title=poll.title, live=False, owner=user, format=MeetingFormat.HYBRID if poll.is_hybrid else ""
    )
    fill_date(meeting, poll, option)
    agenda.add_child(instance=meeting)
    meeting.save_revision(user=user, log_action=True)
    return meeting


def fill_date(meeting, poll, option):
    meeting.time_zone = poll.time_zone
    meeting.starts_at, meeting.ends_at = option.starts_at, option.ends_at
    meeting.hours_are_known = option.hours_are_known
    if meeting.status in (MeetingStatus.ANNOUNCED, MeetingStatus.SAVE_THE_DATE):
        meeting.status = MeetingStatus.CONFIRMED


@transaction.atomic
def withdraw(voter, now=None):
    """Make somebody's link worthless; an answer given stays in the count."""
    voter.revoked_at = now or timezone.now()
    voter.link_key = new_link_key()
    voter.save(update_fields=["revoked_at", "link_key"])
    cancel_mails(about=POLL.key(voter.poll_id), person=voter.person, reason=_("The link was withdrawn."))
