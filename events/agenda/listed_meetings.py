"""Which meetings the agenda lists: those that its reader may see, narrowed by what the address chooses."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Q

from events.agenda.choices import next_month, page_number
from events.attendance.models import Attendance
from events.meetings.models.meeting import MeetingPage
from events.vocabularies import AttendanceStatus
from network.audience.rules import reader_for

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
