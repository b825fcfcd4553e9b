"""A change of a meeting in words: what it was, what it is, and why."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.meetings.announced import (
    DATE,
    FORMAT,
    LINK,
    PLACE,
    SESSIONS,
    STATE,
    changed_groups,
    changed_sessions,
    moment_of,
)
from events.meetings.components.when import when_of
from events.moments import PARIS
from events.vocabularies import TIME_ZONES, MeetingFormat
from network.look.components import Component
from network.look.dates import format_day


@dataclass(frozen=True)
class ChangedFact:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ChangeNote(Component):
    """One change of a meeting, on its page and in mails."""

    title: str
    """« Modifiée le 3 juin 2027 »"""
    explanation: str = ""
    facts: list[ChangedFact] = field(default_factory=list)
    tone: str = "warn"
    template_name: ClassVar[str] = "events/meetings/change_note.html"


def change_note(change, *, with_links=False):
    """From a ``MeetingChange``; ``with_links`` only for somebody who may see the remote link."""
    before, after = change.before, change.after
    day = format_day(change.at)
    title = _("Changed on %(day)s") % {"day": day}
    if after.get("cancelled") and not before.get("cancelled"):
        title = _("Cancelled on %(day)s") % {"day": day}
    elif before.get("cancelled") and not after.get("cancelled"):
        title = _("Takes place after all, said on %(day)s") % {"day": day}
    return ChangeNote(
        title,
        change.explanation,
        changed_facts(before, after, with_links=with_links),
        tone="danger" if after.get("cancelled") else "warn",
    )


def changed_facts(before, after, *, with_links):
    """What changed, as it was and as it is, in words."""
    words = {
        DATE: (_("Date"), date_words),
        FORMAT: (_("Format"), format_words),
        PLACE: (_("Place"), place_words),
        LINK: (_("Link to join"), link_words if with_links else None),
    }
    facts = []
    for group in changed_groups(before, after):
        if group == STATE:
            continue
        if group == SESSIONS:
            zones = [one.get("time_zone") or PARIS for one in (before, after)]
            for old, new in changed_sessions(before, after):
                facts += session_facts(old, new, *zones)
            continue
        label, in_words = words[group]
        if in_words is None:
            facts.append(ChangedFact(label, "", _("a new one, for those who may see it")))
        else:
            facts.append(ChangedFact(label, in_words(before), in_words(after)))
    return facts


def session_facts(old, new, old_zone, new_zone):
    """What changed of one session: taken out, other hours, format or room, and that its link is another one."""
    label = _("Session “%(title)s”") % {"title": old["title"]}
    was = session_words(old, old_zone)
    if new is None:
        return [ChangedFact(label, was, _("no longer takes place"))]
    now = session_words(new, new_zone)
    facts = [ChangedFact(label, was, now)] if now != was else []
    if old["link"] not in {"", new["link"]}:
        facts.append(
            ChangedFact(
                _("%(session)s, link to join") % {"session": label}, "", _("a new one, for those who may see it")
            )
        )
    return facts


def session_words(session, zone):
    """« mardi 3 juin 2027, 9 h 00 – 12 h 00, sur place, salle haute »"""
    parts = [date_words(session | {"time_zone": zone}), format_words(session).lower(), session["place"]]
    return ", ".join(part for part in parts if part)


def date_words(facts):
    start = moment_of(facts, "starts_at")
    if start is None:
        return _("no date yet")
    zone = facts.get("time_zone") or PARIS
    when = when_of(
        start,
        moment_of(facts, "ends_at"),
        time_zone=zone,
        zone_label=dict(TIME_ZONES).get(zone, zone),
        hours_are_known=facts.get("hours_are_known", True),
    )
    text = when.text
    if when.hours and when.hours not in text and (when.paris or when.start.date() != (when.end or when.start).date()):
        text = f"{text.partition(',')[0]}, {when.hours}"
    return text


def format_words(facts):
    return str(dict(MeetingFormat.choices).get(facts.get("format"), "")) or _("not known")


def place_words(facts):
    named = [facts.get(name) for name in ("venue_name", "venue_address")]
    return ", ".join(name for name in named if name) or pgettext("a place", "not known")


def link_words(facts):
    parts = [
        facts.get("remote_link"),
        _("code %(code)s") % {"code": facts["remote_code"]} if facts.get("remote_code") else "",
        _("telephone %(number)s") % {"number": facts["remote_phone"]} if facts.get("remote_phone") else "",
    ]
    return ", ".join(part for part in parts if part) or _("none")
