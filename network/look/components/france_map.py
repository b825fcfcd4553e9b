"""The map of the metropolises: dots with names that do not overlap, and one thread through them."""

from dataclasses import dataclass
from functools import lru_cache
from math import dist
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from network.look.components.base import Component, Text


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
    template_name: ClassVar[str] = "network/look/components/france_map.html"

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
