"""Minutes in lists, made from records already fetched."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from network.audience.rules import PUBLIC, page_audience
from network.look.components import Component, EmptyState, Link, Tag, Text
from network.look.dates import in_paris
from resources.records.citing import days_of

MEMBERS_TAG = Tag(gettext_lazy("Members only"), tone="plain", icon="lock")


@dataclass(frozen=True)
class MinutesTeaser(Component):
    """Minutes in a few points, with the way to them."""

    title: Text
    url: str
    when: Text = ""
    points: list[Text] = field(default_factory=list)
    summary: Text = ""
    tags: list[Tag] = field(default_factory=list)
    level: int = 3
    action: Text = ""
    template_name: ClassVar[str] = "resources/minutes/teaser.html"


def members_tags(page, reader):
    """A mark on what not everybody may read."""
    return [] if page_audience(page, reader.restrictions) == PUBLIC else [MEMBERS_TAG]


def no_minutes(reader):
    text = "" if reader.is_authenticated else _("Some minutes are for members: sign in to see them.")
    return EmptyState(_("No minutes are open to you yet"), text, [Link(_("The agenda"), "/agenda/")])


def by_year(minutes, reader, request):
    """``[(year, [MinutesTeaser…])]`` from minutes ordered by the day of their meeting; the year may be ``None``."""
    found = []
    for year, group in groupby(
        minutes, key=lambda page: page.meeting_starts_at and in_paris(page.meeting_starts_at).year
    ):
        found.append((year, [teaser(page, reader, request) for page in group]))
    return found


def teaser(page, reader, request, *, points=3, level=3):
    """Minutes in a list; the page comes from ``with_meeting``."""
    days = days_of(page.meeting_starts_at, page.meeting_ends_at)
    return MinutesTeaser(
        title=page.title,
        url=page.get_url(request) or "",
        when=" · ".join(part for part in (days, page.meeting_host) if part),
        summary=page.summary,
        points=[block.value for block in page.key_points][:points],
        tags=members_tags(page, reader),
        level=level,
    )


def teaser_of_meeting(page, reader, request):
    """Minutes on the page of their own meeting: all the points, no date again."""
    return MinutesTeaser(
        title=page.title,
        url=page.get_url(request) or "",
        when=pgettext("of a meeting", "Minutes"),
        summary=page.summary,
        points=[block.value for block in page.key_points],
        tags=members_tags(page, reader),
        level=2,
        action=_("Read the minutes"),
    )
