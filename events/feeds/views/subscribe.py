"""`/calendriers/`: how to see the network's meetings in the calendar one already uses."""

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from events.feeds import public_contents
from events.feeds.choices import BLOCKS, HOURS, FeedChoices, UnknownChoice
from events.feeds.components.qr import QrImage
from events.feeds.software import SOFTWARE, webcal
from events.vocabularies import MeetingFormat, MeetingKind
from network.audience.rules import reader_of
from network.directory.models.metropolises import Metropolis
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup
from network.look.components import Breadcrumb, Link, PageHead
from network.mail.outbox import absolute


@require_safe
def subscribe(request):
    """The page: what the query chooses, its address, and how each program takes it."""
    refusal, status = "", 200
    try:
        choices = FeedChoices.read(request.GET)
        names = public_contents.names_of(choices)
    except UnknownChoice as error:
        choices, names, refusal, status = FeedChoices(), [], str(error), 400
    feed = absolute(choices.path())
    count = len(public_contents.chosen_rows(choices, reader_of(AnonymousUser())))
    return render(
        request,
        "events/feeds/subscribe.html",
        {
            "breadcrumb": Breadcrumb([Link(_("Meetings"), "/agenda/")], here=_("Subscribe to the calendar")),
            "head": PageHead(
                _("Subscribe to the calendar"),
                lead=_("The meetings of the network in the calendar you already use, kept up to date by itself."),
            ),
            "fields": fields(choices),
            "refusal": refusal,
            "feed": feed,
            "feed_title": " – ".join(names) or _("All meetings"),
            "count_text": ngettext("%(count)d event today", "%(count)d events today", count) % {"count": count},
            "webcal": webcal(feed),
            "qr": QrImage(webcal(feed), _("QR code of the address: scan it with a telephone")),
            "atom": reverse("events:atom") + (f"?{choices.query_string}" if choices.query_string else ""),
            "jcal": choices.path("json"),
            "software": SOFTWARE,
        },
        status=status,
    )


def fields(choices):
    """What may be chosen, each with its values: ``(value, label, whether chosen)``."""
    themes = sorted(Theme.objects.select_related("parent"), key=theme_order)
    options = {
        "metropole": (
            _("Metropolis"),
            _("All metropolises"),
            [(m.slug, m.short_name) for m in Metropolis.objects.only("slug", "short_name")],
            choices.metropolises,
        ),
        "groupe": (
            _("Working group"),
            _("All groups"),
            [(group.slug, group.title) for group in WorkingGroup.objects.all()],
            choices.groups,
        ),
        "thematique": (
            _("Theme"),
            _("All themes"),
            [(theme.code.lower(), f"{'– ' if theme.parent_id else ''}{theme.label}") for theme in themes],
            choices.themes,
        ),
        "type": (pgettext("of a meeting", "Kind"), _("All kinds"), MeetingKind.choices, choices.kinds),
        "format": (_("Format"), _("All formats"), MeetingFormat.choices, choices.formats),
    }
    found = [
        {
            "name": name,
            "label": label,
            "choices": [("", everything, not chosen), *((value, text, value in chosen) for value, text in values)],
        }
        for name, (label, everything, values, chosen) in options.items()
        if values
    ]
    days = [
        ("", _("Each session with its hours"), choices.days == HOURS),
        (BLOCKS, _("One block of whole days"), choices.days == BLOCKS),
    ]
    return [*found, {"name": "jours", "label": _("Meetings of several sessions"), "choices": days}]


def theme_order(theme):
    """Each theme of the second level below its own."""
    parent = theme.parent or theme
    return parent.sort_order, parent.label, theme.parent_id is not None, theme.sort_order, theme.label
