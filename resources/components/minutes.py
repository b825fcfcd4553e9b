"""The parts of the page of minutes, and minutes in lists, made from records already fetched."""

from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from events.components import attendance_sections
from network.audience import PUBLIC, page_audience
from network.components import (
    Breadcrumb,
    ContentsNav,
    EmptyState,
    Entry,
    Fact,
    Facts,
    KeyPoints,
    Link,
    Notice,
    PageHead,
)
from network.dates import format_day, format_span, in_paris
from resources import passages
from resources.components.records import MEMBERS_TAG, POSITION_TAGS, Answer, FollowUp, MinutesTeaser

MINUTES_LIST = "/comptes-rendus/"


def reader_parts(page, *, reader, request, stored, attendances, follow_ups):
    """Everything the template of minutes prints around the text itself."""
    meeting = page.meeting
    points = [block.value for block in page.key_points]
    people = attendance_sections(attendances, host_id=meeting.host_id if meeting else None)
    minutes_to_read = passages.reading_minutes(stored, *points)
    return {
        "meeting_url": meeting.get_url(request) if meeting else "",
        "breadcrumb": breadcrumb(page, request),
        "head": PageHead(
            page.title,
            kicker=pgettext("of a meeting", "Minutes"),
            lead=page.summary,
            meta=[part for part in head_meta(meeting, minutes_to_read) if part],
            tags=members_tags(page, reader),
        ),
        "unfinished": unfinished_notice(page),
        "key_points": KeyPoints(points, anchor="en-bref") if points else None,
        "follow_ups": follow_ups,
        "people": people,
        "contents": ContentsNav(contents_of(stored, points=points, follow_ups=follow_ups, people=people)),
        "colophon": Facts(colophon(page)),
    }


def breadcrumb(page, request):
    links = [Link(_("Minutes of meetings"), MINUTES_LIST)]
    if page.meeting:
        links.append(Link(page.meeting.title, page.meeting.get_url(request) or ""))
    return Breadcrumb(links, here=pgettext("of a meeting", "Minutes"))


def head_meta(meeting, minutes_to_read):
    if meeting:
        yield days_of(meeting.starts_at, meeting.ends_at)
        yield meeting.host.usual_name if meeting.host else ""
    yield ngettext("%(count)s minute’s read", "%(count)s minutes’ read", minutes_to_read) % {"count": minutes_to_read}


def days_of(starts_at, ends_at):
    """The days of a meeting without its hours, "" when they are not known."""
    if not starts_at:
        return ""
    return format_span(in_paris(starts_at), in_paris(ends_at or starts_at), hours=False)


def members_tags(page, reader):
    """A mark on what not everybody may read."""
    return [] if page_audience(page, reader.restrictions) == PUBLIC else [MEMBERS_TAG]


def unfinished_notice(page):
    """Says that the text may still change."""
    if page.state in {page.State.PUBLISHED, page.State.CORRECTED}:
        return None
    return Notice(_("These minutes are not final: they may still change."), title=page.get_state_display(), tone="warn")


def contents_of(stored, *, points, follow_ups, people):
    """The parts of the page in reading order: what stands before the text, its sections and headings, what follows."""
    entries = [Entry(_("In short"), "#en-bref")] if points else []
    if follow_ups:
        entries.append(Entry(_("Decisions and follow-ups"), "#suites-a-donner"))
    for passage in passages.passages_of(stored):
        if passage.kind == "section":
            entries.append(Entry(passage.title, f"#{passage.anchor}"))
        elif passage.kind == "subheading" and entries:
            entries[-1].entries.append(Entry(passage.title, f"#{passage.anchor}"))
    if people:
        entries.append(Entry(_("People"), "#personnes"))
    return [*entries, Entry(_("About these minutes"), "#a-propos")]


def colophon(page):
    """Where the text comes from and in which state it is."""
    return [
        Fact(
            _("State"),
            _("%(state)s, version %(version)s") % {"state": page.get_state_display(), "version": page.version},
        ),
        Fact(_("Publication date"), format_day(page.published_on) if page.published_on else _("date not known")),
        Fact(_("Written by"), page.written_by),
        Fact(_("Validated by"), page.validated_by),
        Fact(_("Licence"), page.licence),
    ]


def answer_of(position):
    """A position under its question, in the minutes themselves."""
    return Answer(
        metropolis=Link(position.metropolis.short_name, position.metropolis.get_absolute_url()),
        kind=POSITION_TAGS[position.kind],
        label=position.label,
        html=position.text,
        anchor=f"position-{position.slug}",
        passage_url=f"#{position.passage}" if position.passage else "",
    )


def follow_ups(decisions, actions, *, reader, request, today):
    """Decisions, then what is to be done."""
    return [
        *(FollowUp.of_decision(decision) for decision in decisions),
        *(
            FollowUp.of_action(action, today=today, announced=announced_link(action, reader, request))
            for action in actions
        ),
    ]


def announced_link(action, reader, request):
    """The meeting an action item announces, for those who may see it."""
    meeting = action.announced_meeting
    if meeting is None or not meeting.live or not reader.may_see(meeting):
        return None
    return Link(meeting.title, meeting.get_url(request) or "")


def no_minutes(reader):
    text = "" if reader.is_authenticated else _("Some minutes are for members: sign in to see them.")
    return EmptyState(_("No minutes are open to you yet"), text, [Link(_("The agenda"), "/agenda/")])


def by_year(minutes, reader, request):
    """``[(year, [MinutesTeaser…])]`` from minutes ordered by the day of their meeting; the year may be ``None``."""
    found = []
    for year, group in groupby(
        minutes, key=lambda page: page.meeting_starts_at and in_paris(page.meeting_starts_at).year
    ):
        found.append((year, [teaser(page, reader, request) for page in group]))
    return found


def teaser(page, reader, request, *, points=3, level=3):
    """Minutes in a list; the page comes from ``with_meeting``."""
    days = days_of(page.meeting_starts_at, page.meeting_ends_at)
    return MinutesTeaser(
        title=page.title,
        url=page.get_url(request) or "",
        when=" · ".join(part for part in (days, page.meeting_host) if part),
        summary=page.summary,
        points=[block.value for block in page.key_points][:points],
        tags=members_tags(page, reader),
        level=level,
    )


def teaser_of_meeting(page, reader, request):
    """Minutes on the page of their own meeting: all the points, no date again."""
    return MinutesTeaser(
        title=page.title,
        url=page.get_url(request) or "",
        when=pgettext("of a meeting", "Minutes"),
        summary=page.summary,
        points=[block.value for block in page.key_points],
        tags=members_tags(page, reader),
        level=2,
        action=_("Read the minutes"),
    )
