"""`/calendriers/`: how to see the network's meetings in the calendar one already uses."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.components.subscribe import SOFTWARE
from events.feeds import FeedChoices, absolute
from network.components import Breadcrumb, Link, PageHead


@require_safe
def subscribe(request):
    feed = absolute(FeedChoices().path())
    return render(
        request,
        "events/pages/subscribe.html",
        {
            "breadcrumb": Breadcrumb([Link(_("Meetings"), "/agenda/")], here=_("Subscribe to the calendar")),
            "head": PageHead(
                _("Subscribe to the calendar"),
                lead=_("The meetings of the network in the calendar you already use, kept up to date by itself."),
            ),
            "feed": feed,
            "webcal": "webcal://" + feed.partition("://")[2],
            "software": SOFTWARE,
        },
    )
