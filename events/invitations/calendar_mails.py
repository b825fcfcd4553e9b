"""Mails that a calendar understands: an invitation, its changes, its end (iTIP REQUEST and CANCEL, R28-R31).

A meeting is one event; one with sessions is an event for each, since calendars answer event by event. The first
travels in the mail itself, the others in short mails beside it.
"""

import base64
import re
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from icalendar import Calendar, Event

from events.answers.links import answer_url as personal_link
from events.attendance.models import Attendance
from events.calendars.models import CalendarEntry, SessionCalendarEntry
from events.calendars.vcalendar import calendar_bytes
from events.calendars.vevent import meeting_to_event
from events.invitations.itip import invitation_bytes
from events.meetings.components.when import when_of
from events.meetings.mails import MEETING
from events.meetings.models.sessions import MeetingSession
from events.meetings.remote_link import RemoteAccess, person_access
from network.mail.kinds import mail_kind
from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox import CalendarPart, post_template
from network.mail.outbox.mime import mailbox

INVITATION = mail_kind("invitation", gettext_lazy("Invitation"))
CANCELLATION = mail_kind("cancellation", gettext_lazy("Cancellation"))
REQUEST, CANCEL = "REQUEST", "CANCEL"
SALT = "events.calendar_mails.organizer"
TOKEN = re.compile(r"\+r-(?P<number>[0-9a-z]{1,12})-(?P<proof>[a-z2-7]{26})@")


@dataclass(frozen=True)
class MailedEvent:
    """One event of a meeting: itself, or a session of it."""

    part: CalendarPart
    session: MeetingSession | None = None
    """``None``: the meeting itself, or what is no longer in the programme."""
    title: str = ""
    when: str = ""


@dataclass(frozen=True)
class Told:
    """What one person's calendar was last told of one event."""

    method: str
    sequence: int
    event: Event


# Writing


def post_to_attendee(
    template, *, attendance, context, method=REQUEST, kind=None, key="", answer_url="", now=None, **more
):
    """Write the mail of some templates to one person, with the meeting for her or his calendar.

    ``method`` is ``REQUEST`` for an invitation and each change, ``CANCEL`` when the meeting is cancelled or the
    invitation withdrawn. ``answer_url`` is the person's signed link: it stands in the calendar too, for clients without
    buttons (left out, it is made here). ``key`` makes it idempotent, ``more`` goes to ``network.mail.outbox.post_template``. Returns the
    ``OutgoingMail`` rows, the main one first; a meeting with sessions gives one for each session.
    """
    person, meeting = attendance.person, attendance.meeting
    answer_url = answer_url or personal_link(attendance)
    common = {
        "to": person.contact_email,
        "person": person,
        "about": MEETING.key(meeting.pk),
        "sender": sender_of(attendance),
        "kind": kind or (INVITATION if method == REQUEST else CANCELLATION),
        **more,
    }
    first, *others = mailed_events(attendance, method, answer_url=answer_url, now=now) or [None]
    mails = [post_template(template, context=context, key=key, calendar=first and first.part, **common)]
    for number, other in enumerate(others, start=1):
        about_session = {
            "person": person,
            "meeting": meeting,
            "title": other.title,
            "when": other.when,
            "is_cancel": other.part.method == CANCEL,
            "answer_url": answer_url,
            "meeting_url": meeting.address,
        }
        session_key = f"{key}:{other.session.key if other.session else number}" if key else ""
        mails.append(
            post_template(
                "events/invitations/mails/session",
                context=about_session,
                key=session_key,
                calendar=other.part,
                **common,
            )
        )
    return mails


def calendar_part(attendance, method=REQUEST, *, session=None, answer_url="", now=None):
    """The meeting, or one session of it, as the ``CalendarPart`` of a mail to one person; ``None`` without a date.

    Without a mailbox that is read (``REPLIES_ADDRESS``) nobody could answer: it is then a plain event (PUBLISH).
    """
    wanted = session.key if session else None
    for event in mailed_events(attendance, method, answer_url=answer_url, now=now):
        if wanted is None or (event.session and event.session.key == wanted):
            return event.part
    return None


def mailed_events(attendance, method=REQUEST, *, answer_url="", now=None):
    """Every event of the meeting for one person, as ``MailedEvent`` in order of time; empty without a date or address.

    With changes comes the end of what the person was invited to and is no longer there: a session taken out of the
    programme, or the meeting as one event before it had sessions.
    """
    meeting, person = attendance.meeting, attendance.person
    if not meeting.starts_at or not person.contact_email:
        return []
    now = now or timezone.now()
    access = person_access(person.pk, meeting) if method == REQUEST else RemoteAccess()
    told = told_before(attendance)
    with translation.override(settings.LANGUAGE_CODE):
        parts = [
            mailed_event(attendance, method, session, entry, told, access=access, answer_url=answer_url, now=now)
            for session, entry in events_of(meeting)
        ]
        for last in told.values():  # what mailed_event has not taken
            if last.method != CANCEL:
                part = calendar_part_of(attendance, CANCEL, last.event, last.sequence + 1, now)
                parts.append(MailedEvent(part, title=str(last.event.get("SUMMARY", ""))))
    return parts


def events_of(meeting):
    """``(session or None, its calendar entry)``, by start."""
    entries = {entry.session_key: entry for entry in SessionCalendarEntry.objects.filter(meeting=meeting)}
    sessions = [session for session in meeting.sessions.all() if session.key in entries]
    if not sessions:
        return [(None, CalendarEntry.objects.get(meeting=meeting))]
    return [(session, entries[session.key]) for session in sorted(sessions, key=lambda session: session.starts_at)]


def told_before(attendance):
    """``{UID: Told}`` of what the outbox holds for this person and meeting, the last of each event."""
    mails = attendance.person.outgoing_mails.filter(about=MEETING.key(attendance.meeting_id), calendar__isnull=False)
    left = mails.exclude(state__in=[OutgoingMail.State.CANCELLED, OutgoingMail.State.FAILED]).order_by("pk")
    told = {}
    for method, content in left.values_list("calendar_method", "calendar"):
        for event in Calendar.from_ical(bytes(content)).events:
            told[str(event["UID"])] = Told(method, int(event.get("SEQUENCE", 0)), event)
    return told


def mailed_event(attendance, method, session, entry, told, *, access, answer_url, now):
    """One event as the person may see it; takes it out of ``told``."""
    meeting = attendance.meeting
    remote_link = access.link(meeting, session)
    url, domain = meeting.address, settings.SITE_DOMAIN
    event = meeting_to_event(meeting, url=url, domain=domain, remote_link=remote_link, session=session, entry=entry)
    add_answer_link(event, answer_url, method)
    last = told.pop(str(event["UID"]), None)
    part = calendar_part_of(attendance, method, event, next_sequence(entry, method, last), now)
    return MailedEvent(part, session, session.title if session else "", session_when(session) if session else "")


def next_sequence(entry, method, last):
    """The number of the feeds, or a higher one: a calendar ignores what does not grow, so that an invitation made
    anew must be newer than the end of the first, and its end newer than itself."""
    if last is None or last.method == method:
        return max(entry.sequence, last.sequence if last else 0)
    return max(entry.sequence, last.sequence + 1)


def calendar_part_of(attendance, method, event, sequence, now):
    organizer = organizer_of(attendance)
    if not organizer:
        if method == CANCEL:
            event["STATUS"] = "CANCELLED"
        return CalendarPart("PUBLISH", calendar_bytes([event]))
    person = attendance.person
    body = invitation_bytes(
        event,
        method=method,
        organizer=organizer,
        organizer_name=settings.WAGTAIL_SITE_NAME,
        attendee=person.contact_email,
        attendee_name=person.full_name,
        sequence=sequence,
        now=now,
    )
    return CalendarPart(method, body)


def add_answer_link(event, answer_url, method):
    if not answer_url or method != REQUEST:
        return
    line = _("To answer or change your answer: %(link)s") % {"link": answer_url}
    description = str(event.pop("description", ""))
    event.add("description", f"{line}\n{description}".strip())


def session_when(session):
    """« jeudi 1er juillet 2027, 14 h 00 – 16 h 00 », in the zone of the meeting."""
    meeting = session.meeting
    zone, label = meeting.time_zone, meeting.get_time_zone_display()
    return when_of(session.starts_at, session.ends_at, time_zone=zone, zone_label=label).text


# The mailbox that answers come to


def organizer_of(attendance):
    """The address that invites one person: answers to it say whose they are. Empty without a mailbox.

    The same in every message to this person about this meeting (R31), in small letters, since servers fold them.
    """
    name, host = mailbox()
    return f"{name}+r-{base36(attendance.pk)}-{proof(attendance.pk, settings.SECRET_KEY)}@{host}" if host else ""


def sender_of(attendance):
    """The From of an invitation: the same address, which Outlook wants (R30)."""
    organizer = organizer_of(attendance)
    return f'"{settings.WAGTAIL_SITE_NAME}" <{organizer}>' if organizer else ""


def attendance_at(addresses):
    """The attendance that one of some addresses names, ``None`` when none does or it is made up."""
    for address in addresses:
        found = TOKEN.search(address.lower())
        if not found:
            continue
        number = int(found["number"], 36)
        keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        if number < 2**63 and any(constant_time_compare(found["proof"], proof(number, key)) for key in keys):
            return Attendance.objects.select_related("meeting", "person").filter(pk=number).first()
    return None


def proof(number, key):
    digest = salted_hmac(SALT, str(number), secret=key, algorithm="sha256").digest()
    return base64.b32encode(digest[:16]).decode().rstrip("=").lower()


def base36(number):
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits or "0"
