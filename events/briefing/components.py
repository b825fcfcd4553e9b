"""What one reads before a meeting: who comes, open follow-ups, positions of peers, as lines that page and paper share."""

from dataclasses import dataclass, field
from typing import ClassVar

from network.look.components import Component, Text


@dataclass(frozen=True)
class BriefingLine:
    """One thing to know: ``term`` is what it is about or who, ``note`` smaller words after it."""

    text: str
    term: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class BriefingPart(Component):
    """A section of the briefing sheet. Upper apps give theirs in the slot « meeting.briefing »."""

    title: Text
    anchor: str
    lines: list[BriefingLine] = field(default_factory=list)
    more: Text = ""
    """What is left out, in words."""
    more_url: str = ""
    empty: Text = ""
    """What is said when there is no line; a part without lines or words is not shown."""
    level: int = 2
    template_name: ClassVar[str] = "events/briefing/part.html"
