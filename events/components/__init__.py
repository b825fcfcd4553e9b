from events.components.attendance import attendance_sections
from events.components.cards import announced_card, format_tag, meeting_card, state_tags
from events.components.facts import date_facts, meeting_facts, place_facts
from events.components.month import MonthGrid
from events.components.programme import Programme
from events.components.when import meeting_when

__all__ = [
    "MonthGrid",
    "Programme",
    "announced_card",
    "attendance_sections",
    "date_facts",
    "format_tag",
    "meeting_card",
    "meeting_facts",
    "meeting_when",
    "place_facts",
    "state_tags",
]
