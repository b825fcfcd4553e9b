from events.models.agenda import AgendaItem, AgendaItemSpeaker
from events.models.attendance import Attendance, AttendanceChange, AttendanceNeeds, SessionAnswer
from events.models.calendars import CalendarClock, CalendarEntry, SessionCalendarEntry
from events.models.listings import AgendaPage, AgendaYearPage
from events.models.meetings import MeetingPage
from events.models.sessions import MeetingSession

__all__ = [
    "AgendaItem",
    "AgendaItemSpeaker",
    "AgendaPage",
    "AgendaYearPage",
    "Attendance",
    "AttendanceChange",
    "AttendanceNeeds",
    "CalendarClock",
    "CalendarEntry",
    "MeetingPage",
    "MeetingSession",
    "SessionAnswer",
    "SessionCalendarEntry",
]
