"""The way to the calendar of what a page shows."""

from dataclasses import dataclass
from typing import ClassVar

from network.look.components import Component, Text


@dataclass(frozen=True)
class SubscribeButton(Component):
    """A link to the page that says how to subscribe; where scripts run, its first part opens in a dialog."""

    url: str
    label: Text
    kind: str = "secondary"
    template_name: ClassVar[str] = "events/agenda/subscribe_button.html"
