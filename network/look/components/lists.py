"""Files, links and people, one after the other."""

from dataclasses import dataclass, field
from typing import ClassVar

from network.look.components.base import Component, Link, Text
from network.look.components.heads import Tag


@dataclass(frozen=True)
class FileLink(Component):
    title: Text
    url: str
    kind: str = ""
    size_bytes: int | None = None
    meta: Text = ""
    audience: Text = ""
    """For whom it is, and why this reader may open it; empty for what the page's readers may all open."""
    template_name: ClassVar[str] = "network/look/components/file_link.html"


@dataclass(frozen=True)
class LinkList(Component):
    links: list[Link]
    template_name: ClassVar[str] = "network/look/components/link_list.html"


@dataclass(frozen=True)
class Person:
    name: Text
    roles: list[Text] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    companions: list[Text] = field(default_factory=list)
    url: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class PeopleGroup:
    title: Text
    people: list[Person]
    url: str = ""


@dataclass(frozen=True)
class PeopleList(Component):
    groups: list[PeopleGroup]
    level: int = 3
    template_name: ClassVar[str] = "network/look/components/people_list.html"
