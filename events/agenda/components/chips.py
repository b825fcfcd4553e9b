"""The filters applied to the agenda, each a link that removes it."""

from events.vocabularies import MeetingFormat, MeetingKind
from network.look.components import FacetChips, Link


def format_chips(choices, base, metropolises, groups=(), themes=()):
    chips = []
    if choices.format:
        chips.append(Link(MeetingFormat(choices.format).label, choices.address(base, format="")))
    if choices.kind:
        chips.append(Link(MeetingKind(choices.kind).label, choices.address(base, kind="")))
    if choices.metropolis:
        names = {metropolis.slug: metropolis.short_name for metropolis in metropolises}
        chips.append(Link(names[choices.metropolis], choices.address(base, metropolis="")))
    if choices.group:
        names = {group.slug: group.title for group in groups}
        chips.append(Link(names[choices.group], choices.address(base, group="")))
    if choices.theme:
        names = {theme.code: theme.label for theme in themes}
        chips.append(Link(names[choices.theme], choices.address(base, theme="")))
    without = choices.address(base, format="", kind="", metropolis="", group="", theme="")
    return FacetChips(chips, clear_url=without if len(chips) > 1 else "")
