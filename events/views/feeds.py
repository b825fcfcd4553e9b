"""Calendar files over HTTP (R18-R23): for software that shows no page, knows no session and asks every hour."""

import hashlib
import time
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from events.calendars import calendar_bytes, meeting_to_event
from events.models import CalendarClock, MeetingPage
from network.audience import reader_of

CACHE_CONTROL = "public, max-age=900"


@require_safe
@gzip_page
def all_meetings(request):
    """Every meeting that anybody may see. Whoever asks gets the same bytes, signed in or not."""
    public = reader_of(AnonymousUser())
    meetings = public.visible(MeetingPage.objects.live()).for_feed()
    body = calendar_bytes(
        [public_event(meeting) for meeting in meetings],
        name=_("Métropoles participatives"),
        description=_("The meetings of the network on site and remote"),
        url=absolute(reverse("events:subscribe")),
        source=absolute(reverse("events:feed")),
    )
    return calendar_response(request, body, "metropoles-participatives.ics", disposition="inline")


@require_safe
@gzip_page
def one_meeting(request, year, slug):
    """One meeting, to be added to a calendar once."""
    meetings = MeetingPage.objects.live().dated().select_related("host", "calendar_entry")
    public = reader_of(AnonymousUser())
    meeting = get_object_or_404(public.visible(meetings), slug=slug, url_path__endswith=f"/{year}/{slug}/")
    body = calendar_bytes([public_event(meeting)])
    return calendar_response(request, body, f"{slug}.ics", disposition="attachment")


def public_event(meeting):
    """A meeting as anybody may read it: without the link to join (R17)."""
    return meeting_to_event(meeting, url=absolute(meeting.url), domain=settings.SITE_DOMAIN)


def absolute(address):
    """A whole address that no request decides, so that the bytes are the same for everybody (R7)."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + address


def calendar_response(request, body, filename, *, disposition):
    """The file, or 304 when the client has it. The tag is the hash of the bytes; the date never goes back (R6, R21)."""
    changed, now = last_change(), int(time.time())
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'{disposition}; filename="{filename}"'
    response["Cache-Control"] = CACHE_CONTROL
    response["ETag"] = etag
    response["Last-Modified"] = http_date(min(changed, now))  # never later than the answer itself (RFC 9110 §8.8.2.1)
    # Many changes in one second put the clock ahead: until it is passed, a date says nothing, and only the tag does.
    known = changed if changed <= now else None
    return get_conditional_response(request, etag=etag, last_modified=known, response=response)


def last_change():
    """When what feeds hold last changed, in whole seconds since 1970: the last noted change, or last midnight, since
    meetings enter and leave the feed as days go by."""
    clock = CalendarClock.objects.filter(pk=1).values_list("changed_at", flat=True).first()
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), datetime.min.time()))
    return int(max(clock, midnight).timestamp()) if clock else int(midnight.timestamp())
