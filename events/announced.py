"""When, where and how a meeting was last announced, and what of it a new version changes. Pure functions."""

from datetime import UTC, datetime

NAMES = ("starts_at", "ends_at", "hours_are_known", "time_zone", "format", "venue_name", "venue_address")
SECRET = ("remote_link", "remote_code", "remote_phone")
"""Only for those who may see the link to join (`events/remote_link.py`)."""
MOMENTS = ("starts_at", "ends_at")
DATE, PLACE, FORMAT, LINK, STATE = "date", "place", "format", "link", "state"
GROUPS = {
    DATE: ("starts_at", "ends_at", "hours_are_known", "time_zone"),
    FORMAT: ("format",),
    PLACE: ("venue_name", "venue_address"),
    LINK: SECRET,
    STATE: ("cancelled",),
}
"""What people call one thing, and the facts that make it."""


def facts_of(meeting):
    """The facts that people plan by, as JSON holds them; moments in UTC."""
    facts = {name: getattr(meeting, name) for name in (*NAMES, *SECRET)}
    for name in MOMENTS:
        facts[name] = facts[name].astimezone(UTC).isoformat() if facts[name] else ""
    return facts | {"cancelled": meeting.status == meeting.Status.CANCELLED}


def changed_groups(before, after):
    """Which of the ``GROUPS`` differ in a way that overturns somebody's plans.

    What was not known and now is, a room that is found or a link that is added, changes nobody's plan: it is news.
    """
    changed = []
    for group, names in GROUPS.items():
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


def only_completed(before, after, names):
    """Whether each fact is as it was or was empty."""
    return all(not before.get(name) or before.get(name) == after.get(name) for name in names)


def moment_of(facts, name):
    return datetime.fromisoformat(facts[name]) if facts.get(name) else None


def is_past(before, facts, now):
    """Whether both what was announced and what is now are over: then a correction concerns nobody's plans."""
    ends = [moment_of(one, "ends_at") or moment_of(one, "starts_at") for one in (before, facts)]
    return all(ends) and max(ends) < now
