"""The sheet people sign on arrival (feuille d’émargement): who is expected on site, by metropolis, and room for others."""

from datetime import timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.attendance.check_in import roles_by_person
from events.attendance.headcounts import valid
from events.meetings.components.attendance import territory_name
from events.meetings.protocol_order import in_protocol_order
from events.vocabularies import AttendanceAnswer, MeetingFormat
from network.look.dates import format_day, format_hour
from network.look.typeset.sheets import pdf

MOST_COLUMNS = 4
"""Signature columns that an A4 page on its side holds."""
EMPTY_LINES = 8


def sheet_pdf(meeting, *, now):
    return pdf("events/attendance/signing_sheet", sheet_data(meeting, now=now), made_at=now)


def sheet_data(meeting, *, now):
    """What the sheet prints. Two queries, whatever the number of people; ``now`` dates the list."""
    people = valid(meeting).select_related("person", "metropolis", "represented_by")
    people = in_protocol_order(people, host_id=meeting.host_id)
    on_site = [each for each in people if comes_on_site(each) or (each.invited_at and not each.answer)]
    remote = [each for each in people if each.answer == AttendanceAnswer.REMOTE and not each.waiting_since]
    roles = roles_by_person([each for each in on_site if not each.role_text], meeting, now=now)
    return {
        "site": "Métropoles participatives",
        "title": _("Attendance sheet"),
        "kicker": meeting.title,
        "lead": " – ".join(part for part in (meeting.when.date_text, meeting.venue_line) if part),
        "footer": _("%(title)s – list of %(day)s at %(hour)s. To be kept by the ICPC team.")
        % {"title": meeting.title, "day": format_day(local(now, meeting)), "hour": format_hour(local(now, meeting))},
        "headings": [_("Name"), _("Office or function"), *signature_columns(meeting)],
        "groups": [
            {"name": name, "people": [line(each, roles) for each in group]}
            for name, group in groupby(on_site, key=territory_name)
        ],
        "others": _("Other people present"),
        "empty_lines": EMPTY_LINES,
        "nobody": _("Nobody is expected on site yet."),
        "remote_title": _("Expected remotely: %(count)s") % {"count": len(remote)},
        "remote": [f"{each.person.full_name} ({territory_name(each)})" for each in remote],
        "note": _("An asterisk marks who was invited and has not answered."),
        "count": ngettext("%(count)s person listed", "%(count)s people listed", len(on_site)) % {"count": len(on_site)},
    }


def comes_on_site(attendance):
    return attendance.answer == AttendanceAnswer.ON_SITE and not attendance.waiting_since


def line(attendance, roles):
    name = attendance.person.full_name
    return {
        "name": name if attendance.answer else f"{name} *",
        "role": " / ".join(attendance.roles or roles.get(attendance.person_id, [])),
    }


def signature_columns(meeting):
    """One column for each session on site, else for each day; one alone when there would be too many."""
    sessions = [session for session in meeting.sessions.all() if session.format != MeetingFormat.REMOTE]
    if sessions and len(sessions) <= MOST_COLUMNS:
        return [session.title for session in sessions]
    if meeting.starts_at and meeting.ends_at:
        first, last = local(meeting.starts_at, meeting).date(), local(meeting.ends_at, meeting).date()
        days = (last - first).days + 1
        if 1 < days <= MOST_COLUMNS:
            return [format_day(first + timedelta(days=number), year=False, weekday=True) for number in range(days)]
    return [_("Signature")]


def local(moment, meeting):
    return moment.astimezone(ZoneInfo(meeting.time_zone))
