"""What the pages below show of calendars: following a metropolis, subscribing to its meetings, one's own calendars."""

from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from events.agenda.components.subscribe_button import SubscribeButton
from events.feeds.components.follow import AccountLink, FollowButton
from events.feeds.models.subscriptions import Follow


def metropolis_actions(request, metropolis):
    """A member follows it in one click; a visitor is led to its calendar."""
    if not metropolis.pk:  # the preview of one that was never saved
        return []
    if not request.user.is_authenticated:
        address = f"{reverse('events:subscribe')}?{urlencode({'metropole': metropolis.slug})}"
        return [SubscribeButton(address, _("Subscribe to its meetings"))]
    return [
        FollowButton(
            url=reverse("events:follow"),
            kind="metropolis",
            key=metropolis.pk,
            is_followed=Follow.objects.filter(user=request.user, metropolis=metropolis).exists(),
            back=request.path,
            csrf_token=get_token(request),
        )
    ]


def account_links(request):
    links = [AccountLink(reverse("events:my_calendars"), _("My calendars"), "calendar")]
    if request.user.has_perm("events.change_attendance"):
        links.append(AccountLink(reverse("events:calendar_health"), _("Calendars read"), "refresh"))
    return links
