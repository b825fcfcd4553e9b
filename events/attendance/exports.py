"""The people of a meeting as rows of a spreadsheet, for staff. What they need to take part is not there: it is to be
deleted after the meeting, and a file is not."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.attendance.headcounts import valid
from events.attendance.models import SessionAnswer
from events.meetings.protocol_order import in_protocol_order

HEADINGS = [
    _("Metropolis or organisation"),
    _("Last name"),
    _("First name"),
    _("Role that day"),
    _("Invited on"),
    pgettext_lazy("column", "Answer"),
    _("Sessions"),
    _("On the waiting list since"),
    _("Represented by"),
    _("Answered on"),
    _("Channel"),
    _("Word to the organisers"),
    pgettext_lazy("column", "Attendance"),
]


def attendance_rows(meeting):
    """One row a person, in protocol order, as ``HEADINGS`` says. Three queries, whatever the number of people."""
    people = valid(meeting).select_related("person", "metropolis", "represented_by")
    titles = {session.key: session.title for session in meeting.sessions.all()}
    by_session = {}
    for answer in SessionAnswer.objects.filter(attendance__meeting=meeting.pk):
        words = f"{titles.get(answer.session_key, '')}: {answer.get_answer_display()}"
        by_session.setdefault(answer.attendance_id, []).append(words)
    for attendance in in_protocol_order(people, host_id=meeting.host_id):
        yield [
            attendance.metropolis.usual_name if attendance.metropolis else attendance.organisation,
            attendance.person.last_name,
            attendance.person.first_name,
            " / ".join(attendance.roles),
            attendance.invited_at,
            attendance.get_answer_display(),
            " / ".join(by_session.get(attendance.pk, [])),
            attendance.waiting_since,
            attendance.represented_by.full_name if attendance.represented_by else attendance.represented_by_name,
            attendance.answered_at,
            attendance.get_answer_channel_display(),
            attendance.comment,
            attendance.get_status_display(),
        ]
