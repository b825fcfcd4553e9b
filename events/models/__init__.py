from events.models.agenda import AgendaItem, AgendaItemSpeaker
from events.models.attendance import Attendance
from events.models.calendars import CalendarClock, CalendarEntry
from events.models.listings import AgendaPage, AgendaYearPage
from events.models.meetings import MeetingPage

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
