"""The facts of a meeting as terms and values; what is unknown is said so."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from events.components.cards import format_tag
from events.components.when import announced_text, is_stale, meeting_when
from events.vocabularies import MeetingFormat
from network.components import Fact


def meeting_facts(meeting, *, today=None):
    """When, how and by whom."""
    facts = date_facts(meeting, today=today)
    tag = format_tag(meeting)
    facts.append(Fact(_("Format"), tags=[tag] if tag else []))
    if meeting.host:
        facts.append(Fact(_("Host"), meeting.host.usual_name, url=meeting.host.get_absolute_url()))
    else:
        facts.append(Fact(_("Host")))
    if meeting.working_group:
        facts.append(Fact(_("Working group"), meeting.working_group.title))
    if meeting.contact:
        facts.append(Fact(_("Contact"), meeting.contact))
    return facts


def date_facts(meeting, *, today=None):
    when = meeting_when(meeting)
    if when is None:
        facts = [Fact(_("Date"), announced_text(meeting))]
        if is_stale(meeting, today):
            facts.append(
                Fact(
                    _("What followed"),
                    html=unknown(_("This site does not know what followed.")),
                )
            )
        return facts
    facts = [Fact(_("Date"), when.text.partition(",")[0])]
    if when.hours:
        facts.append(
            Fact(
                _("Hours"),
                when.hours,
                source=_("%(span)s in Paris") % {"span": when.paris} if when.paris else "",
            )
        )
    else:
        facts.append(Fact(_("Hours"), html=unknown(_("hours not known"))))
    return facts


def place_facts(meeting):
    """Where, on site and remotely; empty for a meeting of which nothing of the kind is known or expected."""
    facts = []
    if meeting.format != MeetingFormat.REMOTE:
        facts.append(Fact(_("Venue"), meeting.venue_name))
        if meeting.venue_address:
            facts.append(Fact(_("Address"), meeting.venue_address))
        facts.append(Fact(_("Access"), html=paragraphs(meeting.venue_access)))
    return facts


def unknown(text):
    return format_html('<span class="unknown">{}</span>', text)


def paragraphs(text):
    """One block a line of plain text."""
    lines = [(line.strip(),) for line in text.splitlines() if line.strip()]
    return format_html_join("", "<p>{}</p>", lines)
