"""Following something, and the ways from the account page to one's calendars."""

from dataclasses import dataclass
from typing import ClassVar

from network.look.components import Component, Text


@dataclass(frozen=True)
class FollowButton(Component):
    """Follow a metropolis, a working group or a theme: its meetings come to the member's own calendar."""

    url: str
    kind: str
    key: int
    is_followed: bool
    back: str
    csrf_token: str
    template_name: ClassVar[str] = "events/feeds/follow_button.html"


@dataclass(frozen=True)
class AccountLink(Component):
    """A button of the account page."""

    url: str
    label: Text
    icon: str
    template_name: ClassVar[str] = "events/feeds/account_link.html"
