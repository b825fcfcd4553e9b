"""The sessions of a meeting whose parts differ, one under the other."""

from dataclasses import dataclass, field
from typing import ClassVar

from events.meetings.components.cards import format_tag
from events.meetings.components.facts import reader_time
from events.meetings.components.when import When, when_of
from network.look.components import Component, Tag


@dataclass(frozen=True)
class SessionLine:
    title: str
    when: When
    place: str = ""
    link: str = ""
    """Where to join, for those who may; "" otherwise and when it is the meeting's own."""
    tags: list[Tag] = field(default_factory=list)

    @property
    def reader_time(self):
        return reader_time(self.when)


@dataclass(frozen=True)
class Sessions(Component):
    sessions: list[SessionLine]
    template_name: ClassVar[str] = "events/meetings/sessions.html"

    @property
    def has_links(self):
        return any(line.link for line in self.sessions)

    @classmethod
    def of(cls, sessions, *, time_zone, zone_label, open_to=frozenset()):
        """From a meeting's sessions; ``open_to`` holds the keys of those whose own link the reader may see."""
        return cls(
            [
                SessionLine(
                    title=session.title,
                    when=when_of(session.starts_at, session.ends_at, time_zone=time_zone, zone_label=zone_label),
                    place=session.place,
                    link=session.remote_link if session.key in open_to else "",
                    tags=[tag] if (tag := format_tag(session)) else [],
                )
                for session in sorted(sessions, key=lambda session: session.starts_at)
            ]
        )
