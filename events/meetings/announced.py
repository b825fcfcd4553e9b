"""When, where and how a meeting was last announced, and what of it a new version changes. Pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, TypedDict

from events.meetings.shapes import Meeting, Session
from events.vocabularies import MeetingStatus

NAMES = ("starts_at", "ends_at", "hours_are_known", "time_zone", "format", "venue_name", "venue_address")
SECRET = ("remote_link", "remote_code", "remote_phone")
"""Only for those who may see the link to join (`events/meetings/remote_link.py`)."""
MOMENTS = ("starts_at", "ends_at")
DATE, PLACE, FORMAT, LINK, STATE, SESSIONS = "date", "place", "format", "link", "state", "sessions"
GROUPS = {
    DATE: ("starts_at", "ends_at", "hours_are_known", "time_zone"),
    FORMAT: ("format",),
    PLACE: ("venue_name", "venue_address"),
    LINK: SECRET,
    SESSIONS: ("sessions",),
    STATE: ("cancelled",),
}
"""What people call one thing, and the facts that make it."""

Facts = Mapping[str, Any]
"""The facts of a meeting by their names, as JSON holds them; those that an older version did not keep are missing."""


class SessionFacts(TypedDict):
    """Moments in ISO format; ``link`` is a mark of the link, or empty."""

    title: str
    starts_at: str
    ends_at: str
    format: str
    place: str
    link: str


def facts_of(meeting: Meeting, sessions: Iterable[Session] | None = None) -> dict[str, Any]:
    """The facts that people plan by, as JSON holds them; moments in UTC.

    ``sessions`` are those of the meeting as a form is about to make them, instead of the saved ones.
    """
    facts = {name: getattr(meeting, name) for name in (*NAMES, *SECRET)}
    for name in MOMENTS:
        facts[name] = facts[name].astimezone(UTC).isoformat() if facts[name] else ""
    found = meeting.sessions.all() if sessions is None else sessions
    return facts | {
        "sessions": {str(session.key): facts_of_session(session) for session in found},
        "cancelled": meeting.status == MeetingStatus.CANCELLED,
    }


def facts_of_session(session: Session) -> SessionFacts:
    """The same of one session. Of its link only a mark: mails and pages name the link by another rule than this one."""
    return {
        "title": session.title,
        "starts_at": session.starts_at.astimezone(UTC).isoformat(),
        "ends_at": session.ends_at.astimezone(UTC).isoformat(),
        "format": session.format,
        "place": session.place,
        "link": sha256(session.remote_link.encode()).hexdigest()[:16] if session.remote_link else "",
    }


def changed_groups(before: Facts, after: Facts) -> list[str]:
    """Which of the ``GROUPS`` differ in a way that overturns somebody's plans.

    What was not known and now is, a room that is found or a link that is added, changes nobody's plan: it is news.
    """
    changed = []
    for group, names in GROUPS.items():
        if group == SESSIONS:
            if changed_sessions(before, after):
                changed.append(group)
            continue
        if group == STATE:
            known = True
        elif group == DATE:
            known = bool(before.get("starts_at"))
        else:
            known = any(before.get(name) for name in names)
        if known and any(before.get(name) != after.get(name) for name in names):
            if group in {PLACE, LINK} and only_completed(before, after, names):
                continue
            changed.append(group)
    return changed


def changed_sessions(before: Facts, after: Facts) -> list[tuple[SessionFacts, SessionFacts | None]]:
    """``[(session before, session after or None)]``: those that take place otherwise, or no longer do.

    A new session, a room or a link that was not known before, another title: nobody had planned by that.
    """
    found = []
    for key, old in (before.get("sessions") or {}).items():
        new = after.get("sessions", {}).get(key)
        hours_differ = new is None or any(old[name] != new[name] for name in (*MOMENTS, "format"))
        if hours_differ or any(old[name] not in {"", new[name]} for name in ("place", "link")):
            found.append((old, new))
    return found


def only_completed(before: Facts, after: Facts, names: Sequence[str]) -> bool:
    """Whether each fact is as it was or was empty."""
    return all(not before.get(name) or before.get(name) == after.get(name) for name in names)


def moment_of(facts: Facts, name: str) -> datetime | None:
    return datetime.fromisoformat(facts[name]) if facts.get(name) else None


def is_past(before: Facts, facts: Facts, now: datetime) -> bool:
    """Whether both what was announced and what is now are over: then a correction concerns nobody's plans."""
    ends = [moment_of(one, "ends_at") or moment_of(one, "starts_at") for one in (before, facts)]
    return all(end is not None and end < now for end in ends)
