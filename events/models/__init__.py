from events.models.agenda import AgendaItem, AgendaItemSpeaker
from events.models.attendance import Attendance
from events.models.calendars import CalendarClock, CalendarEntry
from events.models.meetings import AgendaPage, AgendaYearPage, MeetingPage

__all__ = [
    "AgendaItem",
    "AgendaItemSpeaker",
    "AgendaPage",
    "AgendaYearPage",
    "Attendance",
    "CalendarClock",
    "CalendarEntry",
    "MeetingPage",
]
