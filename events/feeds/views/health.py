"""`/organisation/agendas/`: whether calendars are read, and whether they have seen the latest changes. For staff."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from events.changes.models import MeetingChange
from events.feeds import subscriptions
from events.feeds.health import reach_of
from events.feeds.models.fetches import FeedFetch
from events.feeds.models.subscriptions import CalendarSubscription
from events.meetings.components.changes import change_note
from network.accounts import audit
from network.accounts.secret_pages import secret_page
from network.look.components import Breadcrumb, Link, PageHead

MOST_CHANGES = 10
MOST_LINES = 200
LATELY = timedelta(days=14)


@secret_page
def calendar_health(request):
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not request.user.has_perm("events.change_attendance"):
        raise PermissionDenied
    if request.method == "POST":
        return close_leaked(request)
    now = timezone.now()
    changes = MeetingChange.objects.filter(at__gte=now - LATELY, meeting__starts_at__gte=now, meeting__live=True)
    subscribers = CalendarSubscription.objects.filter(revoked_at=None).select_related("user")
    lines = FeedFetch.objects.select_related("subscription__user")
    personal = lines.filter(subscription__revoked_at=None, subscription__isnull=False).order_by("-last_at")
    return render(
        request,
        "events/feeds/health.html",
        {
            "breadcrumb": Breadcrumb([Link(_("Meetings"), "/agenda/")], here=_("Calendars read")),
            "head": PageHead(
                _("Calendars read"), lead=_("Which calendars are read, by which programs, and what they have seen.")
            ),
            "changes": [
                (reach_of(change, now), change_note(change))
                for change in changes.select_related("meeting")[:MOST_CHANGES]
            ],
            "public": lines.filter(subscription=None)[:MOST_LINES],
            "personal": personal[:MOST_LINES],
            "unread": subscribers.filter(fetches=None)[:MOST_LINES],
            "count": subscribers.count(),
            "now": now,
        },
    )


def close_leaked(request):
    """Close an address that was found where it should not be, or that of one line of the list."""
    key = request.POST.get("subscription", "")
    if key.isdecimal():
        found = CalendarSubscription.objects.filter(pk=key).first()
    else:
        found = subscriptions.subscription_at(request.POST.get("address", ""))
    if found is None:
        messages.error(request, _("No calendar has this address. Paste the whole address, or the part before “.ics”."))
    elif found.revoked_at:
        messages.info(request, _("This address is closed already."))
    else:
        subscriptions.revoke(found, by=request.user)
        audit.record(
            audit.Action.LINK,
            _("Calendar address closed: %(name)s") % {"name": found.name},
            subject=found.user,
            request=request,
        )
        messages.success(
            request,
            _("The address “%(name)s” of %(person)s is closed: it answers nobody any more.")
            % {"name": found.name, "person": found.user.get_full_name() or _("a member")},
        )
    return redirect("events:calendar_health")
