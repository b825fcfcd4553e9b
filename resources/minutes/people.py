"""The people of minutes: the attendance of the meeting, never a list of their own.

Their order is that of the meeting's page: those present, excused, represented,
absent, then who organised; in each the host first, then the metropolises by
name (``events.meetings.protocol_order``). Each office is the one held that day.
"""

from events.attendance.models import Attendance
from events.meetings.components.attendance import attendance_sections


def people_of(minutes):
    """The sections of people of minutes. The meeting comes along, so that the page need not ask for it."""
    above = Attendance.objects.filter(meeting__path=minutes.path[: -minutes.steplen])
    attendances = list(above.on_record().select_related("person", "metropolis", "meeting__host"))
    if attendances:
        minutes.meeting = attendances[0].meeting
    return attendance_sections(attendances, host_id=minutes.meeting.host_id if minutes.meeting else None)
