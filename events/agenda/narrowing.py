"""The meetings that answer to choices: the same rule for the agenda and for feeds."""

from django.db.models import Exists, OuterRef, Q

from events.attendance.models import Attendance
from events.meetings.models.meeting import MeetingPage
from events.vocabularies import AttendanceStatus


def narrowed(meetings, choices):
    """Those that answer to ``MeetingChoices``. A metropolis has part in what it hosts or attended; a theme holds those
    below it. Codes of themes are found however they are capitalised."""
    if choices.metropolises:
        there = [AttendanceStatus.PRESENT, AttendanceStatus.REMOTE]
        attended = Attendance.objects.filter(metropolis__slug__in=choices.metropolises, status__in=there)
        meetings = meetings.filter(Q(host__slug__in=choices.metropolises) | Q(pk__in=attended.values("meeting")))
    if choices.groups:
        meetings = meetings.filter(working_group__slug__in=choices.groups)
    if choices.themes:
        codes = Q()
        for code in choices.themes:
            codes |= Q(theme__code__iexact=code) | Q(theme__parent__code__iexact=code)
        through = MeetingPage.themes.through.objects.filter(codes, meetingpage=OuterRef("pk"))
        meetings = meetings.filter(Exists(through))
    if choices.kinds:
        meetings = meetings.filter(kind__in=choices.kinds)
    if choices.formats:
        meetings = meetings.filter(format__in=choices.formats)
    return meetings
