"""Inviting: who would get a mail, the mails themselves, chasing up, withdrawing.

A sending is a row (``InvitationRun``) that the task worker goes through by portions, each in one transaction with
its mails. Broken off and begun again it goes on where it was, and no mail is written twice: each has a key.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from events.answers.links import answer_url
from events.answers.recording import lock_places, parts_to_answer, promote_waiting
from events.answers.registration import current_roles, metropolis_of
from events.answers.window import answer_window, moment
from events.attendance.history import note_change, snapshot
from events.attendance.models import Attendance
from events.invitations.calendar_mails import CANCEL, INVITATION, post_to_attendee
from events.invitations.models import InvitationRun
from events.invitations.recipients import (
    Pasted,
    known_people,
    people_of_addresses,
    perhaps_in_office,
    read_addresses,
    serving,
)
from events.meetings.mails import MEETING
from events.meetings.models.meeting import MeetingPage
from events.vocabularies import AnswerChannel, AttendanceAnswer
from network.directory.models.people import Mandate, Person
from network.mail.kinds import mail_kind
from network.mail.outbox import post_template

CHASE = mail_kind("chase", gettext_lazy("Reminder to answer"))
WITHDRAWAL = mail_kind("withdrawal", gettext_lazy("Invitation withdrawn"))
KINDS = {InvitationRun.Kind.INVITATION: INVITATION, InvitationRun.Kind.CHASE: CHASE}
PORTION = 50
"""Mails written in one transaction: what is lost, and done again, when a worker dies."""
STUCK_AFTER = timedelta(minutes=3)
BUTTONS = {
    AttendanceAnswer.ON_SITE: (gettext_lazy("I come on site"), gettext_lazy("Comes on site")),
    AttendanceAnswer.REMOTE: (gettext_lazy("I take part remotely"), gettext_lazy("Takes part remotely")),
    AttendanceAnswer.EXCUSED: (gettext_lazy("I cannot come"), gettext_lazy("Asks to be excused")),
    AttendanceAnswer.REPRESENTED: (
        gettext_lazy("Somebody represents me"),
        gettext_lazy("Somebody represents her or him"),
    ),
}
"""What the buttons of a mail say: to the person, and to the assistant who answers on behalf."""


@dataclass(frozen=True)
class Plan:
    """Who would be invited, before anybody is."""

    people: list[Person] = field(default_factory=list)
    """Not invited yet."""
    contacts: list[Pasted] = field(default_factory=list)
    """Pasted addresses of whom the directory knows nothing: they become contacts."""
    already: list[Person] = field(default_factory=list)
    faults: list[Pasted] = field(default_factory=list)
    """Lines of the paste that are not used, each with its reason."""
    unconfirmed: int = 0
    """People who may still hold an office in the metropolises chosen, which nobody confirmed within a year."""

    @property
    def count(self):
        return len(self.people) + len(self.contacts)

    @property
    def silent(self):
        """Those of whom no address is known: invited, but somebody must call them."""
        return [person for person in self.people if not person.is_written_to]


def plan_invitations(meeting, *, people=(), pasted="", metropolises=(), groups=(), include_noted=False):
    """Whom to invite. ``people`` are chosen one by one; ``pasted`` holds addresses, or names of the directory, one a line; ``include_noted`` adds those
    who are on the meeting's list (speakers, organisers) without having been invited. A fixed number of queries."""
    lines = read_addresses(pasted)
    good = [line for line in lines if line.address]
    known = known_people(good)
    named, faults = named_people([line for line in lines if line.problem])
    found = {}
    for person in [*people, *known.values(), *named]:
        found.setdefault(person.pk, person)
    for person in serving(metropolises, groups):
        found.setdefault(person.pk, person)
    if include_noted:
        noted = Attendance.objects.filter(meeting=meeting, invited_at=None, withdrawn_at=None)
        for person in Person.objects.filter(pk__in=noted.values("person")).select_related("account"):
            found.setdefault(person.pk, person)
    invited = set(
        Attendance.objects.filter(meeting=meeting, invited_at__isnull=False, withdrawn_at=None).values_list(
            "person_id", flat=True
        )
    )
    return Plan(
        people=[person for pk, person in found.items() if pk not in invited],
        contacts=[line for line in good if line.key not in known],
        already=[person for pk, person in found.items() if pk in invited],
        faults=faults,
        unconfirmed=perhaps_in_office(metropolises).exclude(pk__in=found).count() if metropolises else 0,
    )


def named_people(faulty):
    """``(people, what is left)``: lines that are no address but the name of exactly one person of the directory."""
    names = {line.text.casefold() for line in faulty if not line.is_double and "@" not in line.text}
    by_name = {}
    if names:
        for person in Person.objects.select_related("account"):
            for name in (person.full_name, f"{person.last_name} {person.first_name}".strip()):
                if name.casefold() in names:
                    by_name.setdefault(name.casefold(), set()).add(person)
    people, left = [], []
    for line in faulty:
        found = by_name.get(line.text.casefold(), ())
        if len(found) == 1:
            people.extend(found)
        elif found:
            problem = _("Several people are called “%(name)s”: paste the address.") % {"name": line.text}
            left.append(Pasted(line.line, line.text, problem=problem))
        else:
            left.append(line)
    return people, left


# Sending


@transaction.atomic
def send_invitations(meeting, plan, *, message="", user=None, now=None):
    """Note those of a plan as people of the meeting, and have the worker write to them. Returns the ``InvitationRun``."""
    now = now or timezone.now()
    people = [*plan.people, *people_of_addresses(plan.contacts)]
    there = {attendance.person_id: attendance for attendance in Attendance.objects.filter(meeting=meeting)}
    newcomers, seen = [], set()
    mandates = mandates_of(people)
    for person in people:
        if person.pk in there or person.pk in seen:
            continue
        seen.add(person.pk)
        current = mandates.get(person.pk, [])
        newcomers.append(
            Attendance(
                meeting=meeting,
                person=person,
                invited_at=now,  # from now on between the person and the organisers: no reader of the page sees it
                metropolis=metropolis_of(current),
                role_text=current_roles(current),
            )
        )
    Attendance.objects.bulk_create(newcomers, batch_size=500)
    for person in people:
        if attendance := there.get(person.pk):
            invite_anew(attendance, user=user, now=now)
    by_person = dict(Attendance.objects.filter(meeting=meeting).values_list("person_id", "pk"))
    keys = list(dict.fromkeys(by_person[person.pk] for person in people))
    return start(meeting, InvitationRun.Kind.INVITATION, keys, message=message, user=user, now=now)


def mandates_of(people):
    """``{person key: current mandates}`` in one query for every thousand people."""
    keys, found = [person.pk for person in people], {}
    for start_at in range(0, len(keys), 1000):
        rows = Mandate.objects.filter(person__in=keys[start_at : start_at + 1000]).select_related("metropolis")
        for mandate in rows.order_by("sort_order"):
            if mandate.is_current():
                found.setdefault(mandate.person_id, []).append(mandate)
    return found


def invite_anew(attendance, *, user, now):
    """Invite somebody who is on the list: a speaker, or one whose invitation was withdrawn. What was answered to that
    one holds no more."""
    before = snapshot(attendance)
    if attendance.withdrawn_at:
        attendance.session_answers.all().delete()
        attendance.withdrawn_at, attendance.waiting_since = None, None
        attendance.answer, attendance.answered_at = "", None
    attendance.invited_at = now
    attendance.save()
    note_change(attendance, before, channel=AnswerChannel.STAFF, user=user, now=now)


@transaction.atomic
def chase_up(meeting, *, message="", user=None, now=None):
    """Write again to those who were invited and did not answer, and to nobody else. Returns the ``InvitationRun``."""
    keys = list(unanswered(meeting).values_list("pk", flat=True))
    return start(meeting, InvitationRun.Kind.CHASE, keys, message=message, user=user, now=now)


def unanswered(meeting):
    people = Attendance.objects.filter(meeting=meeting, withdrawn_at=None, invited_at__isnull=False)
    return people.filter(answer="", is_tentative=False).order_by("pk")


def start(meeting, kind, keys, *, message, user, now):
    now = now or timezone.now()
    run = InvitationRun.objects.create(
        meeting=meeting,
        kind=kind,
        message=message.strip(),
        attendances=keys,
        created_by=user,
        created_at=now,
        progressed_at=now,
    )
    write_invitations.enqueue(run.pk)
    return run


@task()
def write_invitations(run_pk):
    """Write the mails of one sending; done again after an interruption, nobody gets a second one."""
    while write_portion(run_pk):
        pass


@transaction.atomic
def write_portion(run_pk, *, now=None):
    """Write to the next few people of a sending. Returns whether there are more."""
    now = now or timezone.now()
    run = InvitationRun.objects.select_for_update(of=("self",)).select_related("meeting").filter(pk=run_pk).first()
    if run is None or run.is_done:
        return False
    keys = run.attendances[run.written : run.written + PORTION]
    people = Attendance.objects.filter(pk__in=keys, withdrawn_at=None).select_related("person__account")
    found = {attendance.pk: attendance for attendance in people}
    mail = MailOf(run)
    for key in keys:
        if attendance := found.get(key):
            attendance.meeting = run.meeting
            mail.write(attendance, now=now)
    run.written += len(keys)
    run.progressed_at = now
    run.save(update_fields=["written", "progressed_at"])
    return not run.is_done


def resume_stuck_runs(now=None):
    """Begin again what a worker that died left half-way. Returns how many sendings."""
    now = now or timezone.now()
    stuck = InvitationRun.objects.filter(progressed_at__lt=now - STUCK_AFTER, created_at__gt=now - timedelta(days=2))
    waiting = [run for run in stuck if not run.is_done]
    for run in waiting:
        InvitationRun.objects.filter(pk=run.pk).update(progressed_at=now)
        write_invitations.enqueue(run.pk)
    return len(waiting)


class MailOf:
    """The mails of one sending: what is the same for everybody is made once."""

    def __init__(self, run):
        self.run, self.meeting, self.kind = run, run.meeting, KINDS[run.kind]
        self.common = invitation_context(run.meeting, run.message, is_chase=run.kind == InvitationRun.Kind.CHASE)

    def write(self, attendance, *, now):
        person = attendance.person
        if self.common["is_chase"] and attendance.answer:  # answered while the sending was under way
            return
        key = f"{self.run.kind}:{self.run.pk}:{attendance.pk}"
        if person.contact_email:
            context = self.common | person_context(attendance)
            if self.common["is_chase"]:
                self.post(person.contact_email, person, context, key)
            else:
                post_to_attendee(
                    "events/invitations/mails/invitation",
                    attendance=attendance,
                    context=context,
                    kind=self.kind,
                    key=key,
                    answer_url=context["answer_url"],
                    now=now,
                )
        if person.copy_email:
            context = self.common | person_context(attendance, for_assistant=True)
            self.post(person.copy_email, person, context, f"{key}:a")

    def post(self, address, person, context, key):
        post_template(
            "events/invitations/mails/invitation",
            to=address,
            context=context,
            kind=self.kind,
            key=key,
            about=MEETING.key(self.meeting.pk),
            person=person,
        )


def invitation_context(meeting, message, *, is_chase=False):
    """What an invitation says to everybody."""
    window = answer_window(meeting)
    return {
        "meeting": meeting,
        "message": message,
        "is_chase": is_chase,
        "when": meeting.when.date_text,
        "paris": meeting.when.paris,
        "place": meeting.venue_line,
        "sessions": [part.title for part in parts_to_answer(meeting) if part.key],
        "until": moment(window.closes_at) if window.is_open and window.closes_at else "",
        "meeting_url": meeting.address,
    }


def choices_of(meeting):
    """The answers that have a button in the mail: those that some part of the meeting offers."""
    sides = {side for part in parts_to_answer(meeting) for side in part.sides}
    return [answer for answer in BUTTONS if answer in sides or answer not in AttendanceAnswer.coming()]


def person_context(attendance, *, for_assistant=False):
    """What an invitation says to one person, or to the assistant who may answer on behalf."""
    return {
        "person": attendance.person,
        "for_assistant": for_assistant,
        "answer_url": answer_url(attendance, for_assistant=for_assistant),
        "answers": answer_buttons(attendance, for_assistant=for_assistant),
    }


def answer_buttons(attendance, *, for_assistant=False):
    """``(words, address)`` of each button of a mail that asks for an answer."""
    return [
        (str(BUTTONS[answer][for_assistant]), answer_url(attendance, answer, for_assistant=for_assistant))
        for answer in choices_of(attendance.meeting)
    ]


# Withdrawing


@transaction.atomic
def withdraw(attendance, *, user=None, tell=True, now=None):
    """Take an invitation back: its link closes, its place goes to whoever waits, and the person is told."""
    now = now or timezone.now()
    lock_places(attendance.meeting_id)
    attendance = Attendance.objects.select_related("person__account").get(pk=attendance.pk)
    if attendance.withdrawn_at:
        return attendance
    meeting = attendance.meeting = MeetingPage.objects.get(pk=attendance.meeting_id)
    before = snapshot(attendance)
    attendance.withdrawn_at = now
    attendance.save(update_fields=["withdrawn_at"])
    note_change(attendance, before, channel=AnswerChannel.STAFF, user=user, now=now)
    if tell and attendance.invited_at and attendance.person.contact_email:
        post_to_attendee(
            "events/invitations/mails/withdrawn",
            attendance=attendance,
            context={"person": attendance.person, "meeting": meeting, "when": meeting.when.date_text},
            method=CANCEL,
            kind=WITHDRAWAL,
            key=f"withdrawal:{attendance.pk}:{now.isoformat()}",
            now=now,
        )
    promote_waiting(meeting, now=now)
    return attendance
