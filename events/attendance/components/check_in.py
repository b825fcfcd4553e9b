"""The list that is ticked on the day: by metropolis, each person with what she or he had said."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import ClassVar

from django.utils.translation import gettext as _

from events.meetings.components.attendance import territory_name
from events.vocabularies import AttendanceStatus, MeetingFormat
from network.look.components import Component

MAIN = [AttendanceStatus.PRESENT, AttendanceStatus.REMOTE]
OTHERS = [AttendanceStatus.EXCUSED, AttendanceStatus.REPRESENTED, AttendanceStatus.ABSENT]


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_noted: bool


@dataclass(frozen=True)
class CheckInRow:
    pk: int
    name: str
    role: str
    said: str
    """What was answered beforehand, in words."""
    status: str
    main: list[Choice]
    others: list[Choice]
    other_noted: str = ""


@dataclass(frozen=True)
class CheckInGroup:
    name: str
    rows: list[CheckInRow]


@dataclass(frozen=True)
class CheckInList(Component):
    groups: list[CheckInGroup] = field(default_factory=list)
    session_key: str = ""
    there: int = 0
    total: int = 0
    template_name: ClassVar[str] = "events/attendance/check_in_list.html"

    def get_context_data(self, parent_context=None):
        """Its buttons send forms: the page's token comes along."""
        return super().get_context_data(parent_context) | {"csrf_token": (parent_context or {}).get("csrf_token", "")}


def check_in_list(people, *, session=None, answers=()):
    """``people`` in protocol order; for one session, ``answers`` maps attendances to their ``SessionAnswer``."""
    rows = []
    for attendance in people:
        own = answers[attendance.pk] if session and attendance.pk in answers else None
        status = (own.status if own else "") if session else attendance.status
        rows.append((territory_name(attendance), row_of(attendance, own, status, session)))
    groups = [
        CheckInGroup(name, [row for _name, row in group]) for name, group in groupby(rows, key=lambda each: each[0])
    ]
    return CheckInList(
        groups,
        session_key=str(session.key) if session else "",
        there=sum(1 for _name, row in rows if row.status in MAIN),
        total=len(rows),
    )


def row_of(attendance, own, status, session):
    sides = MAIN
    if session and session.format == MeetingFormat.IN_PERSON:
        sides = MAIN[:1]
    elif session and session.format == MeetingFormat.REMOTE:
        sides = MAIN[1:]
    labels = {AttendanceStatus.PRESENT: _("On site"), AttendanceStatus.REMOTE: _("Remotely")}
    return CheckInRow(
        pk=attendance.pk,
        name=attendance.person.full_name,
        role=" / ".join(attendance.roles),
        said=said_in_words(attendance, own),
        status=status,
        main=[Choice(side.value, labels[side], side == status) for side in sides],
        others=[Choice(other.value, other.label, other == status) for other in OTHERS],
        other_noted=AttendanceStatus(status).label if status in OTHERS else "",
    )


def said_in_words(attendance, own):
    if attendance.waiting_since:
        return _("was on the waiting list")
    answer = (own or attendance).get_answer_display()
    if not answer:
        return _("had not answered") if attendance.invited_at else _("came without an invitation")
    if by := attendance.represented_by or attendance.represented_by_name:
        return _("represented by %(name)s") % {"name": by}
    return _("had said: %(answer)s") % {"answer": answer}
