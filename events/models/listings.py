"""The pages that list meetings: `/agenda/` and `/agenda/<year>/`."""

from datetime import timedelta
from itertools import groupby

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from events.components import MonthGrid, format_chips, meeting_card
from events.components.subscribe_button import SubscribeButton
from events.components.when import month_title
from events.listing import (
    FIRST_YEAR,
    LAST_YEAR,
    AgendaChoices,
    days_of,
    next_month,
    page_number,
    previous_month,
)
from events.models.attendance import Attendance
from events.models.meetings import MeetingPage
from events.vocabularies import AttendanceStatus, MeetingFormat, MeetingKind
from network.audience import reader_for
from network.components import (
    Breadcrumb,
    CardList,
    Link,
    PageHead,
    Pagination,
    Tab,
    Tabs,
)
from network.dates import format_day
from network.models import Metropolis, NetworkPage, Theme, WorkingGroup

# So many that a page stays under 600 elements, on a network with meetings on most days.
COMING_AT_ONCE = 6
MOST_UNDATED = 4
PAST_ON_FIRST = 2
PAST_AT_ONCE = 15
YEAR_AT_ONCE = 15
MONTH_AT_ONCE = 5
MOST_IN_MONTH = 100
MOST_PAGES = 10_000
NOT_IN_LISTS = (
    "introduction",
    "venue_access",
    "remote_link",
    "remote_code",
    "remote_phone",
    "remote_instructions",
    "contact",
    "search_description",
)


def listed(request):
    """The meetings that the reader of a request may see, with what a list prints of them."""
    return reader_for(request).visible(MeetingPage.objects.live()).select_related("host").defer(*NOT_IN_LISTS)


def chosen(meetings, choices):
    """Those that answer to the choices made in the address. A metropolis has part in what it hosts or attends."""
    if choices.format:
        meetings = meetings.filter(format=choices.format)
    if choices.kind:
        meetings = meetings.filter(kind=choices.kind)
    if choices.metropolis:
        attended = Attendance.objects.filter(
            metropolis__slug=choices.metropolis,
            status__in=[AttendanceStatus.PRESENT, AttendanceStatus.REMOTE],
        ).values("meeting")
        meetings = meetings.filter(Q(host__slug=choices.metropolis) | Q(pk__in=attended))
    if choices.group:
        meetings = meetings.filter(working_group__slug=choices.group)
    if choices.theme:
        of_theme = Q(themes__code=choices.theme) | Q(themes__parent__code=choices.theme)
        meetings = meetings.filter(pk__in=MeetingPage.objects.filter(of_theme).values("pk"))
    return meetings


def one_page(meetings, number, size):
    """The meetings of one page and the page of a paginator that says where it stands.

    ``number`` is what the address says, whatever that is: the nearest page is given.
    """
    total = meetings.order_by().count()
    page = Paginator(range(total), size).page(page_number(page_number(number, MOST_PAGES), max(1, -(-total // size))))
    return list(meetings[(page.number - 1) * size : page.number * size]), page


def meetings_of_month(meetings, month):
    """Those of the days of a month, with their sessions, which may leave days between them free."""
    last = next_month(month) - timedelta(days=1)
    within = meetings.between(month, last).order_by("starts_at", "pk")
    return list(within.prefetch_related("sessions")[:MOST_IN_MONTH])


def card_list(cards):
    return CardList(cards, columns=1)


def subscribe_button(choices):
    """To the calendar of what the agenda shows."""
    asked = {"metropole": choices.metropolis, "type": choices.kind, "format": choices.format}
    query = urlencode({name: value for name, value in asked.items() if value})
    address = reverse("events:subscribe") + (f"?{query}" if query else "")
    return SubscribeButton(address, _("Subscribe to the calendar"))


class AgendaPage(NetworkPage):
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*NetworkPage.content_panels, FieldPanel("introduction")]
    template = "events/pages/agenda.html"
    parent_page_types = ["network.HomePage"]
    subpage_types = ["events.AgendaYearPage", "events.MeetingPage"]
    max_count = 1

    class Meta:
        verbose_name = _("agenda")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        metropolises = list(Metropolis.objects.only("slug", "short_name"))
        groups = list(WorkingGroup.objects.only("slug", "title"))
        themes = list(Theme.objects.filter(parent=None).only("code", "label").order_by("sort_order"))
        choices = AgendaChoices.read(
            request.GET,
            {metropolis.slug for metropolis in metropolises},
            {group.slug for group in groups},
            {theme.code for theme in themes},
        )
        base = self.get_url(request) or request.path
        meetings = chosen(listed(request), choices)
        shown = self.month_context if choices.by_month else self.list_context
        return (
            context
            | {
                "head": PageHead(self.title, lead=self.summary),
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
            }
            | shown(request, meetings, choices, base)
        )

    def list_context(self, request, meetings, choices, base):
        """Coming first, by month; then announced without a date; then past, by year. A later page of the coming, or
        of the past, stands alone."""
        now = timezone.now()
        context = {"page_number": 1, "coming_number": 1}
        if (later := page_number(request.GET.get("avenir"), MOST_PAGES)) > 1:
            return context | self.coming_context(request, meetings, later, now) | {"page_number": 1}
        earlier = page_number(request.GET.get("page"), MOST_PAGES)
        context |= self.past_context(request, meetings.past(now), earlier)
        if context["page_number"] > 1:
            return context
        context |= self.coming_context(request, meetings, 1, now)
        context["is_first"] = True
        return context | self.first_page_context(request, meetings, choices, base, context["first_coming"])

    def past_context(self, request, past, number):
        """The past by year; on the first page only the latest, and the rest from the second on."""
        total = past.order_by().count()
        pages = 1 + max(0, -(-(total - PAST_ON_FIRST) // PAST_AT_ONCE))
        page = Paginator(range(pages), 1).page(min(number, pages))
        first = 0 if page.number == 1 else PAST_ON_FIRST + (page.number - 2) * PAST_AT_ONCE
        found = past[first : first + (PAST_ON_FIRST if page.number == 1 else PAST_AT_ONCE)]
        return {
            "past": self.by_year(request, list(found)),
            "page_number": page.number,
            "pagination": Pagination.of(page, request),
        }

    def by_year(self, request, past):
        return [
            (year, card_list([meeting_card(meeting, meeting.get_url(request), level=4) for meeting in group]))
            for year, group in groupby(past, key=lambda meeting: timezone.localdate(meeting.starts_at).year)
        ]

    def coming_context(self, request, meetings, number, now):
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

    def first_page_context(self, request, meetings, choices, base, first_coming):
        month = timezone.localdate().replace(day=1)
        around = meetings_of_month(meetings, month)
        if first_coming and not around:
            month = timezone.localdate(first_coming.starts_at).replace(day=1)
            around = meetings_of_month(meetings, month)
        undated = list(meetings.undated()[: MOST_UNDATED + 1])
        years = AgendaYearPage.objects.child_of(self).live().order_by("-year")
        return {
            "announced": card_list(
                [meeting_card(meeting, meeting.get_url(request), level=3) for meeting in undated[:MOST_UNDATED]]
            ),
            "more_announced": len(undated) > MOST_UNDATED,
            "years": [Link(str(year.year), year.get_url(request)) for year in reader_for(request).visible(years)],
            "grid": self.month_grid(request, month, around, choices, base, small=True),
        }

    def month_context(self, request, meetings, choices, base):
        month = choices.month or timezone.localdate().replace(day=1)
        found = meetings_of_month(meetings, month)
        listed_here = [meeting for meeting in found if choices.day in days_of(meeting)] if choices.day else found
        page = Paginator(listed_here, MONTH_AT_ONCE).get_page(page_number(request.GET.get("page"), MOST_PAGES))
        return {
            "month_title": month_title(month),
            "day_title": format_day(choices.day, weekday=True) if choices.day else "",
            "month_url": choices.address(base, day=None),
            "grid": self.month_grid(request, month, found, choices, base),
            "month_meetings": card_list(
                [meeting_card(meeting, meeting.get_url(request), level=3) for meeting in page.object_list]
            ),
            "pagination": Pagination.of(page, request),
        }

    def month_grid(self, request, month, meetings, choices, base, *, small=False):
        before, after = previous_month(month), next_month(month)
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


class AgendaYearPage(NetworkPage):
    """The meetings of one year, so that `/agenda/2022/<slug>/` is an address of the tree."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)

    content_panels = [*NetworkPage.content_panels, FieldPanel("year")]
    template = "events/pages/agenda_year.html"
    parent_page_types = ["events.AgendaPage"]
    subpage_types = ["events.MeetingPage"]

    class Meta:
        verbose_name = _("year of the agenda")
        verbose_name_plural = _("years of the agenda")

    def get_context(self, request, *args, **kwargs):
        """What took or takes place in the year, and what was filed under it: announced then, or moved since."""
        context = super().get_context(request, *args, **kwargs)
        meetings = (
            listed(request)
            .filter(Q(path__startswith=self.path, depth=self.depth + 1) | Q(starts_at__year=self.year))
            .order_by(models.F("starts_at").asc(nulls_last=True), "path")
        )
        found, page = one_page(meetings, request.GET.get("page"), YEAR_AT_ONCE)
        dated = [meeting for meeting in found if meeting.starts_at]
        address = self.get_url(request) or request.path
        agenda = address.rstrip("/").rpartition("/")[0] + "/"
        years = reader_for(request).visible(AgendaYearPage.objects.sibling_of(self).live().order_by("-year"))
        return context | {
            "breadcrumb": Breadcrumb([Link(_("Meetings"), agenda)], here=str(self.year)),
            "head": PageHead(_("Meetings of %(year)d") % {"year": self.year}, lead=self.summary),
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
                        current=year.pk == self.pk,
                    )
                    for year in years
                ],
                label=_("Other years"),
            ),
            "pagination": Pagination.of(page, request),
        }
