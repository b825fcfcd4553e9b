"""Who may see the link by which a meeting is joined: the only rule, for pages, feeds, mails and exports alike.

Those registered remotely or on site for that session, with a place; those who were there; whoever speaks, facilitates
or organises; and the team. From registration on. Being a member is not enough, nor is being allowed to read the page,
nor being invited without an answer.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from events.vocabularies import AttendanceCapacity, AttendanceStatus
from network.audience.roles import ORGANISERS

CAME = {AttendanceStatus.PRESENT, AttendanceStatus.REMOTE}
RUNS_IT = {
    AttendanceCapacity.HOST,
    AttendanceCapacity.ORGANISER,
    AttendanceCapacity.FACILITATOR,
    AttendanceCapacity.SPEAKER,
    AttendanceCapacity.MINUTE_TAKER,
}


@dataclass(frozen=True)
class RemoteAccess:
    """Which of the links of a meeting one reader may see."""

    meeting: bool = False
    """The link of the meeting itself, with its code, its telephone and how to join."""
    sessions: frozenset[UUID] = frozenset()
    """The keys of the sessions whose own link may be seen."""

    @property
    def any(self):
        return self.meeting or bool(self.sessions)

    def link(self, meeting, session=None):
        """The address by which this reader joins the meeting, or one session of it; "" when it is not for her or him."""
        if session is None:
            return meeting.remote_link if self.meeting else ""
        return (session.remote_link or meeting.remote_link) if session.key in self.sessions else ""


def may_see_remote_link(user, meeting):
    """Whether an account (or ``AnonymousUser``) may see the link of the meeting itself."""
    return remote_access(user, meeting).meeting


def remote_access(user, meeting, attendance=None, roles=None):
    """The ``RemoteAccess`` of an account, or ``AnonymousUser``.

    ``attendance`` is its own and ``roles`` the names of its groups, if they were asked for already.
    """
    if not user.is_authenticated or not user.is_active:
        return RemoteAccess()
    is_team = ORGANISERS in roles if roles is not None else user.groups.filter(name=ORGANISERS).exists()
    if user.is_superuser or is_team:
        return whole_access(meeting)
    return person_access(user.person_id, meeting, attendance)


def person_access(person_id, meeting, attendance=None):
    """The ``RemoteAccess`` of somebody of the directory; of ``None``, nothing."""
    if person_id is None:
        return RemoteAccess()
    attendance = attendance or meeting.attendances.filter(person=person_id).prefetch_related("session_answers").first()
    if attendance:
        access = attendance_access(attendance, meeting)
        if access.any:
            return access
    if meeting.agenda_items.filter(Q(speakers__person=person_id)).exists():
        return whole_access(meeting)
    return RemoteAccess()


def own_attendance(user, meeting):
    """The attendance of an account at a meeting, with what a page says of it; or ``None``."""
    if not user.is_authenticated or user.person_id is None or not meeting.pk:
        return None
    mine = meeting.attendances.filter(person=user.person_id).select_related("person", "represented_by")
    return mine.prefetch_related("session_answers").first()


def may_join(person_id, meeting):
    """Whether somebody of the directory may see the link of the meeting itself."""
    return person_access(person_id, meeting).meeting


def attendance_may_join(attendance, session=None):
    """The part of the rule that one attendance decides, for one session or for the meeting as a whole.

    Without a query for the whole; for a session likewise when ``session_answers`` were prefetched.
    """
    if attendance.withdrawn_at:
        return False
    if attendance.status in CAME or runs_it(attendance):
        return True
    return attendance.answer_to(session).has_place


def runs_it(attendance):
    """Whether somebody organises, hosts, facilitates or speaks: nobody asks her or him for an answer."""
    return bool(RUNS_IT.intersection(attendance.capacities))


def attendance_access(attendance, meeting):
    """The ``RemoteAccess`` that one attendance gives."""
    sessions = list(meeting.sessions.all())
    if not sessions:
        return RemoteAccess(meeting=attendance_may_join(attendance))
    open_to = [session for session in sessions if attendance_may_join(attendance, session)]
    return RemoteAccess(
        # The meeting's own link is that of the sessions that have none.
        meeting=any(not session.remote_link for session in open_to),
        sessions=frozenset(session.key for session in open_to),
    )


def whole_access(meeting):
    return RemoteAccess(meeting=True, sessions=frozenset(session.key for session in meeting.sessions.all()))


def links_for(attendance):
    """``(session title or "", address)`` of each link that somebody invited may join by, for her or his own eyes."""
    meeting = attendance.meeting
    access = attendance_access(attendance, meeting)
    links = [("", meeting.remote_link)] if access.meeting and meeting.remote_link else []
    for session in meeting.sessions.all():
        if session.key in access.sessions and session.remote_link:
            links.append((session.title, session.remote_link))
    return links
