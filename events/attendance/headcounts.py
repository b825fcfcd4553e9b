"""How many come, at a glance: by answer, by side, by metropolis and by session, in a fixed number of queries."""

from dataclasses import dataclass, field, fields

from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext as _

from events.attendance.counts import RegistrationCount
from events.attendance.models import Attendance, SessionAnswer
from events.vocabularies import AttendanceAnswer, AttendanceStatus

HAS_A_PLACE = Q(waiting_since__isnull=True)
COUNTS = {
    "invited": Q(invited_at__isnull=False),
    "on_site": Q(answer=AttendanceAnswer.ON_SITE) & HAS_A_PLACE,
    "remote": Q(answer=AttendanceAnswer.REMOTE) & HAS_A_PLACE,
    "excused": Q(answer=AttendanceAnswer.EXCUSED),
    "represented": Q(answer=AttendanceAnswer.REPRESENTED),
    "waiting": Q(waiting_since__isnull=False),
    "unanswered": Q(answer="", invited_at__isnull=False),
    "was_present": Q(status=AttendanceStatus.PRESENT),
    "was_remote": Q(status=AttendanceStatus.REMOTE),
    "was_excused": Q(status__in=[AttendanceStatus.EXCUSED, AttendanceStatus.REPRESENTED]),
    "was_absent": Q(status=AttendanceStatus.ABSENT),
}
"""What each column counts; a withdrawn invitation is in none."""

COLUMN_OF_STATUS = {
    AttendanceStatus.PRESENT: "was_present",
    AttendanceStatus.REMOTE: "was_remote",
    AttendanceStatus.EXCUSED: "was_excused",
    AttendanceStatus.REPRESENTED: "was_excused",
    AttendanceStatus.ABSENT: "was_absent",
}


@dataclass(frozen=True)
class Numbers:
    """The columns of a head-count, for everybody, one metropolis or one session."""

    invited: int = 0
    on_site: int = 0
    remote: int = 0
    excused: int = 0
    represented: int = 0
    waiting: int = 0
    unanswered: int = 0
    was_present: int = 0
    was_remote: int = 0
    was_excused: int = 0
    was_absent: int = 0

    def __add__(self, other):
        return Numbers(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)})


@dataclass(frozen=True)
class TerritoryCount:
    name: str
    numbers: Numbers
    slug: str = ""


@dataclass(frozen=True)
class SessionCount:
    title: str
    numbers: Numbers
    capacity_on_site: int | None = None
    capacity_remote: int | None = None


@dataclass(frozen=True)
class HeadCount:
    total: Numbers
    territories: list[TerritoryCount] = field(default_factory=list)
    sessions: list[SessionCount] = field(default_factory=list)
    capacity_on_site: int | None = None
    capacity_remote: int | None = None
    has_deleted: bool = False
    """Whether some registrations were deleted since (retention, an account erased): only their numbers are left."""

    @property
    def over_capacity(self):
        """The sides on which more were accepted than there are places now: nobody is dropped, staff is told."""
        sides = [
            (_("on site"), self.total.on_site, self.capacity_on_site),
            (_("remotely"), self.total.remote, self.capacity_remote),
        ]
        return [(side, count, places) for side, count, places in sides if places is not None and count > places]


def head_count(meeting):
    """The ``HeadCount`` of a meeting: four queries at most, whatever the number of people.

    Metropolises come in protocol order, the host first; then people of no metropolis, in one line; last, in another,
    those whose registration was deleted since.
    """
    rows = (
        valid(meeting)
        .order_by()
        .values("metropolis_id", "metropolis__slug", "metropolis__short_name", "metropolis__usual_name")
        .annotate(**{name: Count("pk", filter=condition) for name, condition in COUNTS.items()})
    )
    territories = []
    for row in sorted(rows, key=lambda row: order_of(row, meeting)):
        numbers = Numbers(**{name: row[name] for name in COUNTS})
        name = row["metropolis__usual_name"] or _("Other organisations and people")
        territories.append(TerritoryCount(name, numbers, row["metropolis__slug"] or ""))
    deleted = deleted_since(meeting)
    if deleted != Numbers():
        territories.append(TerritoryCount(_("Registrations deleted since"), deleted))
    return HeadCount(
        total=sum((each.numbers for each in territories), Numbers()),
        has_deleted=deleted != Numbers(),
        territories=territories,
        sessions=session_counts(meeting),
        capacity_on_site=meeting.capacity_on_site,
        capacity_remote=meeting.capacity_remote,
    )


def deleted_since(meeting):
    """What is left of registrations that were deleted: numbers of answers and of statuses, no name, no metropolis.

    Before the meeting none: who erased her or his account does not come, and must take up no place.
    """
    if meeting.starts_at and not meeting.is_over():
        return Numbers()
    counts = {}
    for row in RegistrationCount.objects.filter(meeting=meeting.pk):
        said = row.answer or ("" if row.status else "unanswered")
        for name in filter(None, (said, COLUMN_OF_STATUS.get(row.status))):
            counts[name] = counts.get(name, 0) + row.count
    return Numbers(**counts)


def valid(meeting):
    """Everybody invited, registered or noted, without those whose invitation was withdrawn."""
    return Attendance.objects.filter(meeting=meeting.pk, withdrawn_at__isnull=True)


def order_of(row, meeting):
    if row["metropolis_id"] is None:
        return (2, "")
    return (0 if row["metropolis_id"] == meeting.host_id else 1, row["metropolis__short_name"])


def session_counts(meeting):
    """The numbers of each session. Who did not answer for a session in particular counts with the whole answer."""
    sessions = list(meeting.sessions.all())
    if not sessions:
        return []
    own = SessionAnswer.objects.filter(attendance__meeting=meeting.pk, attendance__withdrawn_at__isnull=True)
    whole = valid(meeting).filter(~Exists(SessionAnswer.objects.filter(attendance=OuterRef("pk"))))
    waiting = Case(When(waiting_since__isnull=False, then=Value(1)), default=Value(0))
    found = {}
    for row in own.values("session_key", "answer").annotate(is_waiting=waiting, count=Count("pk")).order_by():
        add(found.setdefault(row["session_key"], {}), row)
    shared = {}
    for row in whole.values("answer").annotate(is_waiting=waiting, count=Count("pk")).order_by():
        add(shared, row)
    return [
        SessionCount(
            session.title,
            Numbers(**shared) + Numbers(**found.get(session.key, {})),
            session.capacity_on_site,
            session.capacity_remote,
        )
        for session in sessions
    ]


def add(counts, row):
    """Count one row of answers in its column."""
    name = "waiting" if row["is_waiting"] else row["answer"] or "unanswered"
    counts[name] = counts.get(name, 0) + row["count"]
