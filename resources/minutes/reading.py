"""The page of minutes as a reader sees it: the text, what stands around it, and what was answered and follows."""

from collections import defaultdict

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from network.look.components import Breadcrumb, ContentsNav, Entry, Fact, Facts, KeyPoints, Link, Notice, PageHead
from network.look.dates import format_day
from resources.minutes import passages
from resources.minutes.components import members_tags
from resources.minutes.names import names_of
from resources.minutes.people import people_of
from resources.records.answers import Answer
from resources.records.citing import MINUTES_LIST, days_of
from resources.records.follow_ups import FollowUp, announced_link


def shown_to(reader, page, request):
    """Everything the template of minutes prints, and what the blocks of its text need: ``positions``, ``names``."""
    stored = page.stored_body
    answers = answers_in(page)
    people = people_of(page)
    meeting = page.meeting
    points = [block.value for block in page.key_points]
    follow_ups = follow_ups_of(page, reader, request)
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
        "positions": answers,
        "names": names_of(passages.keys_of(stored), reader, request),
    }


def answers_in(page):
    """``{key of a question: [Answer…]}``; a new page in preview has none yet."""
    answers = defaultdict(list)
    if page.pk:
        for position in page.positions.select_related("question", "metropolis"):
            answers[position.question_id].append(Answer.in_minutes(position))
    return answers


def follow_ups_of(page, reader, request):
    """Decisions, then what is to be done; a new page in preview has none yet."""
    if not page.pk:
        return []
    today = timezone.localdate()
    return [
        *(FollowUp.of_decision(decision) for decision in page.decisions.all()),
        *(
            FollowUp.of_action(action, today=today, announced=announced_link(action, reader, request))
            for action in page.action_items.select_related("announced_meeting")
        ),
    ]


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
