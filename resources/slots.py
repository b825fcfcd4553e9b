"""What the knowledge base shows in pages of other apps (the places are in ``network.look.slots``)."""

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.briefing.components import BriefingLine, BriefingPart
from events.meetings.models.meeting import MeetingPage
from events.vocabularies import AgendaItemKind
from network.audience.rules import reader_for
from network.look.components import Notice
from network.look.slots import RecordCount, SlotSection
from resources.follow_ups.models import ActionItem
from resources.minutes.components import teaser, teaser_of_meeting
from resources.minutes.models import MinutesPage
from resources.minutes.positions import Position, questions_seen_by
from resources.practices.components import card_list, listed_by, practice_card
from resources.practices.models import PracticePage
from resources.records.answers import answers_by_question

ON_HOME = 3
ON_METROPOLIS = 12
IN_BRIEFING = 10


def latest_minutes(request):
    """The home page: the minutes of the last meeting, in three points."""
    minutes = reader_for(request).visible(MinutesPage.objects.live()).latest_first().defer("body")[:1]
    return [teaser(page, reader_for(request), request) for page in minutes]


def practices_to_read(request):
    """The home page: practices told step by step first, each of another metropolis."""
    practices = reader_for(request).visible(PracticePage.objects.live()).with_metropolis_name().with_step_count()
    practices = practices.defer(*PracticePage.TEXTS).order_by("-step_count", "-last_reviewed_on", "title")
    found, seen = [], set()
    for practice in practices[: 8 * ON_HOME]:
        if practice.metropolis_name not in seen:
            found.append(practice)
            seen.add(practice.metropolis_name)
    today = timezone.localdate()
    return [
        practice_card(practice, practice.get_url(request), [practice.metropolis_name or ""], today=today, level=3)
        for practice in found[:ON_HOME]
    ]


def metropolis_sections(request, metropolis):
    """The page of a metropolis: its practices and its positions."""
    reader = reader_for(request)
    today = timezone.localdate()
    practices = reader.visible(PracticePage.objects.live().filter(metropolises=metropolis))
    practices = practices.defer(*PracticePage.TEXTS).order_by("title")[: ON_METROPOLIS + 1]
    cards = [practice_card(practice, practice.get_url(request), [], today=today, level=3) for practice in practices]
    positions = (
        Position.objects.seen_by(reader)
        .filter(metropolis=metropolis)
        .select_related("metropolis", "question", "minutes")
    )
    positions = positions.defer("minutes__body", "minutes__key_points", "minutes__source_note")
    answers = answers_by_question(positions, request)
    compare = _("Compare with others")
    return [
        SlotSection(
            title=_("Practices"),
            anchor="pratiques",
            parts=[card_list(cards[:ON_METROPOLIS])] if cards else [],
            empty=_("No practice of this metropolis has been written up yet."),
            url=listed_by("metropole", metropolis.slug) if cards else "",
            link=compare,
        ),
        SlotSection(
            title=_("Positions"),
            anchor="positions",
            parts=[answers] if answers else [],
            empty=_("No position of this metropolis is recorded in the minutes."),
            url=f"/regards-croises/?vue=metropole#{metropolis.slug}" if answers else "",
            link=compare,
        ),
    ]


def practice_counts(request):
    """How many practices each metropolis has, in one query."""
    practices = reader_for(request).visible(PracticePage.objects.live())
    rows = practices.exclude(metropolises=None).order_by().values_list("metropolises").annotate(Count("pk"))
    return [
        RecordCount(
            "practices",
            lambda count: ngettext("%(count)d practice", "%(count)d practices", count) % {"count": count},
            dict(rows),
        )
    ]


def minutes_of_meeting(request, meeting):
    """The page of a meeting: its minutes, for those who may read them."""
    reader = reader_for(request)
    minutes = reader.visible(MinutesPage.objects.live().child_of(meeting)).latest_first().defer("body")
    found = [teaser_of_meeting(page, reader, request) for page in minutes]
    if not found and meeting.is_over() and meeting.status != meeting.Status.CANCELLED:
        # Nothing says whether there are minutes for others.
        text = _("The minutes of this meeting are not published yet, or not open to you.")
        return [Notice(title=_("No minutes to read here"), text=text)]
    return found


def meeting_briefing(request, meeting):
    """The briefing sheet of a meeting: what is still open, and what peers say on the day's questions."""
    reader = reader_for(request)
    return [*open_follow_ups(reader, meeting), *positions_on(reader, meeting)]


def open_follow_ups(reader, meeting):
    """Those of the meetings of the same working group, or of all when the meeting is of none; the oldest first."""
    actions = ActionItem.objects.filter(status=ActionItem.Status.OPEN, minutes__live=True)
    actions = reader.visible(actions, "minutes__").select_related("minutes").defer("minutes__body")
    if meeting.working_group_id:
        group = MeetingPage.objects.filter(working_group=meeting.working_group_id).values_list("path", flat=True)
        of_group = Q(pk__in=[])
        for path in group:
            of_group |= Q(minutes__path__startswith=path)
        actions = actions.filter(of_group)
    actions = actions.order_by(F("due_on").asc(nulls_last=True), "pk")
    found = list(actions[: IN_BRIEFING + 1])
    left = actions.count() - IN_BRIEFING if len(found) > IN_BRIEFING else 0
    today = timezone.localdate()
    lines = [
        BriefingLine(
            action.text,
            note=" – ".join(
                [
                    action.owner or _("who: to be specified"),
                    _("overdue: %(when)s") % {"when": action.due_in_words}
                    if action.is_overdue(today)
                    else _("by: %(when)s") % {"when": action.due_in_words},
                ]
            ),
            url=f"{action.minutes.url}#{action.anchor}",
        )
        for action in found[:IN_BRIEFING]
    ]
    more = ngettext("%(count)s more on the site", "%(count)s more on the site", left) % {"count": left} if left else ""
    return [
        BriefingPart(
            _("Open follow-ups"),
            "suites",
            lines,
            more=more,
            more_url="/suites/" if left else "",
            empty=_("No follow-up is open, among those you may read."),
        )
    ]


def positions_on(reader, meeting):
    """What metropolises answered to the questions of the programme: one part for each question."""
    items = meeting.agenda_items.filter(kind=AgendaItemKind.QUESTION)
    titles = [item.title for item in items]
    wanted = Q(agenda_item__in=[item.pk for item in items]) | Q(text__in=titles) | Q(short_text__in=titles)
    questions = list(questions_seen_by(reader).filter(wanted).order_by("number", "pk"))
    positions = (
        Position.objects.seen_by(reader)
        .filter(question__in=questions)
        .select_related("metropolis", "minutes")
        .defer("minutes__body", "minutes__key_points", "minutes__source_note")
        .order_by("metropolis__short_name", "sort_order", "pk")
    )
    by_question = {}
    for position in positions:
        by_question.setdefault(position.question_id, []).append(position)
    return [
        BriefingPart(
            _("What others say: %(question)s") % {"question": question.text},
            f"question-{question.slug}",
            [
                BriefingLine(
                    position.label,
                    term=position.metropolis.short_name,
                    note=position.get_kind_display() if position.kind != Position.Kind.STATED else "",
                    url=f"{position.minutes.url}#{position.anchor}",
                )
                for position in by_question.get(question.pk, [])
            ],
            empty=_("No position is recorded yet."),
        )
        for question in questions
    ]
