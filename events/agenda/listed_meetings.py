"""Which meetings the agenda lists: those that its reader may see, a page of them, those of a month."""

from dateutil.relativedelta import relativedelta
from django.core.paginator import Paginator

from events.meetings.models.meeting import MeetingPage
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


def one_page(meetings, number, size):
    """The meetings of one page and the page of a paginator that says where it stands.

    ``number`` is what the address says, whatever that is: the nearest page is given.
    """
    total = meetings.order_by().count()
    page = Paginator(range(total), size).page(page_number(page_number(number, MOST_PAGES), max(1, -(-total // size))))
    return list(meetings[(page.number - 1) * size : page.number * size]), page


def page_number(text, last):
    """The number of the page asked for, or of the nearest one there is."""
    try:
        number = int(text)
    except (TypeError, ValueError):
        return 1
    return min(max(number, 1), last)


def meetings_of_month(meetings, month):
    """Those of the days of a month, with their sessions, which may leave days between them free."""
    last = month + relativedelta(months=1, days=-1)
    within = meetings.between(month, last).order_by("starts_at", "pk")
    return list(within.prefetch_related("sessions")[:MOST_IN_MONTH])
