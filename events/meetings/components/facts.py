"""The facts of a meeting as terms and values; what is unknown is said so."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.meetings.components.cards import format_tag
from events.meetings.components.when import is_stale
from events.vocabularies import MeetingFormat
from network.look.components import Fact


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
    when = meeting.when
    if not when.start:
        facts = [Fact(_("Date"), when.text)]
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
        source = _("%(span)s in Paris") % {"span": when.paris} if when.paris else _("Paris time")
        html = format_html('{}<span class="source">{}</span>{}', when.hours, source, reader_time(when))
        facts.append(Fact(_("Hours"), html=html))
    else:
        facts.append(Fact(_("Hours"), html=unknown(_("hours not known"))))
    return facts


def reader_time(when):
    """The place where a script gives the hours to a reader whose clocks show others; nothing without it."""
    if not when.hours:
        return ""
    return format_html(
        '<reader-time data-start="{}" data-end="{}" data-words="{}"></reader-time>',
        when.start.isoformat(timespec="minutes"),
        when.end.isoformat(timespec="minutes") if when.end else "",
        _("{hours} on your clock ({zone})"),
    )


def place_facts(meeting):
    """Where on site; empty for a meeting that takes place remotely only. Not known differs from no."""
    if meeting.format == MeetingFormat.REMOTE:
        return []
    facts = [Fact(_("Venue"), meeting.venue_name)]
    if meeting.venue_address or meeting.venue_map_url:
        map_link = link(meeting.venue_map_url, _("See on a map")) if meeting.venue_map_url else ""
        facts.append(Fact(_("Address"), html=paragraph_list(meeting.venue_address, map_link)))
    facts.append(Fact(_("Step-free access"), meeting.get_venue_step_free_display()))
    facts.append(Fact(_("Hearing loop"), meeting.get_venue_hearing_loop_display()))
    facts.append(Fact(_("Access"), html=paragraphs(meeting.venue_access)))
    if meeting.capacity_on_site is not None:
        facts.append(Fact(_("Places on site"), str(meeting.capacity_on_site)))
    return facts


def remote_facts(meeting):
    """How to join, for those who may: telephone, code, when the room opens."""
    facts = []
    if meeting.remote_phone:
        facts.append(Fact(_("By telephone"), meeting.remote_phone))
    if meeting.remote_code:
        facts.append(Fact(_("Access code"), meeting.remote_code))
    if meeting.remote_opens_min:
        opens = ngettext(
            "%(count)d minute before the start", "%(count)d minutes before the start", meeting.remote_opens_min
        )
        facts.append(Fact(_("The room opens"), opens % {"count": meeting.remote_opens_min}))
    return facts


def link(url, label):
    return format_html('<a href="{}" rel="external noreferrer">{}</a>', url, label)


def paragraph_list(*parts):
    return format_html_join("", "<p>{}</p>", [(part,) for part in parts if part])


def unknown(text):
    return format_html('<span class="unknown">{}</span>', text)


def paragraphs(text):
    """One block a line of plain text."""
    lines = [(line.strip(),) for line in text.splitlines() if line.strip()]
    return format_html_join("", "<p>{}</p>", lines)
