"""Choosing people of the directory, in the desk: ticked by name below the metropolis that each serves.

Everything is in the page, so that it works without a script; `people-filter.js` finds names as one types.
"""

from dataclasses import dataclass, field

from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from network.directory.models.people import Person


@dataclass(frozen=True)
class PersonChoice:
    value: str
    name: str
    note: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class PeopleGroup:
    title: str
    people: list[PersonChoice] = field(default_factory=list)

    @property
    def chosen(self):
        return sum(person.is_chosen for person in self.people)


class PeopleWidget(forms.CheckboxSelectMultiple):
    """Ticks by metropolis, each group folded unless somebody in it is chosen."""

    invited = frozenset()
    """Keys of people of whom it is said that they are invited already."""

    def render(self, name, value, attrs=None, renderer=None):
        context = {"groups": people_groups(set(map(str, value or [])), self.invited), "name": name}
        return render_to_string("events/invitations/people_choice.html", context)


class PeopleField(forms.ModelMultipleChoiceField):
    """People by name and office. Whoever has no address yet is there too: the form says so."""

    widget = PeopleWidget

    def __init__(self, **more):
        super().__init__(Person.objects.select_related("account"), required=False, **more)


def people_groups(chosen=(), invited=()):
    """Everybody known, by the metropolis or organisation of the first office that has not ended: four queries."""
    people = Person.objects.select_related("account").prefetch_related("mandates__metropolis")
    today = timezone.localdate()
    groups = {}
    for person in people.order_by("last_name", "first_name", "pk"):
        held = [mandate for mandate in person.mandates.all() if not (mandate.ends_on and mandate.ends_on < today)]
        mandate = next(iter(held), None)
        groups.setdefault(place_of(mandate), []).append(
            PersonChoice(str(person.pk), person.full_name, note_of(person, mandate, invited), str(person.pk) in chosen)
        )
    others = groups.pop("", [])
    found = [PeopleGroup(title, groups[title]) for title in sorted(groups, key=str.casefold)]
    return [*found, PeopleGroup(_("Other people and contacts"), others)] if others else found


def place_of(mandate):
    if mandate is None:
        return ""
    return mandate.metropolis.usual_name if mandate.metropolis else mandate.organisation


def note_of(person, mandate, invited):
    """What helps to tell people apart, and what is missing."""
    notes = [mandate.title if mandate else "" if person.contact_email == person.full_name else person.contact_email]
    if person.pk in invited:
        notes.append(_("invited already"))
    if not person.is_written_to:
        notes.append(_("no mail address"))
    return ", ".join(filter(None, notes))
