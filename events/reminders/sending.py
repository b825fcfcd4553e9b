"""Reminders of a meeting, some days before: to each what she or he may see, and to nobody who is excused.

Whoever comes gets the practical details, and the link to join if she or he comes remotely; who waits for a place is
told so; who was invited and has not answered gets the buttons to answer; who is excused, represented or whose
invitation was withdrawn gets nothing.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from events.answers.links import answer_url
from events.answers.recording import effective_answer
from events.answers.window import answer_window
from events.attendance.models import Attendance
from events.briefing import sheet
from events.invitations.sending import answer_buttons
from events.meetings.components.facts import remote_facts
from events.meetings.components.when import meeting_when
from events.meetings.models.meeting import MeetingPage
from events.meetings.reminder_days import EARLIEST, read_days
from events.meetings.remote_link import attendance_may_join
from events.reminders.models import MeetingReminder
from events.vocabularies import AttendanceAnswer, AttendanceCapacity, MeetingFormat, MeetingStatus
from network.look.dates import format_span
from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox import absolute, cancel_mails, post_template

REMINDER, CHASE = "reminder", "chase"
AT = time(8)
"""When reminders leave, where the meeting takes place."""
LATE_BY = timedelta(days=2)
"""A reminder that could not leave for longer (no worker ran) is not sent any more."""
STUCK_AFTER = timedelta(minutes=15)
LEFT_ALONE = timedelta(days=2)
"""Who was invited within this time is not chased yet."""


# What is due


def due_reminders(now=None):
    """``(meeting, days before)`` of each reminder whose moment has come and that was not finished yet."""
    now = now or timezone.now()
    until = now + timedelta(days=EARLIEST + 1)
    meetings = (
        MeetingPage.objects.live()
        .dated()
        .planned()
        .filter(starts_at__gt=now, starts_at__lte=until)
        .exclude(reminder_days="")
        .prefetch_related("reminders")
    )
    return [(meeting, days) for meeting in meetings for days in days_of(meeting) if is_due(meeting, days, now)]


def days_of(meeting):
    try:
        return read_days(meeting.reminder_days)
    except ValidationError:  # of a revision older than the rule
        return []


def moment_of(meeting, days):
    zone = ZoneInfo(meeting.time_zone)
    return datetime.combine(first_day(meeting) - timedelta(days=days), AT, zone)


def first_day(meeting):
    return meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone)).date()


def is_due(meeting, days, now):
    moment = moment_of(meeting, days)
    if not moment <= now < min(moment + LATE_BY, meeting.starts_at):
        return False
    for known in meeting.reminders.all():
        if (known.starts_on, known.days) == (first_day(meeting), days):
            return known.finished_at is None and now - known.begun_at > STUCK_AFTER
    return True


def send_due_reminders(now=None):
    """Have the worker write what is due; returns how many reminders were begun."""
    begun = 0
    for meeting, days in due_reminders(now):
        with transaction.atomic():
            reminder, _is_new = MeetingReminder.objects.update_or_create(
                meeting=meeting, starts_on=first_day(meeting), days=days, defaults={"begun_at": now or timezone.now()}
            )
            write_reminders.enqueue(reminder.pk)
        begun += 1
    return begun


# Writing


@task()
def write_reminders(reminder_pk):
    """Write the mails of one reminder; returns how many people are concerned. Done twice, nobody gets a second one."""
    reminder = MeetingReminder.objects.select_related("meeting").filter(pk=reminder_pk).first()
    if reminder is None:
        return 0
    count = write_all(reminder) if still_holds(reminder) else 0
    reminder.finished_at = timezone.now()
    reminder.save(update_fields=["finished_at"])
    return count


def still_holds(reminder):
    meeting = reminder.meeting
    is_planned = meeting.live and meeting.status != MeetingStatus.CANCELLED
    return is_planned and bool(meeting.starts_at) and first_day(meeting) == reminder.starts_on


def write_all(reminder, now=None):
    now = now or timezone.now()
    meeting = reminder.meeting
    sessions = list(meeting.sessions.all())
    attendances = (
        Attendance.objects.filter(meeting=meeting, withdrawn_at=None, status="")
        .select_related("person__account")
        .prefetch_related("session_answers")
    )
    takes_answers = answer_window(meeting, now).is_open
    speakers = set(meeting.agenda_items.values_list("speakers__person", flat=True))
    count = 0
    for attendance in attendances:
        attendance.meeting = meeting
        if attendance.person_id in speakers:  # by the programme, which the rule of the link knows too; not saved
            attendance.capacities = [*attendance.capacities, AttendanceCapacity.SPEAKER]
        kind = kind_of(attendance, sessions, takes_answers=takes_answers, now=now)
        if kind:
            write_one(reminder, attendance, kind, sessions)
            count += 1
    return count


def kind_of(attendance, sessions, *, takes_answers, now):
    """Which template somebody gets: the name of it, or nothing."""
    if not attendance.answer:
        if attendance_may_join(attendance):  # organises, speaks: comes without having been asked
            return REMINDER
        asked = attendance.invited_at and now - attendance.invited_at > LEFT_ALONE
        return CHASE if asked and takes_answers and not attendance.is_tentative else ""
    answers = [effective_answer(attendance, session) for session in sessions or [None]]
    if any(answer.has_place for answer in answers):
        return REMINDER
    return "reminder_waiting" if any(answer.waiting_since for answer in answers) else ""


@transaction.atomic
def write_one(reminder, attendance, kind, sessions):
    person = attendance.person
    key = f"reminder:{reminder.meeting_id}:{reminder.starts_on}:{reminder.days}:{attendance.pk}"
    post_reminder(attendance, kind, sessions, to=person.contact_email, key=key)
    # The link to join is not for the assistant, who only helps with the answer.
    if kind == CHASE and person.assistant_email and person.assistant_email.lower() != person.contact_email.lower():
        post_reminder(attendance, kind, sessions, to=person.assistant_email, key=f"{key}:a", for_assistant=True)


def post_reminder(attendance, kind, sessions, *, to, key, for_assistant=False):
    if not to:
        return
    meeting = attendance.meeting
    context = {
        "name": attendance.person.full_name,
        "on_behalf_of": attendance.person.full_name if for_assistant else "",
        "meeting": meeting,
        "when": when_in_words(meeting),
        "days": (first_day(meeting) - timezone.localdate()).days,
        "url": absolute(meeting.get_url() or "/agenda/"),
        **answer_links(attendance, for_assistant=for_assistant),
    }
    if kind == REMINDER:
        context |= joining(attendance, sessions) | {"briefing_url": sheet.link_of(attendance)}
    post_template(
        f"events/reminders/mails/{kind}",
        to=to,
        context=context,
        kind=CHASE if kind == CHASE else REMINDER,
        key=key,
        about=f"meeting:{meeting.pk}",
        person=attendance.person,
    )


def when_in_words(meeting):
    when = meeting_when(meeting)
    if when.paris:
        return _("%(when)s (%(paris)s in Paris)") % {
            "when": f"{when.text.partition(',')[0]}, {when.hours}",
            "paris": when.paris,
        }
    return when.text


def joining(attendance, sessions):
    """Where somebody comes: the place if on site, the link if remotely and allowed to."""
    meeting = attendance.meeting
    answers = [(session, effective_answer(attendance, session)) for session in sessions or [None]]
    sides = {answer.answer for _session, answer in answers if answer.has_place}
    asked_for_nothing = not attendance.answer  # whoever runs the meeting comes without having been asked
    links = []
    for session, answer in answers:
        if attendance_may_join(attendance, session):
            link = (session.remote_link if session else "") or meeting.remote_link
            is_remote = answer.has_place and answer.answer == AttendanceAnswer.REMOTE
            if link and (is_remote or asked_for_nothing) and link not in links:
                links.append(link)
    on_site = AttendanceAnswer.ON_SITE in sides or (asked_for_nothing and meeting.format != MeetingFormat.REMOTE)
    return {
        "sessions": [
            (session.title, f"{session_span(session, meeting)} – {AttendanceAnswer(answer.answer).label}")
            for session, answer in answers
            if session and answer.has_place
        ],
        "venue": ", ".join(part for part in (meeting.venue_name, meeting.venue_address) if part) if on_site else "",
        "access": meeting.venue_access if on_site else "",
        "map_url": meeting.venue_map_url if on_site else "",
        "links": links,
        "remote": [(fact.label, fact.value) for fact in remote_facts(meeting)] if links else [],
        "instructions": meeting.remote_instructions if links else "",
        "is_remote": AttendanceAnswer.REMOTE in sides,
    }


def session_span(session, meeting):
    zone = ZoneInfo(meeting.time_zone)
    return format_span(session.starts_at.astimezone(zone), session.ends_at.astimezone(zone))


def answer_links(attendance, *, for_assistant):
    """Where to answer or change one's mind."""
    return {
        "answer_url": answer_url(attendance, for_assistant=for_assistant),
        "answers": answer_buttons(attendance, for_assistant=for_assistant),
    }


# What a change of the meeting makes of mails that still wait


def drop_outdated(meeting):
    """Take back reminders not sent yet of a meeting that is cancelled or has another date now."""
    if meeting.status == MeetingStatus.CANCELLED or not meeting.live:
        return cancel_mails(
            about=f"meeting:{meeting.pk}", kinds=[REMINDER, CHASE], reason=_("The meeting does not take place.")
        )
    prefix = f"reminder:{meeting.pk}:{first_day(meeting) if meeting.starts_at else ''}:"
    waiting = OutgoingMail.objects.filter(
        about=f"meeting:{meeting.pk}", kind__in=[REMINDER, CHASE], state=OutgoingMail.State.QUEUED
    )
    keys = waiting.exclude(key__startswith=prefix).values_list("key", flat=True)
    return sum(cancel_mails(key=key, reason=_("The meeting has moved.")) for key in keys)
