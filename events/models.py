from events.agenda.models import AgendaPage, AgendaYearPage
from events.attendance.counts import RegistrationCount
from events.attendance.models import Attendance, AttendanceChange, AttendanceNeeds, SessionAnswer
from events.calendars.models import CalendarClock, CalendarEntry, EventText, SessionCalendarEntry
from events.changes.models import MeetingAnnouncement, MeetingChange
from events.feeds.models.fetches import FeedFetch
from events.feeds.models.subscriptions import CalendarSubscription, Follow
from events.invitations.models import InvitationRun
from events.making.models import MeetingSeries, SeriesMeeting
from events.meetings.models.documents import MeetingDocument
from events.meetings.models.meeting import MeetingPage
from events.meetings.models.programme import AgendaItem, AgendaItemCitation, AgendaItemDocument, AgendaItemSpeaker
from events.meetings.models.sessions import MeetingSession
from events.polls.models import DatePoll, DatePollOption, DatePollVote, DatePollVoter
from events.reminders.models import MeetingReminder

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
