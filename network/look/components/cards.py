"""What leads to another page."""

from dataclasses import dataclass, field
from typing import ClassVar

from network.look.components.base import Component, Text
from network.look.components.heads import Tag


@dataclass(frozen=True)
class Card(Component):
    title: Text
    url: str = ""
    kicker: Text = ""
    text: Text = ""
    meta: list[Text] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    tone: str = ""
    level: int = 3
    lead: Component | None = None
    template_name: ClassVar[str] = "network/look/components/card.html"


@dataclass(frozen=True)
class CardList(Component):
    cards: list[Component]
    columns: int = 3
    template_name: ClassVar[str] = "network/look/components/card_list.html"


@dataclass(frozen=True)
class DateBlock(Component):
    days: Text = ""
    month: Text = ""
    year: Text = ""
    datetime: str = ""
    unknown: Text = ""
    template_name: ClassVar[str] = "network/look/components/date_block.html"
