"""Answers that come by mail: a calendar's button, or words (R32).

Whoever may write to the mailbox may write anything: an answer counts when it comes to the address made for one
person, or from that person's own address, and speaks of that person alone. All else waits for a human.
"""

import re
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.answers.recording import record_answer
from events.attendance.models import Attendance
from events.calendars.models import CalendarEntry, SessionCalendarEntry
from events.invitations.calendar_mails import attendance_at
from events.invitations.itip import Unreadable, read_replies
from events.meetings.mails import MEETING
from events.vocabularies import AnswerChannel, AttendanceAnswer, MeetingFormat
from network.directory.addresses import addresses_of, has_address, people_by_address
from network.look.dates import format_span
from network.mail.inbox import Outcome
from network.mail.models.incoming import IncomingMail
from network.mail.models.outgoing import OutgoingMail
from network.mail.team_mails import tell_team

ON_SITE, REMOTE = AttendanceAnswer.ON_SITE, AttendanceAnswer.REMOTE
EXCUSED, REPRESENTED = AttendanceAnswer.EXCUSED, AttendanceAnswer.REPRESENTED
CLOCKS_DIFFER = timedelta(minutes=5)
"""Between a calendar's clock and ours, before its answer counts as older than one given here."""
SAYS_REMOTE = re.compile(r"\b(visio\w*|à distance|distanciel|en ligne|remote\w*|online)\b", re.IGNORECASE)
SAID = {
    "ACCEPTED": lambda: pgettext("an invitation", "accepted"),
    "TENTATIVE": lambda: _("perhaps"),
    "DECLINED": lambda: _("excused"),
    "DELEGATED": lambda: _("represented"),
}


def handle_reply(mail):
    """The handler of answers to invitations: an ``Outcome``, or ``None`` for a mail that is none."""
    attendance = attendance_at(mail.recipients)
    if mail.calendars and not mail.is_report:
        return handle_calendar(mail, attendance)
    attendance = attendance or attendance_answered_to(mail)
    if attendance is None:
        return None
    if mail.is_automatic or mail.is_report:
        return Outcome(_("Automatic answer to an invitation: nothing to do."), **filed(attendance))
    return pass_on(
        mail,
        attendance,
        words=mail.text or _("(No text: look at the mail itself.)"),
        outcome=_("Answered in words, passed on to the team."),
    )


def attendance_answered_to(mail):
    """The attendance that the mail being answered was written to."""
    if not mail.in_reply_to:
        return None
    sent = OutgoingMail.objects.filter(message_id=mail.in_reply_to, about__startswith=MEETING.key("")).first()
    if sent is None or sent.person_id is None:
        return None
    meeting_pk = MEETING.pk_in(sent.about)
    return attendances().filter(person=sent.person_id, meeting=meeting_pk).first() if meeting_pk else None


# Whose answer it is


def handle_calendar(mail, attendance):
    try:
        replies = read_replies(mail.calendars[0])
    except Unreadable as error:
        return for_human(_("The calendar in it cannot be read (%(error)s).") % {"error": error}, attendance)
    if len(replies) != 1:
        told = _("It holds %(count)s events, where one answer holds one.")
        return for_human(told % {"count": len(replies)}, attendance)
    (reply,) = replies
    attendance = attendance or attendance_at([reply.organizer])
    is_proven = attendance is not None
    entry = entry_of(reply.uid)
    if entry is None:
        return for_human(_("It answers an event that is none of the site's meetings."), attendance)
    attendance = attendance or attendance_of_sender(mail, entry)
    if attendance is None:
        told = _("It comes from somebody who is not invited to this meeting.")
        return Outcome(told, for_human=True, about=MEETING.key(entry.meeting_id))
    if attendance.meeting_id != entry.meeting_id:
        return for_human(_("It answers another meeting than the one its address is for."), attendance)
    known = addresses_of(attendance.person)
    mine = [attendee for attendee in reply.attendees if attendee.address in known]
    if len(mine) != 1:
        others = ", ".join(attendee.address for attendee in reply.attendees[:3]) or "?"
        told = _("It speaks for %(address)s, not for the person invited at this address.")
        return for_human(told % {"address": others}, attendance)
    if not is_proven and mail.sender not in known:
        return for_human(_("Its sender is not the person that it speaks for."), attendance)
    return follow(mail, reply, mine[0], attendance, entry)


def entry_of(uid):
    """The calendar entry, of a meeting or of a session, that a UID names (R28); ``None`` for any other."""
    name, _at, domain = uid.partition("@")
    if domain.lower() != settings.SITE_DOMAIN.lower():
        return None
    for model in (CalendarEntry, SessionCalendarEntry):
        try:
            if entry := model.objects.filter(uid=name).first():
                return entry
        except ValidationError:  # no UUID at all
            return None
    return None


def attendance_of_sender(mail, entry):
    """Without the address of an invitation, the answer of the one invited person who has the sender's own address."""
    mine = has_address([mail.sender], "person__")
    found = attendances().filter(mine, meeting=entry.meeting_id, invited_at__isnull=False)[:2]
    return found[0] if len(found) == 1 else None


def attendances():
    return Attendance.objects.select_related("meeting", "person__account")


# What it says


def follow(mail, reply, mine, attendance, entry):
    """Do what a reply says, once it is known whose it is."""
    if reply.method == "COUNTER":
        return pass_on(
            mail,
            attendance,
            words=proposal(reply, attendance.meeting),
            outcome=_("Proposes another time, passed on to the team."),
        )
    if reply.method != "REPLY":
        told = _("A calendar sent “%(method)s”: a guest can only answer.")
        return for_human(told % {"method": reply.method or "?"}, attendance)
    if mine.partstat not in SAID:
        told = _("The calendar's answer, “%(answer)s”, says neither yes nor no.")
        return for_human(told % {"answer": mine.partstat or "?"}, attendance)
    if reply.recurrence_id:
        return for_human(_("It answers one date of a series: here each meeting is its own."), attendance)
    if reply.sequence < entry.sequence:
        return for_human(_("It answers the meeting as it was before its date or place changed."), attendance)
    session_key = getattr(entry, "session_key", None)
    answers = f"attendance:{attendance.pk}:{session_key or ''}".rstrip(":")
    given_at = min(reply.stamp or timezone.now(), timezone.now())
    if is_older(given_at, attendance, answers):
        return Outcome(_("Given before an answer that is known already: left aside."), **filed(attendance))
    try:
        record(reply, mine, attendance, session_key)
    except ValidationError as error:
        return for_human(_("Not recorded: %(reason)s") % {"reason": " ".join(error.messages)}, attendance)
    words = _("%(person)s: %(answer)s") % {"person": attendance.person, "answer": SAID[mine.partstat]()}
    return Outcome(words, answers=answers, answered_at=given_at, **filed(attendance))


def is_older(given_at, attendance, answers):
    """Whether a later answer to the same thing is known: by mail, or given here."""
    if IncomingMail.objects.filter(answers=answers, answered_at__gt=given_at).exists():
        return True
    here = attendance.answered_at and attendance.answer_channel != AnswerChannel.CALENDAR
    return bool(here) and given_at + CLOCKS_DIFFER < attendance.answered_at


def record(reply, mine, attendance, session_key):
    """Hand the answer to the one rule that records answers; raises what it raises."""
    session = attendance.meeting.sessions.filter(key=session_key).first() if session_key else None
    if session_key and session is None:
        raise ValidationError(_("This session is no longer in the programme."))
    is_tentative = mine.partstat == "TENTATIVE"
    answer = answer_of(reply, mine, attendance, session)
    named = representative(reply, mine) if answer == REPRESENTED else {}
    values = {"answer": answer}
    if session:
        keys = set(attendance.meeting.sessions.values_list("key", flat=True))
        earlier = {a.session_key: a.answer for a in attendance.session_answers.all() if a.session_key in keys}
        values = {"answer": attendance.answer if earlier else "", "sessions": earlier | {session.key: answer}}
        if not named and REPRESENTED in values["sessions"].values():
            named = {
                "represented_by": attendance.represented_by,
                "represented_by_name": attendance.represented_by_name,
            }
    record_answer(
        attendance=attendance,
        channel=AnswerChannel.CALENDAR,
        comment=reply.comment or None,
        is_tentative=is_tentative,
        **named,
        **values,
    )


def answer_of(reply, mine, attendance, session):
    """The answer that a PARTSTAT stands for. « Accepted » does not say where: a hybrid meeting has its own links for
    that; here a word in the comment decides, then what was answered before, then the venue."""
    if mine.partstat == "TENTATIVE":
        return ""
    if mine.partstat == "DECLINED":
        return EXCUSED
    if mine.partstat == "DELEGATED":
        return REPRESENTED
    form = (session or attendance.meeting).format
    if form in {MeetingFormat.IN_PERSON, MeetingFormat.REMOTE}:
        return ON_SITE if form == MeetingFormat.IN_PERSON else REMOTE
    if SAYS_REMOTE.search(reply.comment):
        return REMOTE
    before = attendance.session_answers.filter(session_key=session.key).first() if session else attendance
    return before.answer if before and before.answer in {ON_SITE, REMOTE} else ON_SITE


def representative(reply, mine):
    """Who was named instead: a person of the directory when her or his address is known, else a name."""
    found = people_by_address([mine.delegated_to] if mine.delegated_to else [])
    for people in found.values():
        if len(people) == 1:
            return {"represented_by": people[0]}
    names = [attendee.name for attendee in reply.attendees if attendee.address == mine.delegated_to and attendee.name]
    return {"represented_by_name": [*names, mine.delegated_to, _("not named")][0][:160]}


# Telling the team


def proposal(reply, meeting):
    """What a COUNTER proposes, in words."""
    lines = []
    if reply.start and reply.end:
        span = format_span(timezone.localtime(reply.start), timezone.localtime(reply.end))
        lines.append(_("Proposes another time: %(span)s (Paris time).") % {"span": span})
    return "\n".join([*lines, reply.comment]).strip() or _("Proposes something else, without saying what.")


def pass_on(mail, attendance, *, words, outcome):
    """Tell the team what somebody wrote; answering their mail answers that person."""
    meeting = attendance.meeting
    tell_team(
        "events/invitations/mails/answer_in_words",
        {
            "person": attendance.person,
            "sender": mail.sender,
            "meeting": meeting,
            "when": meeting.when.date_text,
            "meeting_url": meeting.address,
            "words": words,
        },
        reply_to=mail.sender,
    )
    return for_human(outcome, attendance)


def for_human(words, attendance=None):
    return Outcome(words, for_human=True, **(filed(attendance) if attendance else {}))


def filed(attendance):
    return {"about": MEETING.key(attendance.meeting_id), "person": attendance.person}
