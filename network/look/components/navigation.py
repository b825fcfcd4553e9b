"""Ways within a page, or from one page of a list to the next."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from network.look.components.base import Component, Text


@dataclass(frozen=True)
class Entry:
    label: Text
    url: str
    entries: list["Entry"] = field(default_factory=list)


@dataclass(frozen=True)
class ContentsNav(Component):
    entries: list[Entry]
    title: Text = _("Contents")
    template_name: ClassVar[str] = "network/look/components/contents_nav.html"


@dataclass(frozen=True)
class Tab:
    label: Text
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Tabs(Component):
    tabs: list[Tab]
    label: Text
    template_name: ClassVar[str] = "network/look/components/tabs.html"


@dataclass(frozen=True)
class PageLink:
    number: int | None
    """``None`` stands for the pages left out."""
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Pagination(Component):
    pages: list[PageLink]
    previous_url: str = ""
    next_url: str = ""
    template_name: ClassVar[str] = "network/look/components/pagination.html"

    @classmethod
    def of(cls, page, request, parameter="page"):
        """The links around a page of Django's paginator; the address keeps its other parameters."""

        def url(number):
            parameters = request.GET.copy()
            parameters.pop(parameter, None)
            if number > 1:
                parameters[parameter] = number
            return f"?{parameters.urlencode()}" if parameters else request.path

        paginator = page.paginator
        links = [
            PageLink(number, url(number), number == page.number) if isinstance(number, int) else PageLink(None)
            for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        ]
        return cls(
            links if paginator.num_pages > 1 else [],
            url(page.number - 1) if page.has_previous() else "",
            url(page.number + 1) if page.has_next() else "",
        )
