"""On the day: who is there, on site or connected. What is ticked becomes the list that opens the minutes."""

import re
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.attendance.history import note_change, snapshot
from events.attendance.models import Attendance, AttendanceChange, SessionAnswer
from events.vocabularies import AnswerChannel, AttendanceAnswer, AttendanceCapacity, AttendanceStatus
from network.directory.models.people import Mandate, Person
from network.look.text import one_line, without_accents

Status = AttendanceStatus
STRENGTH = [Status.PRESENT, Status.REMOTE, Status.REPRESENTED, Status.EXCUSED, Status.ABSENT]
"""Who came to one session and not to another was at the meeting: the first of these that was noted counts."""
LATE_TICKS_UNTIL = timedelta(days=3)
"""How long after the tick a telephone that had lost its connection may still send it with its own hour."""
FROM_ANSWER = {
    AttendanceAnswer.EXCUSED: Status.EXCUSED,
    AttendanceAnswer.REPRESENTED: Status.REPRESENTED,
    AttendanceAnswer.ON_SITE: Status.ABSENT,
    AttendanceAnswer.REMOTE: Status.ABSENT,
}


@transaction.atomic
def note_status(*, attendance, status, user=None, session_key=None, at=None, now=None):
    """Note what one person is on the day: present, remote, excused, represented, absent, or nothing any more.

    ``at`` is when it was ticked, on a telephone that could not send it at once: a tick older than what was noted
    since changes nothing. Returns the attendance as it is kept. Ticked twice is ticked once.
    """
    now = now or timezone.now()
    at = min(at, now) if at and now - at < LATE_TICKS_UNTIL else now
    attendance = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk)
    last = last_tick(attendance, session_key)
    if last and last.at > at:
        return attendance
    before = snapshot(attendance)
    if session_key:
        note_session(attendance, session_key, status)
        status = status_of_sessions(attendance)
    attendance.status = status
    if status:
        fill_day(attendance, timezone.localdate(attendance.meeting.starts_at or now))
    attendance.save()
    change = note_change(attendance, before, channel=AnswerChannel.CHECK_IN, user=user, now=at)
    if change and session_key:
        change.after["session"] = str(session_key)
        change.save(update_fields=["after"])
    return attendance


def last_tick(attendance, session_key):
    ticks = AttendanceChange.objects.filter(attendance=attendance, channel=AnswerChannel.CHECK_IN)
    if session_key:
        ticks = ticks.filter(after__session=str(session_key))
    return ticks.order_by("-at").first()


def note_session(attendance, session_key, status):
    answer, _made = SessionAnswer.objects.get_or_create(
        attendance=attendance, session_key=session_key, defaults={"answer": attendance.answer}
    )
    answer.status = status
    answer.save(update_fields=["status"])


def status_of_sessions(attendance):
    noted = set(attendance.session_answers.values_list("status", flat=True))
    return next((status for status in STRENGTH if status in noted), "")


def fill_day(attendance, day):
    """Write down the role and the metropolis of that day, unless somebody already did: a mandate may end tomorrow."""
    if attendance.role_text and (attendance.metropolis_id or attendance.organisation):
        return
    held = offices_on([attendance.person_id], day).get(attendance.person_id, [])
    if not attendance.role_text:
        attendance.role_text = "\n".join(mandate.title for mandate in held)
    if not attendance.metropolis_id and not attendance.organisation and held:
        attendance.metropolis = held[0].metropolis
        attendance.organisation = "" if held[0].metropolis_id else held[0].organisation
    if not attendance.capacities and any(mandate.kind == Mandate.Kind.ELECTED for mandate in held):
        attendance.capacities = [AttendanceCapacity.ELECTED]


def offices_on(person_pks, day):
    """``{person: [mandates]}``: the offices people held on a day, in the order of the directory, as far as it knows."""
    held = Mandate.objects.filter(person__in=person_pks).filter(
        Q(starts_on__isnull=True) | Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    )
    found = {}
    for mandate in held.select_related("metropolis").order_by("person", "sort_order"):
        if mandate.is_current(day):
            found.setdefault(mandate.person_id, []).append(mandate)
    return found


def roles_by_person(attendances, meeting, *, now=None):
    """``{person: ["role", …]}``: what those people are on the day of a meeting, for lists printed before it."""
    day = timezone.localdate(meeting.starts_at or now)
    offices = offices_on([attendance.person_id for attendance in attendances], day)
    return {person: [mandate.title for mandate in held] for person, held in offices.items()}


def folded(name):
    """A name without accents, case or punctuation, to see whether two are the same."""
    return one_line(re.sub(r"[^\w\s]", " ", without_accents(name)).lower())


@transaction.atomic
def add_uninvited(*, meeting, first_name, last_name, status, metropolis=None, organisation="", user=None, at=None):
    """Note somebody who came without an invitation. Returns her or his attendance.

    The same name already at this meeting is that person (a form sent twice adds nobody). One person of the
    directory with exactly this name is taken; nobody, or several, and a contact is made that the directory does not
    list. Raises ``ValidationError`` when there is no name.
    """
    first_name, last_name = one_line(first_name), one_line(last_name)
    if not last_name:
        raise ValidationError({"last_name": _("Write at least the last name of the person who came.")})
    name = folded(f"{first_name} {last_name}")
    here = [
        attendance
        for attendance in meeting.attendances.select_related("person")
        if folded(attendance.person.full_name) == name
    ]
    attendance = here[0] if here else None
    if attendance is None:
        attendance = Attendance.objects.create(
            meeting=meeting,
            person=person_named(first_name, last_name, name),
            metropolis=metropolis,
            organisation="" if metropolis else organisation.strip(),
            capacities=[],
        )
    return note_status(attendance=attendance, status=status, user=user, at=at)


def person_named(first_name, last_name, name):
    listed = [
        person
        for person in Person.objects.filter(last_name__iexact=last_name, is_listed=True)
        if folded(person.full_name) == name
    ]
    if len(listed) == 1:
        return listed[0]
    slug = Person.free_slug(f"{first_name} {last_name}")
    return Person.objects.create(first_name=first_name[:120], last_name=last_name[:120], slug=slug, is_listed=False)


@transaction.atomic
def close_check_in(*, meeting, user=None, now=None):
    """After the meeting, give a status to those who answered and were not ticked: excused and represented as they
    said, absent those who were expected. Who never answered stays out of the list. Returns how many were noted."""
    left = list(meeting.attendances.filter(status="", withdrawn_at__isnull=True).exclude(answer=""))
    for attendance in left:
        status = FROM_ANSWER[attendance.answer]
        note_status(attendance=attendance, status=status, user=user, now=now)
    return len(left)
