"""Named places in network's pages that upper apps fill.

An app registers ``hooks.register("slot:metropolis.sections", function)``; the
function takes the keyword arguments given in the template plus ``request`` and
returns a list of components (or an empty list). Order is the hook's ``order``.

=======================  ==========================================================================================
``home.meetings``        the next meetings: one to three cards, headings of level 3. The home page writes the section's
                         own heading, its link to all of them, and what it says when there is none.
``home.minutes``         the latest minutes: likewise.
``home.practices``       practices to read: likewise.
``metropolis.actions``   (metropolis=) what one may do with a metropolis: follow it, subscribe to it. Buttons.
``account.links``        what of a member's is kept by upper apps: ``Link`` buttons on the account page.
``account.sections``     what of a member's is due, above all else on the account page: one ``SlotSection`` a subject.
``metropolis.sections``  (metropolis=) what an app knows of a metropolis: one ``SlotSection`` for each subject
                         (practices, positions, meetings…), also when there is nothing yet: it says so in words.
``metropolis.counts``    not components but ``RecordCount``, one for each kind of record: how many a reader may see,
                         for all metropolises at once, in one query.
``sitemap.sections``     a ``SlotSection`` of links that are not pages of the tree.
``meeting.minutes``      (meeting=)
``meeting.answer``       (meeting=) what the reader answered or may answer; nothing personal without a session.
``meeting.briefing``     (meeting=) what to have read before a meeting: one ``BriefingPart`` (events.briefing.components)
                         for each subject, which the page prints and the two-side PDF too.
``page.backlinks``       (page=)
=======================  ==========================================================================================
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from wagtail import hooks

from network.look.components import Component

MENU_HOOK = "network_menu_entry"
"""``(end of an address, entry of the menu)`` of pages that are found under another entry than the one above them."""


@dataclass(frozen=True)
class SlotSection(Component):
    """A section of a page that an upper app fills: heading, components one under the other, or words if none."""

    title: str
    anchor: str
    parts: list[Component] = field(default_factory=list)
    empty: str = ""
    """What the section says when it has no part: “No practice noted yet.”"""
    url: str = ""
    link: str = ""
    """Where there is more, and the words of that link."""
    template_name: ClassVar[str] = "network/look/components/slot_section.html"


@dataclass(frozen=True)
class RecordCount:
    """How many records of one kind each metropolis has, among those the reader may see."""

    name: str
    """Stable: “practices”, “positions”."""
    words: Callable[[int], str]
    """The count in words: « 3 pratiques »."""
    counts: dict[int, int]
    """By primary key of the metropolis; a metropolis without any is left out."""


def fill(name, request, **arguments) -> list[Any]:
    """What apps put in the place ``name``, in the order of their hooks."""
    components = []
    for function in hooks.get_hooks(f"slot:{name}"):
        components.extend(function(request=request, **arguments))
    return components


def found_under(path):
    """The address by which the menu knows a page: its own, or that of the entry under which its app puts it."""
    entries = (entry for end, entry in hooks.get_hooks(MENU_HOOK) if path.endswith(end))
    return next(entries, path)
