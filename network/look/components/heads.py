"""What stands at the head of a page or of a part: where one is, what it is, what to know first."""

from dataclasses import dataclass, field
from typing import ClassVar

from network.look.components.base import Component, Link, Text


@dataclass(frozen=True)
class Breadcrumb(Component):
    links: list[Link]
    here: Text = ""
    template_name: ClassVar[str] = "network/look/components/breadcrumb.html"


@dataclass(frozen=True)
class Tag(Component):
    label: Text
    tone: str = "pine"
    icon: str = ""
    url: str = ""
    template_name: ClassVar[str] = "network/look/components/tag.html"


@dataclass(frozen=True)
class TagList(Component):
    tags: list[Tag]
    template_name: ClassVar[str] = "network/look/components/tag_list.html"


@dataclass(frozen=True)
class PageHead(Component):
    title: Text
    lead: Text = ""
    kicker: Text = ""
    tags: list[Tag] = field(default_factory=list)
    meta: list[Text] = field(default_factory=list)
    template_name: ClassVar[str] = "network/look/components/page_head.html"


@dataclass(frozen=True)
class Notice(Component):
    text: Text = ""
    title: Text = ""
    tone: str = "info"
    html: str = ""
    """Markup that is already safe, printed after the text."""
    template_name: ClassVar[str] = "network/look/components/notice.html"

    @property
    def icon(self):
        return self.tone


@dataclass(frozen=True)
class AudienceBadge(Component):
    """Who else may read a restricted page, and why this reader does: “for members”, “you are signed in”."""

    audience: Text
    reason: Text
    template_name: ClassVar[str] = "network/look/components/audience_badge.html"


@dataclass(frozen=True)
class EmptyState(Component):
    title: Text
    text: Text = ""
    links: list[Link] = field(default_factory=list)
    template_name: ClassVar[str] = "network/look/components/empty_state.html"
