"""Decisions and action items of several minutes, made from records already fetched."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.look.components import EmptyState, Link, Tab, Tabs
from resources.records.citing import MINUTES_LIST, days_of
from resources.records.follow_ups import STATUS_TAGS, FollowUp, announced_link


@dataclass(frozen=True)
class MinutesGroup:
    """What follows from one meeting."""

    minutes: Link
    when: str
    follow_ups: list[FollowUp]


def status_tabs(counts, status, path):
    """All, then each state that has something; one at least."""
    tabs = [Tab(pgettext("follow-ups", "All"), path, current=not status, count=sum(counts.values()))]
    labels = {"decision": _("Decisions")} | {name: tag.label for name, tag in STATUS_TAGS.items()}
    tabs += [
        Tab(label, f"{path}?statut={name}", current=name == status, count=counts[name])
        for name, label in labels.items()
        if counts[name]
    ]
    return Tabs(tabs, label=_("Status"))


def nothing_yet():
    return EmptyState(
        _("No decision or action item is recorded"),
        _("They come from the minutes of meetings."),
        [Link(_("Minutes of meetings"), MINUTES_LIST)],
    )


def by_minutes(minutes, decisions, actions, *, reader, request, today):
    """``minutes`` are in order and come from ``with_meeting``."""
    found = defaultdict(list)
    addresses = {page.pk: page.get_url(request) or "" for page in minutes}
    for decision in decisions:
        found[decision.minutes_id].append(
            FollowUp.of_decision(decision, passage_url=f"{addresses[decision.minutes_id]}#{decision.anchor}")
        )
    for action in actions:
        found[action.minutes_id].append(
            FollowUp.of_action(
                action,
                today=today,
                announced=announced_link(action, reader, request),
                passage_url=f"{addresses[action.minutes_id]}#{action.anchor}",
            )
        )
    return [
        MinutesGroup(
            Link(page.meeting_title or page.title, addresses[page.pk]),
            days_of(page.meeting_starts_at, page.meeting_ends_at),
            found[page.pk],
        )
        for page in minutes
    ]
