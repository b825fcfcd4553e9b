"""What the pages of the agenda show: the list, the month, one year."""

from itertools import groupby

from dateutil.relativedelta import relativedelta
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.choices import IN_FEEDS, AgendaChoices
from events.agenda.components.chips import format_chips
from events.agenda.components.month import MonthGrid
from events.agenda.components.subscribe_button import SubscribeButton
from events.agenda.days import FIRST_YEAR, LAST_YEAR, days_of
from events.agenda.listed_meetings import MOST_PAGES, listed, meetings_of_month, one_page, page_number
from events.agenda.narrowing import narrowed
from events.meetings.components.cards import meeting_card
from events.meetings.components.when import month_title
from events.vocabularies import MeetingFormat, MeetingKind
from network.audience.rules import reader_for
from network.directory.models.metropolises import Metropolis
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup
from network.look.components import Breadcrumb, CardList, Link, PageHead, Pagination, Tab, Tabs
from network.look.dates import format_day

# So many that a page stays under 600 elements, on a network with meetings on most days.
COMING_AT_ONCE = 6
MOST_UNDATED = 4
PAST_ON_FIRST = 2
PAST_AT_ONCE = 15
YEAR_AT_ONCE = 15
MONTH_AT_ONCE = 5


def agenda_context(agenda, request):
    """What the template of the agenda prints: the list, or the month that the address asks for."""
    metropolises = list(Metropolis.objects.only("slug", "short_name"))
    groups = list(WorkingGroup.objects.only("slug", "title"))
    themes = list(Theme.objects.filter(parent=None).only("code", "label").order_by("sort_order"))
    choices = AgendaChoices.read(
        request.GET,
        {metropolis.slug for metropolis in metropolises},
        {group.slug for group in groups},
        {theme.code for theme in themes},
    )
    base = agenda.get_url(request) or request.path
    meetings = narrowed(listed(request), choices)
    shown = month_context if choices.by_month else list_context
    return {
        "head": PageHead(agenda.title, lead=agenda.summary),
        "subscribe": subscribe_button(choices),
        "choices": choices,
        "base": base,
        "tabs": Tabs(
            [
                Tab(
                    _("List"),
                    choices.address(base, by_month=False),
                    current=not choices.by_month,
                ),
                Tab(
                    _("Month"),
                    choices.address(base, by_month=True),
                    current=choices.by_month,
                ),
            ],
            label=_("How meetings are shown"),
        ),
        "formats": MeetingFormat.choices,
        "kinds": MeetingKind.choices,
        "metropolises": metropolises,
        "groups": groups,
        "themes": themes,
        "chips": format_chips(choices, base, metropolises, groups, themes),
    } | shown(agenda, request, meetings, choices, base)


def list_context(agenda, request, meetings, choices, base):
    """Coming first, by month; then announced without a date; then past, by year. A later page of the coming, or
    of the past, stands alone."""
    now = timezone.now()
    context = {"page_number": 1, "coming_number": 1}
    if (later := page_number(request.GET.get("avenir"), MOST_PAGES)) > 1:
        return context | coming_context(request, meetings, later, now) | {"page_number": 1}
    earlier = page_number(request.GET.get("page"), MOST_PAGES)
    context |= past_context(request, meetings.past(now), earlier)
    if context["page_number"] > 1:
        return context
    context |= coming_context(request, meetings, 1, now)
    context["is_first"] = True
    return context | first_page_context(agenda, request, meetings, choices, base, context["first_coming"])


def past_context(request, past, number):
    """The past by year; on the first page only the latest, and the rest from the second on."""
    total = past.order_by().count()
    pages = 1 + max(0, -(-(total - PAST_ON_FIRST) // PAST_AT_ONCE))
    page = Paginator(range(pages), 1).page(min(number, pages))
    first = 0 if page.number == 1 else PAST_ON_FIRST + (page.number - 2) * PAST_AT_ONCE
    found = past[first : first + (PAST_ON_FIRST if page.number == 1 else PAST_AT_ONCE)]
    return {
        "past": by_year(request, list(found)),
        "page_number": page.number,
        "pagination": Pagination.of(page, request),
    }


def by_year(request, past):
    return [
        (year, card_list([meeting_card(meeting, meeting.get_url(request), level=4) for meeting in group]))
        for year, group in groupby(past, key=lambda meeting: timezone.localdate(meeting.starts_at).year)
    ]


def coming_context(request, meetings, number, now):
    coming, page = one_page(meetings.upcoming(now), number, COMING_AT_ONCE)
    this_month = timezone.localdate(now).replace(day=1)
    return {
        "coming": [
            (title, card_list([meeting_card(meeting, meeting.get_url(request), level=4) for meeting in group]))
            for title, group in groupby(
                coming, key=lambda meeting: month_title(max(timezone.localdate(meeting.starts_at), this_month))
            )
        ],
        "coming_number": page.number,
        "coming_pagination": Pagination.of(page, request, "avenir"),
        "first_coming": coming[0] if coming else None,
    }


def first_page_context(agenda, request, meetings, choices, base, first_coming):
    month = timezone.localdate().replace(day=1)
    around = meetings_of_month(meetings, month)
    if first_coming and not around:
        month = timezone.localdate(first_coming.starts_at).replace(day=1)
        around = meetings_of_month(meetings, month)
    undated = list(meetings.undated()[: MOST_UNDATED + 1])
    years = agenda.years
    return {
        "announced": card_list(
            [meeting_card(meeting, meeting.get_url(request), level=3) for meeting in undated[:MOST_UNDATED]]
        ),
        "more_announced": len(undated) > MOST_UNDATED,
        "years": [Link(str(year.year), year.get_url(request)) for year in reader_for(request).visible(years)],
        "grid": month_grid(request, month, around, choices, base, small=True),
    }


def month_context(agenda, request, meetings, choices, base):
    month = choices.month or timezone.localdate().replace(day=1)
    found = meetings_of_month(meetings, month)
    listed_here = [meeting for meeting in found if choices.day in days_of(meeting)] if choices.day else found
    page = Paginator(listed_here, MONTH_AT_ONCE).get_page(page_number(request.GET.get("page"), MOST_PAGES))
    return {
        "month_title": month_title(month),
        "day_title": format_day(choices.day, weekday=True) if choices.day else "",
        "month_url": choices.address(base, day=None),
        "grid": month_grid(request, month, found, choices, base),
        "month_meetings": card_list(
            [meeting_card(meeting, meeting.get_url(request), level=3) for meeting in page.object_list]
        ),
        "pagination": Pagination.of(page, request),
    }


def month_grid(request, month, meetings, choices, base, *, small=False):
    before, after = month - relativedelta(months=1), month + relativedelta(months=1)
    return MonthGrid.of(
        month,
        meetings,
        url_of=lambda meeting: meeting.get_url(request),
        today=timezone.localdate(),
        before=(
            before,
            choices.address(base, by_month=True, month=before, day=None) if before.year >= FIRST_YEAR else "",
        ),
        after=(
            after,
            choices.address(base, by_month=True, month=after, day=None) if after.year <= LAST_YEAR else "",
        ),
        day_url=lambda day: choices.address(base, by_month=True, month=month, day=day),
        chosen=choices.day,
        small=small,
    )


def year_context(year_page, request):
    """What took or takes place in the year, and what was filed under it: announced then, or moved since."""
    meetings = (
        listed(request)
        .filter(Q(path__startswith=year_page.path, depth=year_page.depth + 1) | Q(starts_at__year=year_page.year))
        .order_by(F("starts_at").asc(nulls_last=True), "path")
    )
    found, page = one_page(meetings, request.GET.get("page"), YEAR_AT_ONCE)
    dated = [meeting for meeting in found if meeting.starts_at]
    address = year_page.get_url(request) or request.path
    agenda = address.rstrip("/").rpartition("/")[0] + "/"
    years = reader_for(request).visible(year_page.years)
    return {
        "breadcrumb": Breadcrumb([Link(_("Meetings"), agenda)], here=str(year_page.year)),
        "head": PageHead(_("Meetings of %(year)d") % {"year": year_page.year}, lead=year_page.summary),
        "agenda_url": agenda,
        "months": [
            (
                title,
                card_list([meeting_card(meeting, meeting.get_url(request)) for meeting in group]),
            )
            for title, group in groupby(
                dated,
                key=lambda meeting: month_title(timezone.localdate(meeting.starts_at)),
            )
        ],
        "announced": card_list(
            [meeting_card(meeting, meeting.get_url(request)) for meeting in found if not meeting.starts_at]
        ),
        "years": Tabs(
            [
                Tab(
                    str(year.year),
                    year.get_url(request),
                    current=year.pk == year_page.pk,
                )
                for year in years
            ],
            label=_("Other years"),
        ),
        "pagination": Pagination.of(page, request),
    }


def card_list(cards):
    return CardList(cards, columns=1)


def subscribe_button(choices):
    """To the calendar of what the agenda shows."""
    query = choices.query(IN_FEEDS).urlencode()
    address = reverse("events:subscribe") + (f"?{query}" if query else "")
    return SubscribeButton(address, _("Subscribe to the calendar"))
