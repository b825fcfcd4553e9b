"""Practices in lists, the facts of one practice, its filters: made from records already fetched."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from wagtail.models import Page

from network.look.components import (
    Card,
    CardList,
    Choice,
    Component,
    FacetChips,
    FacetGroup,
    FacetPanel,
    Fact,
    Link,
    Notice,
    Step,
    Tag,
    Text,
    Timeline,
)
from network.look.dates import format_day
from resources.records.citing import days_of

PRACTICES = "/pratiques/"
STALE_AFTER = timedelta(days=730)
"""A record nobody reviewed for 24 months says so (DOMAIN.md §3)."""
STATUS_LOOK = {
    "planned": ("azur", "clock"),
    "running": ("pine", "refresh"),
    "review": ("plum", "eye"),
    "done": ("ok", "check"),
    "stopped": ("danger", "close"),
}


@dataclass(frozen=True)
class Discussion(Component):
    """Where a practice was discussed."""

    meeting: Link
    days: Text = ""
    item: Link | None = None
    passage_url: str = ""
    template_name: ClassVar[str] = "resources/practices/discussion.html"


def is_stale(practice, today):
    return practice.last_reviewed_on is not None and today - practice.last_reviewed_on > STALE_AFTER


def status_text(practice, today):
    """The status, with its year when nobody has reviewed the record for long: « En cours (en 2022) »."""
    status = practice.get_status_display()
    if status and practice.status != "done" and is_stale(practice, today):
        return _("%(status)s (in %(year)s)") % {"status": status, "year": practice.last_reviewed_on.year}
    return status


def status_tag(practice, today):
    if not practice.status:
        return None
    tone, icon = STATUS_LOOK[practice.status]
    return Tag(status_text(practice, today), tone=tone, icon=icon)


def period_of(practice):
    """The years, in words when an editor gave them: « depuis 2019 », « 2020–2021 »."""
    if practice.period_text:
        return practice.period_text
    if practice.year_from and practice.year_to and practice.year_from != practice.year_to:
        return f"{practice.year_from}–{practice.year_to}"
    year = practice.year_from or practice.year_to
    return str(year) if year else ""


def practice_card(practice, url, metropolises, *, today, level=2):
    """``metropolises`` are short names."""
    tags = [Tag(practice.get_approach_display(), tone="plain"), status_tag(practice, today)]
    return Card(
        title=practice.title,
        url=url,
        kicker=", ".join(metropolises),
        text=practice.strapline,
        meta=[part for part in (period_of(practice), practice.participants_text) if part],
        tags=[tag for tag in tags if tag],
        level=level,
    )


def essential_facts(practice, metropolises, themes, today):
    """What identifies a practice; empty ones print as not filled in."""
    return [
        Fact(
            ngettext("Metropolis", "Metropolises", len(metropolises)),
            tags=[Tag(metropolis.usual_name, url=metropolis.get_absolute_url()) for metropolis in metropolises],
        ),
        Fact(
            pgettext("practice", "Approach"),
            practice.get_approach_display(),
            url=listed_by("approche", practice.approach) if practice.approach else "",
        ),
        Fact(
            _("Themes"),
            tags=[Tag(theme.label, tone="plain", url=listed_by("theme", theme.code)) for theme in themes],
        ),
        Fact(_("Status"), status_text(practice, today)),
        Fact(_("Period"), period_of(practice)),
        Fact(_("Scale"), practice.get_scale_display()),
        Fact(_("Platform"), practice.platform_url.removeprefix("https://"), url=practice.platform_url),
        Fact(_("Contact"), practice.contact),
    ]


def listed_by(facet, value):
    """The address of the list with one filter."""
    return f"{PRACTICES}?{urlencode({facet: value})}"


def conduct_facts(practice):
    """How the practice is run, in the same order for all so that two can be compared."""
    return [
        Fact(_("Origin and commissioner"), practice.origin),
        Fact(_("Participation brief"), practice.brief),
        Fact(_("Phase of the decision"), practice.get_phase_display()),
        Fact(_("Level of participation"), practice.get_iap2_level_display()),
        Fact(pgettext("of a practice", "Public"), tags=plain_tags(practice.labels_of("publics"))),
        Fact(_("Recruitment"), tags=plain_tags(practice.labels_of("recruitment")), source=practice.recruitment_note),
        Fact(_("Pay and support"), practice.get_compensation_display(), source=practice.compensation_note),
        Fact(_("Participants"), practice.participants_text or practice.get_participants_range_display()),
        Fact(_("On site or online"), practice.get_mode_display()),
        Fact(_("How often"), practice.get_duration_type_display()),
        Fact(_("Online contributions"), number(practice.contributions_count)),
        Fact(_("Proposals"), number(practice.proposals_count)),
        Fact(_("Facilitation and contractor"), practice.facilitation),
        Fact(_("Cost"), practice.get_cost_range_display()),
        Fact(_("Role of elected officials"), practice.elected_role),
    ]


def outcome_facts(practice):
    return [
        Fact(_("Reply"), practice.get_reply_state_display(), source=practice.reply_note),
        Fact(_("Effects"), tags=plain_tags(practice.labels_of("effects")), source=practice.effects_note),
        Fact(_("Evaluation"), practice.get_evaluation_display()),
        Fact(_("Transferability"), practice.get_transferability_display()),
    ]


def plain_tags(labels):
    return [Tag(label, tone="plain") for label in labels]


def number(value):
    """« 3 600 », with no-break spaces; "" when unknown."""
    return "" if value is None else f"{value:,}".replace(",", "\xa0")


def head_tags(practice, today):
    tags = [Tag(practice.get_approach_display()) if practice.approach else None, status_tag(practice, today)]
    return [tag for tag in tags if tag]


def discussion_link(discussion, request):
    """The meeting where a practice was discussed: its agenda item, and the passage of its minutes if it may be read."""
    meeting_url = discussion.meeting.get_url(request) or ""
    item = discussion.agenda_item
    return Discussion(
        meeting=Link(discussion.meeting.title, meeting_url),
        days=days_of(discussion.meeting.starts_at, discussion.meeting.ends_at),
        item=Link(item.title, f"{meeting_url}#{item.anchor}") if item and item.anchor else None,
        passage_url=passage_address(discussion, request),
    )


def passage_address(discussion, request):
    if not discussion.minutes_address:
        return ""
    url = Page(title="", url_path=discussion.minutes_address).get_url(request) or ""
    return f"{url}#{discussion.passage}" if discussion.passage else url


def reviewed_text(practice):
    if not practice.last_reviewed_on:
        return _("Last reviewed: date not known")
    return _("Last reviewed on %(day)s") % {"day": format_day(practice.last_reviewed_on)}


def card_list(cards):
    return CardList(cards, columns=2)


def related_cards(practices, request, *, today):
    """``practices`` come with ``metropolis_name``; ``None`` when there are none."""
    cards = [
        practice_card(practice, practice.get_url(request), [practice.metropolis_name or ""], today=today, level=3)
        for practice in practices
    ]
    return CardList(cards) if cards else None


def timeline_of(steps):
    steps = [Step(step.title, when=step.date_text, text=step.text) for step in steps]
    return Timeline(steps) if steps else None


def stale_notice(practice, today):
    if not is_stale(practice, today):
        return None
    return Notice(
        _("This record dates from %(day)s and has not been reviewed since: it may no longer be true.")
        % {"day": format_day(practice.last_reviewed_on)},
        title=_("To be reviewed"),
        tone="warn",
    )


# The list and its filters


def facet_panel(groups, *, sort, sorts):
    """``groups`` are ``(title, name, [(value, label, count, checked)])``."""
    facets = [
        FacetGroup(title, name, [Choice(value, label, count, checked) for value, label, count, checked in choices])
        for title, name, choices in groups
        if choices
    ]
    applied = sum(choice.checked for facet in facets for choice in facet.choices)
    facets.append(
        FacetGroup(_("Sort by"), "tri", [Choice(value, label, None, value == sort) for value, label in sorts], one=True)
    )
    return FacetPanel(facets, applied=applied)


def facet_chips(chosen, labels, *, path, sort=""):
    """The applied filters, each a link to the same list without it. ``sort`` is "" for the usual order."""
    kept = [("tri", sort)] if sort else []

    def address(without=None):
        pairs = [(name, value) for name, values in chosen.items() for value in values if (name, value) != without]
        pairs += kept
        return f"{path}?{urlencode(pairs)}" if pairs else path

    chips = [Link(labels[name][value], address((name, value))) for name, values in chosen.items() for value in values]
    clear_url = f"{path}?{urlencode(kept)}" if kept else path
    return FacetChips(chips, clear_url=clear_url if len(chips) > 1 else "")
