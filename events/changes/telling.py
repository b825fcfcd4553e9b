"""A change of a published meeting: kept with its explanation, and told to everyone concerned."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from events.attendance.models import Attendance
from events.changes.models import MeetingAnnouncement, MeetingChange
from events.invitations.calendar_mails import CANCEL, REQUEST, post_to_attendee
from events.meetings.announced import changed_groups, facts_of, is_past
from events.meetings.components.changes import ChangedFact, change_note
from events.meetings.mails import MEETING
from events.meetings.models.meeting import MeetingPage
from events.meetings.models.programme import AgendaItemSpeaker
from events.meetings.remote_link import attendance_may_join
from network.directory.models.people import Person
from network.mail.kinds import mail_kind
from network.mail.outbox import post_template

AT_ONCE = 200
"""So many mails are written while the organiser waits; more are left to the task worker."""

MEETING_CHANGE = mail_kind("meeting_change", _("Change of a meeting"))


@transaction.atomic
def note_announcement(meeting, *, user=None, now=None):
    """A meeting was published: compare it with what was announced before, and keep and tell what changed.

    Returns the ``MeetingChange``, or ``None`` when nobody's plans are overturned: a first publication, a room that was
    not known before, a meeting that is over.
    """
    now = now or timezone.now()
    facts = facts_of(meeting)
    announcement = MeetingAnnouncement.objects.select_for_update().filter(meeting=meeting).first()
    if announcement is None:
        MeetingAnnouncement.objects.create(meeting=meeting, facts=facts, told_at=now)
        return None
    before = announcement.facts
    if before == facts:
        return None
    announcement.facts, announcement.told_at = facts, now
    announcement.save()
    explanation = take_explanation(meeting)
    if not changed_groups(before, facts) or is_past(before, facts, now):
        return None
    return MeetingChange.objects.create(
        meeting=meeting, at=now, user=user, before=before, after=facts, explanation=explanation
    )


def take_explanation(meeting):
    """The word written in the form, which the change now holds: the next change asks for another one."""
    explanation = meeting.change_explanation
    if explanation:
        meeting.change_explanation = ""
        MeetingPage.objects.filter(pk=meeting.pk).update(change_explanation="")
        for revision in Revision.objects.filter(pk__in={meeting.latest_revision_id, meeting.live_revision_id} - {None}):
            revision.content["change_explanation"] = ""
            revision.save(update_fields=["content"])
    return explanation


def concerned(meeting):
    """``{person: may join}``: those who planned by a meeting and of whom an address is known."""
    return {person: may_join for person, may_join in planned_by(meeting).items() if person.contact_email}


def planned_by(meeting):
    """``{person: may join}``: those invited, who answered, represent somebody, organise or speak."""
    people = {}
    attendances = Attendance.objects.filter(meeting=meeting, withdrawn_at__isnull=True)
    for attendance in attendances.select_related("person__account", "represented_by__account"):
        may_join = attendance_may_join(attendance)
        if attendance.invited_at or attendance.answer or may_join:
            people[attendance.person] = may_join
        if attendance.represented_by:
            people.setdefault(attendance.represented_by, False)
    speakers = AgendaItemSpeaker.objects.filter(item__meeting=meeting).values("person")
    for person in Person.objects.filter(pk__in=speakers).select_related("account"):
        people[person] = True
    return people


@transaction.atomic
def tell_change(change):
    """Write one mail to each person concerned, whatever runs twice. Returns how many are concerned."""
    meeting = change.meeting
    people = concerned(meeting)
    attendances = Attendance.objects.filter(meeting=meeting, invited_at__isnull=False, withdrawn_at__isnull=True)
    invited = {attendance.person_id: attendance for attendance in attendances}
    for person, may_join in people.items():
        note = change_note(change, with_links=may_join)
        context = {
            "meeting": meeting,
            "person": person,
            "note": note,
            "is_cancelled": change.after.get("cancelled"),
            "facts": [(fact.label, in_one_line(fact)) for fact in note.facts],
            "url": meeting.address,
        }
        post_change(change, person, context, invited.get(person.pk))
    return len(people)


def post_change(change, person, context, attendance):
    """Whoever was invited gets it for the calendar too: the same event, with a higher number, or its end."""
    template, key = "events/changes/mails/meeting_changed", f"meeting-change:{change.pk}:{person.pk}"
    more = {"context": context, "kind": MEETING_CHANGE, "key": key}
    if attendance:
        attendance.meeting, attendance.person = change.meeting, person
        post_to_attendee(template, attendance=attendance, method=CANCEL if context["is_cancelled"] else REQUEST, **more)
    else:
        post_template(template, to=person.contact_email, about=MEETING.key(change.meeting_id), person=person, **more)


def in_one_line(fact: ChangedFact):
    """« ancien → nouveau »"""
    return f"{fact.old} → {fact.new}" if fact.old else str(fact.new)


def cancel(meeting, *, explanation, user=None):
    """Cancel a published meeting: it stays visible as such, with its answers."""
    return change_published(meeting, user=user, explanation=explanation, status=MeetingPage.Status.CANCELLED)


@transaction.atomic
def change_published(meeting, *, explanation="", user=None, **values):
    """Change fields of a meeting: what is published is published again with them and nothing else; a draft, on top of
    it or alone, gets them too and stays a draft. Returns the meeting as it stands, drafts included."""
    stored = MeetingPage.objects.get(pk=meeting.pk)
    draft = None
    if not stored.live or stored.has_unpublished_changes:
        draft = stored.get_latest_revision_as_object()
    if stored.live:
        publish_with(stored, user=user, change_explanation=explanation, **values)
    if draft is not None:
        for name, value in (values | {"change_explanation": ""}).items():
            setattr(draft, name, value)
        draft.save_revision(user=user, clean=False)
    return MeetingPage.objects.get(pk=meeting.pk).get_latest_revision_as_object()


def publish_with(meeting, *, user=None, **changes):
    """Publish a meeting as it stands with some fields changed."""
    for name, value in changes.items():
        setattr(meeting, name, value)
    meeting.save_revision(user=user, log_action=True).publish(user=user)
