from events.models.agenda import AgendaItem, AgendaItemCitation, AgendaItemDocument, AgendaItemSpeaker
from events.models.attendance import Attendance, AttendanceChange, AttendanceNeeds, SessionAnswer
from events.models.calendars import CalendarClock, CalendarEntry, EventText, SessionCalendarEntry
from events.models.changes import MeetingAnnouncement, MeetingChange
from events.models.counts import RegistrationCount
from events.models.documents import MeetingDocument
from events.models.fetches import FeedFetch
from events.models.invitations import InvitationRun
from events.models.listings import AgendaPage, AgendaYearPage
from events.models.meetings import MeetingPage
from events.models.polls import DatePoll, DatePollOption, DatePollVote, DatePollVoter
from events.models.reminders import MeetingReminder
from events.models.series import MeetingSeries, SeriesMeeting
from events.models.sessions import MeetingSession
from events.models.subscriptions import CalendarSubscription, Follow

__all__ = [
    "AgendaItem",
    "AgendaItemCitation",
    "AgendaItemDocument",
    "AgendaItemSpeaker",
    "AgendaPage",
    "AgendaYearPage",
    "Attendance",
    "AttendanceChange",
    "AttendanceNeeds",
    "CalendarClock",
    "CalendarEntry",
    "CalendarSubscription",
    "DatePoll",
    "DatePollOption",
    "DatePollVote",
    "DatePollVoter",
    "EventText",
    "FeedFetch",
    "Follow",
    "InvitationRun",
    "MeetingAnnouncement",
    "MeetingChange",
    "MeetingDocument",
    "MeetingPage",
    "MeetingReminder",
    "MeetingSeries",
    "MeetingSession",
    "RegistrationCount",
    "SeriesMeeting",
    "SessionAnswer",
    "SessionCalendarEntry",
]
