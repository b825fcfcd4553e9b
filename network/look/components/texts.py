"""What stands within a text."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from network.look.components.base import Component, Text
from network.look.components.heads import Tag


@dataclass(frozen=True)
class KeyPoints(Component):
    points: list[Text]
    title: Text = _("In short")
    level: int = 2
    anchor: str = ""
    template_name: ClassVar[str] = "network/look/components/key_points.html"


@dataclass(frozen=True)
class Quote(Component):
    text: Text
    source: Text = ""
    template_name: ClassVar[str] = "network/look/components/quote.html"


@dataclass(frozen=True)
class Figure(Component):
    url: str
    alternative: Text
    width: int
    height: int
    caption: Text = ""
    credit: Text = ""
    template_name: ClassVar[str] = "network/look/components/figure.html"


@dataclass(frozen=True)
class Step:
    title: Text
    when: Text = ""
    text: Text = ""
    html: str = ""
    """Markup that is already safe, printed after the text."""
    tags: list[Tag] = field(default_factory=list)
    url: str = ""
    state: str = "done"
    anchor: str = ""


@dataclass(frozen=True)
class Timeline(Component):
    steps: list[Step]
    wide: bool = False
    template_name: ClassVar[str] = "network/look/components/timeline.html"
