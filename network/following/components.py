"""The button that follows a search, beside its results."""

from dataclasses import dataclass
from typing import ClassVar

from network.look.components import Component


@dataclass(frozen=True)
class FollowSearch(Component):
    """Beside the results of a search: a button to follow it or, without ``csrf_token``, a link to where it is followed."""

    url: str
    query: str = ""
    csrf_token: str = ""
    template_name: ClassVar[str] = "network/following/components/follow_search.html"
