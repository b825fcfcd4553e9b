"""The briefing sheet of a meeting: what to have read before coming, on a page and on two sides of paper.

Who reads it: members who may see the meeting, whoever is invited (with the link of a mail too), the team. The names
of those who come are only for people invited and for the team: saying that one comes is said to the host and to the
others at the table, not to the whole network.
"""

from dataclasses import dataclass, replace
from io import BytesIO
from itertools import groupby

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pypdf import PdfReader

from events.answers.recording import effective_answer
from events.attendance.check_in import roles_by_person
from events.attendance.models import Attendance
from events.briefing.components import BriefingLine, BriefingPart
from events.meetings.components.attendance import territory_name
from events.meetings.components.programme import Programme
from events.meetings.page import programme_of
from events.meetings.protocol_order import in_protocol_order
from events.meetings.remote_link import RUNS_IT, may_join
from events.vocabularies import AttendanceAnswer
from network.audience.roles import ORGANISERS
from network.audience.rules import reader_for
from network.look import slots
from network.look.dates import format_day, format_hour, in_paris
from network.look.typeset.sheets import pdf
from network.mail.outbox import absolute

SALT = "events.briefing"
SIDES_OF_PAPER = 2


# Who reads it


@dataclass(frozen=True)
class BriefingAccess:
    may_read: bool = False
    sees_people: bool = False


def access_of(request, meeting):
    """What the reader behind a request may read of the sheet; without an account, nothing."""
    user = request.user
    if not user.is_authenticated or not user.is_active:
        return BriefingAccess()
    if user.person_id and is_invited(user.person_id, meeting):
        return BriefingAccess(True, True)
    is_team = user.is_superuser or user.groups.filter(name=ORGANISERS).exists()
    return BriefingAccess(meeting.live and reader_for(request).may_see(meeting), is_team)


def is_invited(person_id, meeting):
    """Whether somebody was invited, registered or takes part, and that was not withdrawn."""
    attendance = meeting.attendances.filter(person=person_id, withdrawn_at=None).first()
    if attendance and (attendance.invited_at or attendance.answer or RUNS_IT.intersection(attendance.capacities)):
        return True
    return may_join(person_id, meeting)


def link_of(attendance):
    """The address of the sheet for one person invited, for a mail: as revocable as the link to answer."""
    token = signing.Signer(salt=SALT, sep="~").sign(f"{attendance.pk}.{attendance.link_key}")
    return absolute(reverse("events:briefing_by_link", args=[token]))


def attendance_of(token, now=None):
    """The attendance of a link; ``None`` when it was tampered with, renewed or withdrawn, or the meeting is over."""
    try:
        pk, key = signing.Signer(salt=SALT, sep="~").unsign(token).split(".")
    except (signing.BadSignature, ValueError):
        return None
    found = Attendance.objects.filter(pk=pk, link_key=key, withdrawn_at=None, meeting__live=True)
    attendance = found.select_related("meeting__host").first()
    return None if attendance is None or attendance.meeting.is_over(now) else attendance


# What it says


@dataclass(frozen=True)
class Briefing:
    title: str
    when: str
    where: str
    summary: str
    programme: Programme
    people: BriefingPart | None
    parts: list[BriefingPart]
    is_sample: bool = False


def briefing_of(meeting, request, access, *, now=None):
    """Everything, for a reader who may; what she or he may not see of follow-ups and positions is left out by the
    slots, which ask for the audience of each."""
    remote = _("remotely") if meeting.format in ("remote", "hybrid") else ""
    return Briefing(
        title=meeting.title,
        when=meeting.when.short_text,
        where=" – ".join(part for part in (meeting.venue_name, meeting.venue_address, remote) if part),
        summary=meeting.summary,
        programme=programme_of(meeting, request),
        people=people_part(meeting, now=now) if access.sees_people else None,
        parts=slots.fill("meeting.briefing", request, meeting=meeting),
        is_sample=meeting.is_sample,
    )


def people_part(meeting, *, now=None):
    """Who comes, by metropolis in protocol order, one line for each."""
    attendances = (
        Attendance.objects.filter(meeting=meeting, withdrawn_at=None)
        .select_related("person", "metropolis", "represented_by")
        .prefetch_related("session_answers")
    )
    sessions = list(meeting.sessions.all())
    coming = [one for one in attendances if comes(one, sessions)]
    coming = in_protocol_order(coming, host_id=meeting.host_id)
    roles = roles_by_person([one for one in coming if not one.role_text], meeting, now=now)
    lines = [
        BriefingLine("\xa0; ".join(person_in_words(one, roles) for one in group), term=place)
        for place, group in groupby(coming, key=territory_name)
    ]
    title = ngettext("Who comes (%(count)s person)", "Who comes (%(count)s people)", len(coming))
    return BriefingPart(
        title % {"count": len(coming)}, "qui-vient", lines, empty=_("Nobody has said yet that she or he comes.")
    )


def comes(attendance, sessions):
    if attendance.answer == AttendanceAnswer.REPRESENTED:
        return True
    if not attendance.answer:
        return bool(RUNS_IT.intersection(attendance.capacities))
    return any(effective_answer(attendance, session).has_place for session in sessions or [None])


def person_in_words(attendance, roles):
    """« Camille Exemple (vice-présidente), à distance »"""
    held = " / ".join(attendance.roles or roles.get(attendance.person_id, []))
    name = attendance.person.full_name
    words = f"{name} ({held})" if held else name
    if attendance.answer == AttendanceAnswer.REPRESENTED:
        by = attendance.represented_by.full_name if attendance.represented_by else attendance.represented_by_name
        return _("%(by)s, represents %(person)s") % {"by": by, "person": words}
    if attendance.answer == AttendanceAnswer.REMOTE:
        return _("%(person)s, remotely") % {"person": words}
    return words


# On paper


def briefing_pdf(briefing, *, now=None, footer_url=""):
    """Two sides of A4 (PDF/UA-1). A longer meeting is shortened step by step, and the sheet says what is left out."""
    now = now or timezone.now()
    for shorten in SHORTER:
        made = pdf("events/briefing/briefing", sheet_data(shorten(briefing), now=now, url=footer_url), made_at=now)
        if len(PdfReader(BytesIO(made)).pages) <= SIDES_OF_PAPER:
            return made
    return made


def shortened(part, most):
    """The first lines of a part, and how many are left out."""
    if part is None or len(part.lines) <= most:
        return part
    left = len(part.lines) - most
    words = ngettext("%(count)s more on the page", "%(count)s more on the page", left) % {"count": left}
    return replace(part, lines=part.lines[:most], more=words)


def without_details(briefing):
    """The programme without descriptions and speakers."""
    parts = [
        replace(
            part,
            description="",
            items=[replace(item, description="", speakers=[], facilitators=[]) for item in part.items],
        )
        for part in briefing.programme.parts
    ]
    return replace(briefing, programme=Programme(parts))


def cut(most_people, most_lines, most_items):
    def shorten(briefing):
        briefing = without_details(briefing)
        parts = [replace(part, items=part.items[:most_items]) for part in briefing.programme.parts][:most_items]
        left = sum(len(part.items) for part in briefing.programme.parts) - sum(len(part.items) for part in parts)
        if left:
            words = ngettext("%(count)s more on the page", "%(count)s more on the page", left) % {"count": left}
            parts[-1] = replace(parts[-1], description=words)
        return replace(
            briefing,
            programme=Programme(parts),
            people=shortened(briefing.people, most_people),
            parts=[shortened(part, most_lines) for part in briefing.parts],
        )

    return shorten


SHORTER = (
    lambda briefing: briefing,
    without_details,
    cut(44, 10, 32),
    cut(30, 8, 22),
    cut(22, 6, 12),
    cut(12, 4, 6),
    cut(6, 2, 3),
)


def sheet_data(briefing, *, now, url):
    moment = in_paris(now)
    made = _("Sheet of %(day)s at %(hour)s") % {"day": format_day(moment), "hour": format_hour(moment)}
    return {
        "site": "Métropoles participatives",
        "title": briefing.title,
        "kicker": _("Briefing sheet (example)") if briefing.is_sample else _("Briefing sheet"),
        "lead": " – ".join(part for part in (briefing.when, briefing.where) if part),
        "footer": f"{made} – {url}" if url else made,
        "summary": briefing.summary,
        "programme_title": _("Programme"),
        "programme": [programme_data(part) for part in briefing.programme.parts],
        "parts": [
            {
                "title": str(part.title),
                "lines": [{"term": line.term, "text": line.text, "note": line.note} for line in part.lines],
                "more": str(part.more),
                "empty": str(part.empty) if not part.lines else "",
            }
            for part in (briefing.people, *briefing.parts)
            if part is not None
        ],
    }


def programme_data(part):
    title = " ".join(word for word in (part.number, part.title) if word)
    return {
        "title": " – ".join(word for word in (part.day, title) if word),
        "description": part.description,
        "items": [
            {
                "when": item.when,
                "title": item.title,
                "details": " – ".join(word for word in (item.kind_label, item.place) if word),
                "people": ", ".join(
                    f"{person.name} ({person.role})" if person.role else person.name
                    for person in (*item.speakers, *item.facilitators)
                ),
                "description": item.description,
            }
            for item in part.items
        ],
    }
