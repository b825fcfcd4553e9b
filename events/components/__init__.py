from events.components.attendance import attendance_sections
from events.components.cards import MeetingCard, format_tag, kicker, meeting_card, state_tags
from events.components.changes import ChangedFact, ChangeNote, change_note
from events.components.chips import format_chips
from events.components.documents import file_links
from events.components.facts import date_facts, meeting_facts, place_facts, remote_facts
from events.components.month import MonthGrid
from events.components.notices import meeting_notices
from events.components.programme import Programme
from events.components.sessions import Sessions
from events.components.when import meeting_when

__all__ = [
    "ChangeNote",
    "ChangedFact",
    "MeetingCard",
    "MonthGrid",
    "Programme",
    "Sessions",
    "attendance_sections",
    "change_note",
    "date_facts",
    "file_links",
    "format_chips",
    "format_tag",
    "kicker",
    "meeting_card",
    "meeting_facts",
    "meeting_notices",
    "meeting_when",
    "place_facts",
    "remote_facts",
    "state_tags",
]
