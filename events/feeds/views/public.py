"""The public feeds, and the file of one meeting. Whoever asks gets the same bytes, signed in or not."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.calendars.models import CalendarClock
from events.calendars.vcalendar import joined_texts
from events.feeds import public_contents
from events.feeds.atom import meetings_feed
from events.feeds.choices import FeedChoices, UnknownChoice
from events.feeds.fetches import feed_name, notebook
from events.feeds.serving import ATOM, REFRESH, File, calendar_file, file_response, in_format
from events.meetings.models.meeting import MeetingPage
from network.audience.rules import reader_of
from network.mail.outbox import absolute


@calendar_file
def feed(request, extension, **path):
    """`/calendriers/tous.ics` and the feeds of a metropolis, a group, a theme, a kind, or what the query asks."""
    try:
        choices = FeedChoices.read(request.GET, **path)
    except UnknownChoice:
        if any(path.values()) and not request.GET:
            raise Http404 from None
        raise
    changed_at = CalendarClock.current()
    key = ("feed", choices, extension, changed_at, timezone.localdate(), public_contents.made_with())
    try:
        response = file_response(
            request,
            lambda: public_file(choices, extension),
            key=key,
            changed=public_contents.last_change(changed_at),
            filename=f"metropoles-participatives.{extension}",
        )
    except UnknownChoice:
        if any(path.values()) and not request.GET:
            raise Http404 from None
        raise
    notebook.note(request, response, feed=feed_name(choices), extension=extension)
    return response


def public_file(choices, extension):
    names = public_contents.names_of(choices)
    public = reader_of(AnonymousUser())
    if extension == "atom":
        return File(meetings_feed(choices, names, public), ATOM)
    rows = public_contents.chosen_rows(choices, public)
    body = joined_texts(
        [row.text for row in rows],
        tzids={row.tzid for row in rows if row.tzid},
        name=" – ".join([_("Métropoles participatives"), *names]),
        description=_("The meetings of the network on site and remote"),
        url=absolute(reverse("events:subscribe")),
        source=absolute(choices.path()),
        refresh=REFRESH,
    )
    return in_format(body, extension)


@calendar_file
def one_meeting(request, year, slug, extension):
    """One meeting, to be added to a calendar once."""
    days = FeedChoices.read(request.GET).days
    changed_at = CalendarClock.current()
    key = ("meeting", year, slug, days, extension, changed_at, public_contents.made_with())
    return file_response(
        request,
        lambda: meeting_file(year, slug, days, extension),
        key=key,
        changed=public_contents.last_change(changed_at),
        filename=f"{slug}.{extension}",
        disposition="attachment",
    )


def meeting_file(year, slug, days, extension):
    public = reader_of(AnonymousUser())
    meetings = public.visible(MeetingPage.objects.live().dated())
    rows = public_contents.rows_of_meeting(meetings.filter(slug=slug, url_path__endswith=f"/{year}/{slug}/"), days)
    if not rows:
        raise Http404
    return in_format(joined_texts([row.text for row in rows], tzids={row.tzid for row in rows if row.tzid}), extension)
