"""The filters applied to the agenda, each a link that removes it."""

from events.agenda.choices import IN_AGENDA, NO_CHOICE
from events.vocabularies import MeetingFormat, MeetingKind
from network.look.components import FacetChips, Link


def format_chips(choices, base, metropolises, groups=(), themes=()):
    labels = {
        "formats": dict(MeetingFormat.choices),
        "kinds": dict(MeetingKind.choices),
        "metropolises": {metropolis.slug: metropolis.short_name for metropolis in metropolises},
        "groups": {group.slug: group.title for group in groups},
        "themes": {theme.code: theme.label for theme in themes},
    }
    chips = [
        Link(labels[field][value], choices.address(base, **{field: ()}))
        for field in IN_AGENDA.values()
        for value in getattr(choices, field)
    ]
    return FacetChips(chips, clear_url=choices.address(base, **NO_CHOICE) if len(chips) > 1 else "")
