"""The list of practices as a reader filters, counts and sorts it."""

import re
from collections import defaultdict

from django.utils import timezone
from django.utils.translation import gettext, pgettext

from network.directory.models.metropolises import Metropolis
from network.directory.models.themes import Theme
from network.look.text import without_accents
from resources.practices import facets, vocabularies
from resources.practices.components import practice_card

LEADING_ARTICLE = re.compile(r"^(?:(?:le|la|les|un|une|des)\s+|l['’])", re.IGNORECASE)


def sorting_key(title):
    """How a French list orders a title: without its article, its accents and its capitals."""
    return without_accents(LEADING_ARTICLE.sub("", title)).casefold()


class Catalogue:
    """The practices a reader may see, filtered, counted and sorted as an address asks.

    Four queries whatever the number of practices: three light ones over all of
    them, one for the cards of the page shown.
    """

    FACETS = ("metropole", "approche", "theme", "statut")

    def __init__(self, practices, parameters):
        self.practices = practices
        self.model = practices.model
        self.labels = {
            "metropole": {},
            "approche": dict(vocabularies.ApproachType.choices),
            "theme": {},
            "statut": dict(vocabularies.PracticeStatus.choices),
        }
        self.top_themes = {}
        self.metropolises = defaultdict(list)
        self.rows, self.order = self.read()
        self.know_more(parameters)
        self.chosen = facets.chosen_in(parameters, self.labels)
        asked = parameters.get("tri", "")
        self.sort = asked if asked in dict(self.sorts()) else "titre"
        found = facets.matching(self.rows, self.chosen)
        self.found = sorted(found, key=lambda row: self.order[row.key][self.sort])

    @staticmethod
    def sorts():
        return [
            ("titre", gettext("Title")),
            ("metropole", gettext("Metropolis")),
            ("recent", gettext("Last reviewed first")),
        ]

    def read(self):
        values = defaultdict(lambda: defaultdict(set))
        through = self.model.metropolises.through.objects.filter(practicepage__in=self.practices.order_by())
        for key, slug, name in through.order_by("metropolis__short_name").values_list(
            "practicepage_id", "metropolis__slug", "metropolis__short_name"
        ):
            values[key]["metropole"].add(slug)
            self.metropolises[key].append(name)
            self.labels["metropole"][slug] = name
        through = self.model.themes.through.objects.filter(practicepage__in=self.practices.order_by())
        for key, code, label, parent, parent_label in through.order_by(
            "theme__parent__sort_order", "theme__sort_order"
        ).values_list("practicepage_id", "theme__code", "theme__label", "theme__parent__code", "theme__parent__label"):
            values[key]["theme"].update({code, parent} - {None})
            self.labels["theme"] |= {code: label} | ({parent: parent_label} if parent else {})
            self.top_themes[parent or code] = parent_label or label
        rows, order = [], {}
        for key, title, approach, status, reviewed in self.practices.order_by().values_list(
            "pk", "title", "approach", "status", "last_reviewed_on"
        ):
            values[key] |= {"approche": {approach}, "statut": {status} - {""}}
            rows.append(facets.Row(key, {facet: frozenset(values[key][facet]) for facet in self.FACETS}))
            folded = sorting_key(title)
            order[key] = {
                "titre": (folded,),
                "metropole": (self.metropolises[key], folded),
                "recent": (-reviewed.toordinal() if reviewed else 0, folded),
            }
        return rows, order

    def know_more(self, parameters):
        """The names of what was asked for and has no practice: the list is then empty, and says of what."""
        for facet, model, field, label in (
            ("metropole", Metropolis, "slug", "short_name"),
            ("theme", Theme, "code", "label"),
        ):
            asked = {value for value in parameters.getlist(facet) if value.isprintable()}  # PostgreSQL refuses NUL
            unknown = asked - self.labels[facet].keys()
            if unknown:
                known = model.objects.filter(**{f"{field}__in": unknown}).values_list(field, label)
                self.labels[facet] |= dict(known)

    def groups(self):
        """The choices of each facet with their counts, without those that would find nothing unless they are chosen."""
        offered = {
            "metropole": sorted(self.labels["metropole"].items(), key=lambda item: item[1].casefold()),
            "approche": list(self.labels["approche"].items()),
            "theme": [*self.top_themes.items()],
            "statut": list(self.labels["statut"].items()),
        }
        titles = {
            "metropole": gettext("Metropolises"),
            "approche": pgettext("practice", "Approaches"),
            "theme": gettext("Themes"),
            "statut": gettext("Status"),
        }
        for facet in self.FACETS:
            counts = facets.counts(self.rows, self.chosen, facet)
            chosen = self.chosen[facet]
            values = dict(offered[facet]) | {value: self.labels[facet][value] for value in chosen}
            yield (
                titles[facet],
                facet,
                [
                    (value, label, counts[value], value in chosen)
                    for value, label in values.items()
                    if counts[value] or value in chosen
                ],
            )

    def cards(self, page, request):
        keys = [row.key for row in page]
        today = timezone.localdate()
        practices = self.model.objects.defer(*self.model.TEXTS).in_bulk(keys)
        return [
            practice_card(practices[key], practices[key].get_url(request), self.metropolises[key], today=today)
            for key in keys
        ]
