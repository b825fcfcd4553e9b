"""Components: frozen dataclasses of ready-to-print values, each with its own template.

A page builds them in ``get_context`` and prints them with ``{% component card %}``. They do no query and never decide
who may see what. `/styleguide/` shows every one in every state. Text is escaped; a field that takes HTML says so.

**Components here** (imported from this package, whatever part of a page their file is about; template
``network/look/components/<name>.html``, CSS class ``.<name>`` in ``network/css/look/<name>.css``)

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

**Layout classes** (network/css/look/layout.css and utilities.css; write no layout of your own before looking here)

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
``network/templates/network/icons/``. **Your templates**: ``<app>/templates/<app>/<room>/``. **Your CSS**: one file a
component in ``<app>/static/<app>/css/<room>/``, one ``@import "../../<app>/css/<room>/<name>.css" layer(components);``
line under your app's comment in ``network/static/network/css/site.css``. **Your JavaScript**: a module in
``<app>/static/<app>/js/<room>/``, one line in ``network/static/network/js/site.js``.
"""

from network.look.components.base import Component, Link, Text
from network.look.components.cards import Card, CardList, DateBlock
from network.look.components.facts import Fact, Facts, KeyFigure, KeyFigures
from network.look.components.france_map import FranceMap, Mark, Place, place_names, thread_through
from network.look.components.heads import AudienceBadge, Breadcrumb, EmptyState, Notice, PageHead, Tag, TagList
from network.look.components.lists import FileLink, LinkList, PeopleGroup, PeopleList, Person
from network.look.components.navigation import ContentsNav, Entry, PageLink, Pagination, Tab, Tabs
from network.look.components.search import Choice, FacetChips, FacetGroup, FacetPanel, SearchForm
from network.look.components.texts import Figure, KeyPoints, Quote, Step, Timeline

__all__ = [
    "AudienceBadge",
    "Breadcrumb",
    "Card",
    "CardList",
    "Choice",
    "Component",
    "ContentsNav",
    "DateBlock",
    "EmptyState",
    "Entry",
    "FacetChips",
    "FacetGroup",
    "FacetPanel",
    "Fact",
    "Facts",
    "Figure",
    "FileLink",
    "FranceMap",
    "KeyFigure",
    "KeyFigures",
    "KeyPoints",
    "Link",
    "LinkList",
    "Mark",
    "Notice",
    "PageHead",
    "PageLink",
    "Pagination",
    "PeopleGroup",
    "PeopleList",
    "Person",
    "Place",
    "Quote",
    "SearchForm",
    "Step",
    "Tab",
    "Tabs",
    "Tag",
    "TagList",
    "Text",
    "Timeline",
    "place_names",
    "thread_through",
]
