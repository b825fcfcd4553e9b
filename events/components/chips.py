"""The filters applied to the agenda, each a link that removes it."""

from events.vocabularies import MeetingFormat, MeetingKind
from network.components import FacetChips, Link


def format_chips(choices, base, metropolises):
    chips = []
    if choices.format:
        chips.append(Link(MeetingFormat(choices.format).label, choices.address(base, format="")))
    if choices.kind:
        chips.append(Link(MeetingKind(choices.kind).label, choices.address(base, kind="")))
    if choices.metropolis:
        names = {metropolis.slug: metropolis.short_name for metropolis in metropolises}
        chips.append(Link(names[choices.metropolis], choices.address(base, metropolis="")))
    return FacetChips(
        chips,
        clear_url=choices.address(base, format="", kind="", metropolis="") if len(chips) > 1 else "",
    )
