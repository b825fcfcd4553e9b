"""Components: frozen dataclasses of ready-to-print values, each with its own template.

A page builds them in ``get_context`` and prints them with ``{% component card %}``. They do no query and never decide
who may see what. `/styleguide/` shows every one in every state. Text is escaped; a field that takes HTML says so.

**Components here** (all in this module, template ``network/components/<name>.html``, CSS class ``.<name>``)

==================  =================================================================================================
``Breadcrumb``      ``links=[Link("Agenda", "/agenda/"), …]``, ``here="Nantes"``. Give it to the template as
                    ``breadcrumb``: base.html prints it above the content.
``PageHead``        the head of a page: ``title`` (the one h1), ``lead``, ``kicker``, ``tags=[Tag…]``,
                    ``meta=["5 et 6 mai 2022", …]``.
``Notice``          ``text`` and/or ``html``, ``title``, ``tone="info|ok|warn|danger"``.
``AudienceBadge``   ``audience="for members"``, ``reason="you are signed in"``: base.html prints it above the content.
``EmptyState``      ``title``, ``text``, ``links=[Link…]``: says what is not there, and where to go.
``Tag``             ``label``, ``tone="pine|brick|plum|azur|saffron|ok|warn|danger|plain"``, ``icon=""``, ``url=""``.
``TagList``         ``tags=[Tag…]``.
``Card``            ``title``, ``url``, ``kicker`` (above), ``text``, ``meta=["…"]``, ``tags=[Tag…]``, ``tone`` (colour
                    of its knot), ``level=3`` (of its heading), ``lead``: a component put before the title (DateBlock…).
``CardList``        ``cards=[any components]``, ``columns=1|2|3|4`` (1: a list).
``Facts``           ``facts=[Fact("Population", "656 275", source="INSEE, 2022"), …]``; an empty value prints
                    « non renseigné »; ``Fact.url`` makes the value a link, ``Fact.tags`` a list of tags.
``KeyFigures``      ``figures=[KeyFigure("24", "communes"), …]``, ``source=""``.
``KeyPoints``       ``points=["…"]``, ``title=_("In short")``, ``level=2``.
``Quote``           ``text``, ``source=""``.
``Figure``          ``url, alternative, width, height, caption="", credit=""``: a rendition made earlier.
``Timeline``        ``steps=[Step(title, when="", text="", html="", tags=[], url="", state=""), …]``;
                    ``state="done|open|light|now"``; ``wide=True`` puts the times in a column of their own.
``ContentsNav``     ``entries=[Entry("Cadre", "#cadre", entries=[…]), …]``, ``title=_("Contents")``: beside a long text.
``Tabs``            ``tabs=[Tab("Liste", "/agenda/", current=True, count=None), …]``, ``label``.
``Pagination``      ``Pagination.of(page, request)`` for a Django paginator's page: keeps the other parameters.
``SearchForm``      ``action="/recherche/"``, ``query=""``, ``label``, ``hint=""``, ``hidden=[("type", "pratique")]``.
``FacetChips``      ``chips=[Link("Nantes", "?…without it")]``, ``clear_url``: the filters applied.
``FacetPanel``      ``groups=[FacetGroup("Thèmes", "theme", [Choice("mobilite", "Mobilité", 4, checked=True)])]``,
                    ``action``, ``hidden``, ``applied=2``: a form that works without JavaScript.
``FileLink``        ``title, url, kind="PDF", size_bytes=None, meta="", audience=""``.
``LinkList``        ``links=[Link("label", "url", note="")]``; without a url it says that the address is not known.
``PeopleList``      ``groups=[PeopleGroup("Nantes Métropole", [Person("Nom", roles=["…"], tags=[], companions=[…])])]``,
                    ``level=3``.
``DateBlock``       ``days="5–6"``, ``month="mai"``, ``year="2022"``, ``datetime="2022-05-05"``, or ``unknown="printemps"``.
``FranceMap``       ``places=[Place("Nantes", "/metropoles/nantes/", 101.2, 298.4, size=1)]``, ``label``; ``size`` 0 to 3.
==================  =================================================================================================

**Layout classes** (network/css/layout.css and utilities.css; write no layout of your own before looking here)

- ``.wrap`` the page's width and gutters; every direct child of ``{% block content %}`` has or holds one.
  ``data-width="text"`` for narrow pages. ``.band`` a full-width band of another ground (put a ``.wrap`` inside).
- ``.stack`` children one under the other (``data-gap="s|m|l|xl"``: 12, 16, 48, 64 px; default 24). ``.row`` children side
  by side, wrapping (``data-align="between|baseline"``, ``data-gap="s"``). ``.grid`` equal columns that wrap
  (``data-columns="2|3|4"``, default 3).
- ``.side-layout`` text and side: two children, the second ``<aside class="side">`` (add ``data-sticky``).
  ``data-side="start"``: contents first (3/12 + 9/12); ``"both"``: 3/12, 7/12, 2/12; ``"half"``: 7/12 + 5/12.
- ``.section`` a part of a page hanging on the thread (rule with a dot), with ``.section-head`` for its h2 and a link
  ``<a class="link-on" href="…">Toutes les rencontres {% icon "arrow-right" %}</a>``. Put sections in a
  ``.stack data-gap="xl"``.
- ``.thread`` round a long text: a line down its side with a dot at each h2. ``.prose`` text of 66 characters a line.
- ``.scroll-region`` round a wide table, with ``tabindex="0" role="region" aria-labelledby="…"``.
- ``.button`` (``data-kind="secondary|quiet|danger"``), ``.link-on``, ``.field`` (label, ``.hint``, control, ``.error``),
  ``.check`` (label of a checkbox or radio).
- ``.lead``, ``.meta`` (secondary, smaller), ``.kicker``, ``.unknown`` (what is not known), ``.tabular`` (figures in
  columns), ``.nowrap``, ``.measure``, ``.with-icon`` (icon and text on one line), ``.visually-hidden``, ``.no-print``,
  ``.print-only``.

**Base template**: blocks ``title`` (without the site's name), ``description``, ``canonical``, ``head``, ``main_class``,
``breadcrumb``, ``content``, ``scripts``. Nothing but the content block is needed for a Wagtail page.

**Icons**: ``{% icon "calendar" %}`` (decorative) or ``{% icon "calendar" "Date" %}``; files in
``network/templates/network/icons/``. **Your CSS**: one file a component in ``<app>/static/<app>/css/components/``, one
``@import "../../<app>/css/components/<name>.css" layer(components);`` line under your app's comment in
``network/static/network/css/site.css``. **Your JavaScript**: one line in ``network/static/network/js/site.js``.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from math import dist
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from laces.components import Component as LacesComponent

Text = str | Promise


class Component(LacesComponent):
    """A component whose template reads it as ``self``, like a block's template."""

    def get_context_data(self, parent_context=None):
        request = parent_context.get("request") if parent_context else None
        return {"self": self, "request": request}


@dataclass(frozen=True)
class Link:
    label: Text
    url: str = ""
    note: Text = ""


@dataclass(frozen=True)
class Breadcrumb(Component):
    links: list[Link]
    here: Text = ""
    template_name: ClassVar[str] = "network/components/breadcrumb.html"


@dataclass(frozen=True)
class Tag(Component):
    label: Text
    tone: str = "pine"
    icon: str = ""
    url: str = ""
    template_name: ClassVar[str] = "network/components/tag.html"


@dataclass(frozen=True)
class TagList(Component):
    tags: list[Tag]
    template_name: ClassVar[str] = "network/components/tag_list.html"


@dataclass(frozen=True)
class PageHead(Component):
    title: Text
    lead: Text = ""
    kicker: Text = ""
    tags: list[Tag] = field(default_factory=list)
    meta: list[Text] = field(default_factory=list)
    template_name: ClassVar[str] = "network/components/page_head.html"


@dataclass(frozen=True)
class Notice(Component):
    text: Text = ""
    title: Text = ""
    tone: str = "info"
    html: str = ""
    """Markup that is already safe, printed after the text."""
    template_name: ClassVar[str] = "network/components/notice.html"

    @property
    def icon(self):
        return self.tone


@dataclass(frozen=True)
class AudienceBadge(Component):
    """Who else may read a restricted page, and why this reader does: “for members”, “you are signed in”."""

    audience: Text
    reason: Text
    template_name: ClassVar[str] = "network/components/audience_badge.html"


@dataclass(frozen=True)
class EmptyState(Component):
    title: Text
    text: Text = ""
    links: list[Link] = field(default_factory=list)
    template_name: ClassVar[str] = "network/components/empty_state.html"


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
    template_name: ClassVar[str] = "network/components/card.html"


@dataclass(frozen=True)
class CardList(Component):
    cards: list[Component]
    columns: int = 3
    template_name: ClassVar[str] = "network/components/card_list.html"


@dataclass(frozen=True)
class Fact:
    label: Text
    value: Text = ""
    url: str = ""
    source: Text = ""
    tags: list[Tag] = field(default_factory=list)
    html: str = ""
    """Markup that is already safe, in place of the value."""


@dataclass(frozen=True)
class Facts(Component):
    facts: list[Fact]
    narrow: bool = False
    template_name: ClassVar[str] = "network/components/facts.html"


@dataclass(frozen=True)
class KeyFigure:
    value: Text
    label: Text


@dataclass(frozen=True)
class KeyFigures(Component):
    figures: list[KeyFigure]
    source: Text = ""
    template_name: ClassVar[str] = "network/components/key_figures.html"


@dataclass(frozen=True)
class KeyPoints(Component):
    points: list[Text]
    title: Text = _("In short")
    level: int = 2
    anchor: str = ""
    template_name: ClassVar[str] = "network/components/key_points.html"


@dataclass(frozen=True)
class Quote(Component):
    text: Text
    source: Text = ""
    template_name: ClassVar[str] = "network/components/quote.html"


@dataclass(frozen=True)
class Figure(Component):
    url: str
    alternative: Text
    width: int
    height: int
    caption: Text = ""
    credit: Text = ""
    template_name: ClassVar[str] = "network/components/figure.html"


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
    template_name: ClassVar[str] = "network/components/timeline.html"


@dataclass(frozen=True)
class Entry:
    label: Text
    url: str
    entries: list["Entry"] = field(default_factory=list)


@dataclass(frozen=True)
class ContentsNav(Component):
    entries: list[Entry]
    title: Text = _("Contents")
    template_name: ClassVar[str] = "network/components/contents_nav.html"


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
    template_name: ClassVar[str] = "network/components/tabs.html"


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
    template_name: ClassVar[str] = "network/components/pagination.html"

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


@dataclass(frozen=True)
class SearchForm(Component):
    action: str = "/recherche/"
    query: str = ""
    label: Text = _("Search the site")
    hint: Text = ""
    name: str = "q"
    field_id: str = "champ-recherche"
    hidden: list[tuple[str, str]] = field(default_factory=list)
    template_name: ClassVar[str] = "network/components/search_form.html"


@dataclass(frozen=True)
class FacetChips(Component):
    chips: list[Link]
    clear_url: str = ""
    template_name: ClassVar[str] = "network/components/facet_chips.html"


@dataclass(frozen=True)
class Choice:
    value: str
    label: Text
    count: int | None = None
    checked: bool = False


@dataclass(frozen=True)
class FacetGroup:
    title: Text
    name: str
    choices: list[Choice]
    one: bool = False
    """One choice at most: radio buttons."""

    @property
    def has_choice(self):
        return any(choice.checked for choice in self.choices)


@dataclass(frozen=True)
class FacetPanel(Component):
    groups: list[FacetGroup]
    action: str = ""
    hidden: list[tuple[str, str]] = field(default_factory=list)
    applied: int = 0
    title: Text = _("Filter")
    template_name: ClassVar[str] = "network/components/facet_panel.html"


@dataclass(frozen=True)
class FileLink(Component):
    title: Text
    url: str
    kind: str = ""
    size_bytes: int | None = None
    meta: Text = ""
    audience: Text = ""
    """For whom it is, and why this reader may open it; empty for what the page's readers may all open."""
    template_name: ClassVar[str] = "network/components/file_link.html"


@dataclass(frozen=True)
class LinkList(Component):
    links: list[Link]
    template_name: ClassVar[str] = "network/components/link_list.html"


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
    template_name: ClassVar[str] = "network/components/people_list.html"


@dataclass(frozen=True)
class DateBlock(Component):
    days: Text = ""
    month: Text = ""
    year: Text = ""
    datetime: str = ""
    unknown: Text = ""
    template_name: ClassVar[str] = "network/components/date_block.html"


@dataclass(frozen=True)
class Place:
    name: Text
    url: str
    x: float
    y: float
    size: int = 0
    """0 to 3: how much there is to read there."""
    note: Text = ""


@dataclass(frozen=True)
class Mark:
    """A place as drawn: its dot and where its name is written."""

    place: Place
    radius: float
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class FranceMap(Component):
    """Dots are links with names. ``x`` and ``y`` are in the frame of the outline (0 0 640 628)."""

    places: list[Place]
    label: Text = _("Map of the metropolises")
    template_name: ClassVar[str] = "network/components/france_map.html"

    @property
    def marks(self):
        return place_names(tuple(self.places))

    @property
    def thread(self):
        return thread_through(tuple((place.x, place.y) for place in self.places))


LETTER_WIDTH = 9.6  # of the map's 18 px labels, on average
LABEL_HEIGHT = 20


@lru_cache(maxsize=8)
def place_names(places):
    """Where to write each name so that no two overlap: right of the dot, else left, above, below, further off."""
    dots = [(place.x - 9, place.y - 9, place.x + 9, place.y + 9) for place in places]
    taken = []
    marks = []
    for index, place in enumerate(places):
        width = len(str(place.name)) * LETTER_WIDTH
        radius = 5.5 + 1.5 * min(place.size, 3)
        gap = radius + 5
        candidates = [
            (place.x + gap, place.y + 5, "start"),
            (place.x - gap, place.y + 5, "end"),
            (place.x, place.y - gap - 1, "middle"),
            (place.x, place.y + gap + 12, "middle"),
            (place.x + gap - 2, place.y - 8, "start"),
            (place.x + gap - 2, place.y + 18, "start"),
            (place.x - gap + 2, place.y - 8, "end"),
            (place.x - gap + 2, place.y + 18, "end"),
        ]

        def box(candidate, width=width):
            x, y, anchor = candidate
            left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
            return (left, y - LABEL_HEIGHT + 5, left + width, y + 5)

        def cost(candidate, index=index):
            own = box(candidate)
            outside = max(0, -own[0]) + max(0, own[2] - 640)
            others = taken + [dot for number, dot in enumerate(dots) if number != index]
            return sum(_shared_area(own, other) for other in others) + 100 * outside

        best = min(candidates, key=cost)  # the first of equals: the order above is the order of liking
        taken.append(box(best))
        marks.append(Mark(place, radius, round(best[0], 1), round(best[1], 1), best[2]))
    return marks


@lru_cache(maxsize=8)
def thread_through(points):
    """The path of one thread that joins all points: a short open way, as a smooth curve (SVG path data)."""
    way = _short_way(points)
    if len(way) < 2:
        return ""
    before = [way[0], *way[:-1]]
    after = [*way[1:], way[-1]]
    # Catmull-Rom: at each point the curve runs parallel to the line between its neighbours.
    lean = [((c[0] - a[0]) / 6, (c[1] - a[1]) / 6) for a, c in zip(before, after, strict=True)]
    steps = [
        f"C{a[0] + u[0]:.0f} {a[1] + u[1]:.0f} {b[0] - v[0]:.0f} {b[1] - v[1]:.0f} {b[0]:g} {b[1]:g}"
        for a, b, u, v in zip(way, way[1:], lean, lean[1:], strict=False)
    ]
    return f"M{way[0][0]:g} {way[0][1]:g}{''.join(steps)}"


def _short_way(points):
    """The points in the order of a short way from the westernmost: nearest neighbour, then uncrossed (2-opt)."""
    left = sorted(points)
    way = [left.pop(0)] if left else []
    while left:
        way.append(min(left, key=lambda point: dist(way[-1], point)))
        left.remove(way[-1])
    shorter = True
    while shorter:
        shorter = False
        for i in range(1, len(way) - 1):
            for j in range(i + 1, len(way)):
                old = dist(way[i - 1], way[i]) + (dist(way[j], way[j + 1]) if j + 1 < len(way) else 0)
                new = dist(way[i - 1], way[j]) + (dist(way[i], way[j + 1]) if j + 1 < len(way) else 0)
                if new < old - 1e-9:
                    way[i : j + 1] = way[i : j + 1][::-1]
                    shorter = True
    return way


def _shared_area(one, other):
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width * height if width > 0 and height > 0 else 0


@dataclass(frozen=True)
class FollowSearch(Component):
    """Beside the results of a search: a button to follow it or, without ``csrf_token``, a link to where it is followed."""

    url: str
    query: str = ""
    csrf_token: str = ""
    template_name: ClassVar[str] = "network/components/follow_search.html"
