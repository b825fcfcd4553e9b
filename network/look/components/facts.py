"""What is known, in few words and figures."""

from dataclasses import dataclass, field
from typing import ClassVar

from network.look.components.base import Component, Text
from network.look.components.heads import Tag


@dataclass(frozen=True)
class Fact:
    label: Text
    value: Text = ""
    url: str = ""
    source: Text = ""
    tags: list[Tag] = field(default_factory=list)
    html: str = ""
    """Markup that is already safe, in place of the value."""


@dataclass(frozen=True)
class Facts(Component):
    facts: list[Fact]
    narrow: bool = False
    template_name: ClassVar[str] = "network/look/components/facts.html"


@dataclass(frozen=True)
class KeyFigure:
    value: Text
    label: Text


@dataclass(frozen=True)
class KeyFigures(Component):
    figures: list[KeyFigure]
    source: Text = ""
    template_name: ClassVar[str] = "network/look/components/key_figures.html"
