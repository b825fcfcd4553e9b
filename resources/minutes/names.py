"""What the minutes refer to, looked up in one query."""

from dataclasses import dataclass

from django.db.models import CharField, Value
from wagtail.models import Page

from network.directory.models.metropolises import Metropolis
from network.directory.models.themes import Theme
from resources.practices.models import PracticePage
from resources.questions.models import Question


@dataclass(frozen=True)
class Name:
    label: str
    url: str = ""
    number: int = 0
    anchor: str = ""


def names_of(keys, reader, request=None):
    """``{(kind, key): Name}`` of everything named, whatever the number of kinds: one query, or none.

    ``keys`` is what ``passages.keys_of`` found. A practice that is not live, or
    that the reader may not see, has no name.
    """
    practices = reader.visible(PracticePage.objects.live())
    parts = [
        _rows("metropolis", Metropolis.objects, keys["metropolis"], "short_name", "slug"),
        _rows("theme", Theme.objects, keys["theme"], "label", "code"),
        _rows("practice", practices, keys["practice"], "title", "url_path"),
        _rows("question", Question.objects, keys["question"], "text", "slug", number="number"),
    ]
    parts = [part for part in parts if part is not None]
    if not parts:
        return {}
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return {(kind, key): _name(kind, label, address, number, request) for kind, key, label, address, number in rows}


def _rows(kind, records, keys, label, address, number=None):
    if not keys:
        return None
    number = {"place": Value(0)} if number is None else {}
    return (
        records.filter(pk__in=keys)
        .order_by()
        .annotate(kind=Value(kind, output_field=CharField()), **number)
        .values_list("kind", "pk", label, address, "place" if number else "number")
    )


def _name(kind, label, address, number, request):
    if kind == "metropolis":
        return Name(label, f"/metropoles/{address}/")
    if kind == "theme":
        return Name(label, f"/pratiques/?theme={address}")
    if kind == "practice":
        return Name(label, Page(title=label, url_path=address).get_url(request) or "")
    return Name(label, f"/regards-croises/#{address}", number, address)
