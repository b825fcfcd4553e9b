"""What meetings put in the named places of the network's pages."""

from collections import Counter

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.agenda.listed_meetings import listed
from events.answers.components import AnswerCall
from events.answers.recording import count_sides, parts_to_answer, places_left
from events.answers.summary import answer_summary
from events.answers.window import answer_window
from events.attendance.models import Attendance
from events.meetings.components.cards import meeting_card
from events.meetings.models.meeting import MeetingPage
from events.meetings.remote_link import own_attendance
from events.vocabularies import AttendanceAnswer, AttendanceStatus, Registration
from network.audience.rules import reader_for
from network.look.components import CardList, Link, LinkList, Tag
from network.look.slots import RecordCount, SlotSection

NEXT_ON_HOME = 3
ON_METROPOLIS = 10
ON_ACCOUNT = 5
THERE = [AttendanceStatus.PRESENT, AttendanceStatus.REMOTE]


def next_meetings(request):
    """The next meetings one may come to."""
    meetings = listed(request).upcoming().planned()[:NEXT_ON_HOME]
    return [meeting_card(meeting, meeting.get_url(request)) for meeting in meetings]


def metropolis_meetings(request, metropolis):
    """The meetings a metropolis hosted, came to, or was excused from: which of the three is said."""
    answers = Attendance.objects.filter(meeting=OuterRef("pk"), metropolis=metropolis).exclude(status="")
    found = (
        listed(request)
        .annotate(answered=Exists(answers), came=Exists(answers.filter(status__in=THERE)))
        .filter(Q(host=metropolis) | Q(answered=True))
        .order_by("-starts_at", "-announced_on", "-pk")[: ON_METROPOLIS + 1]
    )
    found = list(found)
    cards = [
        meeting_card(
            meeting,
            meeting.get_url(request),
            part=part_tag(meeting, metropolis),
        )
        for meeting in found[:ON_METROPOLIS]
    ]
    more = len(found) > ON_METROPOLIS
    return [
        SlotSection(
            title=_("Meetings"),
            anchor="rencontres",
            parts=[CardList(cards, columns=1)] if cards else [],
            empty=_("No meeting hosted or attended is recorded here."),
            url=f"/agenda/?metropole={metropolis.slug}" if more else "",
            link=_("All its meetings") if more else "",
        )
    ]


def account_meetings(request):
    """The meetings to come that a member was invited to or answered, and what she or he has said; of nobody else."""
    if request.user.person_id is None:
        return []
    asked = Q(invited_at__isnull=False) | Q(answered_at__isnull=False)
    mine = Attendance.objects.filter(asked, person=request.user.person_id, withdrawn_at=None)
    own = {attendance.meeting_id: attendance for attendance in mine}
    meetings = listed(request).upcoming().filter(pk__in=own)[:ON_ACCOUNT]
    cards = [
        meeting_card(meeting, meeting.get_url(request), part=own_tag(meeting, own[meeting.pk])) for meeting in meetings
    ]
    return [
        SlotSection(
            title=_("My meetings to come"),
            anchor="mes-rencontres",
            parts=[CardList(cards, columns=1)] if cards else [],
            empty=_("You are invited to no meeting to come."),
            url=reverse("events:my_calendars") if cards else "",
            link=_("Have them in my calendar") if cards else "",
        )
    ]


def own_tag(meeting, attendance):
    """What somebody has said to a meeting, or that an answer is awaited."""
    if attendance.waiting_since:
        return Tag(_("On the waiting list"), tone="saffron", icon="clock")
    if attendance.answer:
        return Tag(
            _("My answer: %(answer)s") % {"answer": attendance.get_answer_display().lower()}, tone="ok", icon="ok"
        )
    is_open = answer_window(meeting).is_open
    return Tag(_("To be answered"), tone="brick", icon="mail") if is_open else None


def part_tag(meeting, metropolis):
    """The part a metropolis had in a meeting that says whether its people ``answered`` and ``came``."""
    if meeting.host_id == metropolis.pk:
        return Tag(_("Host"), tone="brick", icon="host")
    if meeting.came:
        return Tag(_("Took part"), tone="plain", icon="users")
    return Tag(_("Excused (metropolis)"), tone="plain", icon="excused")


def meeting_counts(request):
    """How many meetings each metropolis hosted or came to, in one query."""
    reader = reader_for(request)
    live = reader.visible(MeetingPage.objects.live())
    hosted = live.filter(host__isnull=False).order_by().values_list("host_id", "pk")
    came = reader.visible(
        Attendance.objects.filter(metropolis__isnull=False, status__in=THERE, meeting__live=True),
        prefix="meeting__",
    )
    pairs = hosted.union(came.order_by().values_list("metropolis_id", "meeting_id"))
    counts = Counter(metropolis for metropolis, _meeting in pairs)
    return [
        RecordCount(
            "meetings",
            lambda count: ngettext("%(count)d meeting", "%(count)d meetings", count) % {"count": count},
            dict(counts),
        )
    ]


def sitemap(request):
    """The addresses that are not pages of the tree."""
    return [
        SlotSection(
            title=_("Calendars"),
            anchor="calendriers",
            parts=[LinkList([Link(_("Subscribe to the calendar"), reverse("events:subscribe"))])],
        )
    ]


def answer(request, meeting):
    """What the reader answered to a meeting, or the way to answer. The same for every reader without a session."""
    user = getattr(request, "user", None)
    if not meeting.pk or not meeting.live or not meeting.starts_at or meeting.is_over() or user is None:
        return []
    path = f"{meeting.get_url(request)}repondre/"
    is_open = answer_window(meeting).is_open
    is_known = hasattr(meeting, "own_attendance")  # the page has asked for it
    attendance = meeting.own_attendance if is_known else own_attendance(user, meeting)
    if attendance is not None and attendance.withdrawn_at:
        attendance = None
    if attendance is not None:
        attendance.meeting = meeting
        if summary := answer_summary(attendance, with_links=False, change_url=path if is_open else ""):
            return [summary]
    if is_open and (attendance is not None or meeting.registration == Registration.MEMBERS):
        return [AnswerCall(path, is_invited=attendance is not None, full=full_sides(meeting))]
    return []


def full_sides(meeting):
    """What whoever answers now would wait for, in words; where sessions differ the form says it of each."""
    if meeting.capacity_on_site is None and meeting.capacity_remote is None:
        return []
    part, *others = parts_to_answer(meeting)
    if others:
        return []
    counts = count_sides(meeting)
    words = {
        AttendanceAnswer.ON_SITE: _("On site: full, with a waiting list."),
        AttendanceAnswer.REMOTE: _("Remotely: full, with a waiting list."),
    }
    return [words[side] for side in part.sides if places_left(part, side, counts) == 0]
