"""What a personal calendar holds: decided anew at each fetch, from what its member is and answered by then."""

from collections import namedtuple
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import Subquery
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from events.attendance.models import Attendance, answer_adapted
from events.calendars.altered_text import personal_text
from events.calendars.event_texts import made_with, renew_old_texts
from events.calendars.models import CalendarClock, EventText
from events.calendars.vcalendar import joined_texts
from events.feeds.models.subscriptions import CalendarSubscription
from events.feeds.public_contents import last_change, within_feed
from events.feeds.serving import REFRESH
from events.feeds.subscriptions import hashes_of
from events.meetings.models.meeting import MeetingPage
from events.meetings.models.querysets import FEED_PAST_DAYS, start_of_day
from events.meetings.remote_link import attendance_may_join, runs_it
from events.vocabularies import AttendanceAnswer, AttendanceStatus
from network.audience.roles import ORGANISERS
from network.audience.rules import Reader, all_restrictions
from network.mail.outbox import absolute

DECLINED = {AttendanceAnswer.EXCUSED, AttendanceAnswer.REPRESENTED}
NOT_COMING = {AttendanceStatus.EXCUSED, AttendanceStatus.REPRESENTED, AttendanceStatus.ABSENT}


@dataclass(frozen=True)
class Subscriber:
    """Whose calendar it is and what she or he may see: read in one query, at each fetch."""

    pk: int
    user: int
    person: int | None
    is_active: bool
    is_superuser: bool
    is_organiser: bool
    groups: frozenset
    follows: frozenset  # of ("host" | "group" | "theme", primary key)
    content: str
    days: str
    hides_cancelled: bool
    hides_declined: bool
    changed_at: object
    is_closed: bool
    wants_mail: bool
    clock: object

    @property
    def sees_every_link(self):
        return self.is_superuser or self.is_organiser


SUBSCRIBER = {
    "pk": "pk",
    "user": "user",
    "person": "user__person_id",
    "is_active": "user__is_active",
    "is_superuser": "user__is_superuser",
    "content": "content",
    "days": "days",
    "hides_cancelled": "hides_cancelled",
    "hides_declined": "hides_declined",
    "changed_at": "changed_at",
    "wants_mail": "wants_mail",
    "clock": "clock",
    "revoked_at": "revoked_at",
    "group": "user__groups__pk",
    "group_name": "user__groups__name",
    "host": "user__follows__metropolis",
    "working_group": "user__follows__working_group",
    "theme": "user__follows__theme",
}
"""What is read of each, in one query: a row for each group and each thing followed."""
ONCE = list(SUBSCRIBER)[:12]


def find_subscriber(token):
    """The ``Subscriber`` of a token, or ``None``: one query, whatever the token is."""
    found = subscribers_in(CalendarSubscription.objects.filter(token_hash__in=hashes_of(token)))
    return found[0] if found else None


def subscribers_in(subscriptions):
    """A ``Subscriber`` for each subscription of a queryset: one query for all."""
    clock = Subquery(CalendarClock.objects.filter(pk=1).values("changed_at")[:1])
    rows = {}
    for row in subscriptions.annotate(clock=clock).order_by().values_list(*SUBSCRIBER.values()):
        values = dict(zip(SUBSCRIBER, row, strict=True))
        rows.setdefault(values["pk"], []).append(values)
    return [subscriber_of(values) for values in rows.values()]


def subscriber_of(rows):
    first = rows[0]
    follows = {("host", row["host"]) for row in rows} | {("group", row["working_group"]) for row in rows}
    follows |= {("theme", row["theme"]) for row in rows}
    return Subscriber(
        **{name: first[name] for name in ONCE},
        is_organiser=any(row["group_name"] == ORGANISERS for row in rows),
        groups=frozenset(row["group"] for row in rows if row["group"]),
        follows=frozenset(follow for follow in follows if follow[1]),
        is_closed=first["revoked_at"] is not None or not first["is_active"],
    )


@dataclass(frozen=True)
class OwnAnswer:
    """What one person's attendance says of one meeting, or of one of its sessions."""

    answer: str
    is_tentative: bool
    waiting_since: object
    is_invited: bool
    withdrawn_at: object
    status: str
    capacities: tuple
    by_session: bool
    """Whether the person answered session by session."""
    changed_at: object

    @property
    def attendance(self):
        return Attendance(
            answer=self.answer,
            status=self.status,
            capacities=list(self.capacities),
            withdrawn_at=self.withdrawn_at,
            waiting_since=self.waiting_since,
        )

    @property
    def may_join(self):
        return attendance_may_join(self.attendance)

    @property
    def has_declined(self):
        return self.answer in DECLINED or self.status in NOT_COMING

    @property
    def is_registered(self):
        return not self.has_declined and (self.answer in AttendanceAnswer.coming() or self.may_join)

    def answering(self, answer, waiting_since):
        return replace(self, answer=answer, waiting_since=waiting_since)


OWN_ANSWER = (
    "person",
    "meeting",
    "answer",
    "is_tentative",
    "waiting_since",
    "invited_at",
    "withdrawn_at",
    "answered_at",
    "status",
    "capacities",
    "session_answers__session_key",
    "session_answers__answer",
    "session_answers__waiting_since",
)


def own_answers(person, now=None):
    """``{(meeting, session key or None): OwnAnswer}`` of what a feed may hold: one query."""
    first = start_of_day(timezone.localdate(now) - timedelta(days=FEED_PAST_DAYS + 31))
    attendances = Attendance.objects.filter(person=person, meeting__starts_at__gte=first)
    return own_answers_by_person(attendances).get(person, {})


def own_answers_by_person(attendances):
    """``{person: {(meeting, session key or None): OwnAnswer}}``: one query for a queryset."""
    found = {}
    for row in attendances.order_by().values_list(*OWN_ANSWER):
        person, meeting, answer, tentative, waiting, invited, withdrawn, answered, status, capacities = row[:10]
        key, own_answer, own_wait = row[10:]
        whole = OwnAnswer(
            answer=answer,
            is_tentative=tentative,
            waiting_since=waiting,
            is_invited=invited is not None,
            withdrawn_at=withdrawn,
            status=status,
            capacities=tuple(capacities),
            by_session=key is not None,
            changed_at=max([moment for moment in (invited, withdrawn, answered, waiting) if moment], default=None),
        )
        answers = found.setdefault(person, {})
        answers[meeting, None] = whole
        if key:
            answers[meeting, key] = whole.answering(own_answer, own_wait)
    return found


# The events that every personal calendar chooses from

COLUMNS = {
    "made_with": "event_texts__made_with",
    "meeting": "pk",
    "path": "path",
    "host": "host",
    "group": "working_group",
    "themes": "event_texts__themes",
    "speakers": "event_texts__speakers",
    "session": "event_texts__session_key",
    "shown": "event_texts__shown",
    "order": "event_texts__order",
    "tzid": "event_texts__tzid",
    "format": "event_texts__format",
    "is_cancelled": "event_texts__is_cancelled",
    "ends_at": "event_texts__ends_at",
    "summary": "event_texts__summary",
    "text": "event_texts__text",
    "text_with_link": "event_texts__text_with_link",
}
Stored = namedtuple("Stored", COLUMNS)


class Snapshot:
    """All that feeds may hold at one state of the clock, read once by this process for all its personal feeds."""

    def __init__(self, meetings=None):
        meetings = MeetingPage.objects.all() if meetings is None else meetings
        meetings = meetings.live().dated().filter(within_feed()).order_by()
        events = [Stored(*row) for row in meetings.values_list(*COLUMNS.values())]
        if any(event.made_with != made_with() for event in events):
            renew_old_texts()
            events = [Stored(*row) for row in meetings.values_list(*COLUMNS.values())]
        self.events = sorted((event for event in events if event.text), key=lambda event: event.order)
        self.restrictions = all_restrictions()

    @cached_property
    def public(self):
        """The meetings that anybody may see."""
        reader = Reader(restrictions=self.restrictions)
        return {event.meeting for event in self.events if reader.may_see(event)}


class Snapshots:
    """The latest one; kept as long as nothing that feeds print changes and no day goes by."""

    def __init__(self):
        self.forget()

    def forget(self):
        self.key, self.latest = None, None

    def at(self, clock, now=None):
        key = (clock, timezone.localdate(now), made_with())
        if clock is None or key != self.key:
            latest = Snapshot()
            self.latest, self.key = latest, key
        return self.latest


snapshots = Snapshots()


# One calendar


def changed(subscriber, answers, now=None):
    """When it last changed, in seconds since 1970."""
    moments = [own.changed_at.timestamp() for own in answers.values() if own.changed_at]
    return int(max([last_change(subscriber.clock, now), subscriber.changed_at.timestamp(), *moments]))


def personal_calendar(subscriber, answers, now=None):
    """The bytes of a member's calendar."""
    snapshot = snapshots.at(subscriber.clock, now)
    today = start_of_day(timezone.localdate(now))
    events = list(mine(subscriber, answers, snapshot))
    return joined_texts(
        [written(event, own, subscriber, answers, today) for event, own in events],
        tzids={event.tzid for event, _part in events if event.tzid},
        name=_("My meetings – Métropoles participatives"),
        description=_("The meetings of the network that concern me, with my answers. This address is personal."),
        url=absolute("/compte/calendriers/"),
        refresh=REFRESH,
    )


def mine(subscriber, answers, snapshot):
    """``(event, OwnAnswer or None)`` of what the member wants and may see, in order."""
    reader = Reader(
        is_authenticated=True,
        is_superuser=subscriber.is_superuser,
        groups=subscriber.groups,
        restrictions=snapshot.restrictions,
    )
    barred = tuple(restriction.path for restriction in reader.barred())
    hidden = EventText.Shown.DAYS if subscriber.days == CalendarSubscription.Days.HOURS else EventText.Shown.HOURS
    for event in snapshot.events:
        if event.shown == hidden or (barred and event.path.startswith(barred)):
            continue
        if subscriber.hides_cancelled and event.is_cancelled:
            continue
        own = own_answer_to(event, answers)
        if subscriber.hides_declined and own and own.has_declined:
            continue
        if is_wanted(event, own, subscriber, snapshot):
            yield event, own


def own_answer_to(event, answers):
    """What the member answered to one event, as ``Attendance.answer_to`` says it; ``None`` without an invitation."""
    whole = answers.get((event.meeting, None))
    if whole is None or whole.withdrawn_at:
        return None
    if event.session is None:
        return whole
    if own := answers.get((event.meeting, event.session)):
        return own
    if whole.by_session:  # answered session by session, before this one was added
        return whole.answering("", None)
    answer = answer_adapted(whole.answer, event.format)
    return whole.answering(answer, whole.waiting_since if answer in AttendanceAnswer.coming() else None)


def may_join(event, own, answers):
    """Whether the link of one event is for this member (``events.meetings.remote_link`` is the rule)."""
    if event.session is None and own.by_session:
        return any(each.may_join for (meeting, key), each in answers.items() if meeting == event.meeting and key)
    return own.may_join


def is_wanted(event, own, subscriber, snapshot):
    content = CalendarSubscription.Content
    if subscriber.content == content.ALL:
        return True
    speaks = speaks_at(event, subscriber)
    if subscriber.content == content.REGISTERED:
        return speaks or (own is not None and own.is_registered)
    followed = {("host", event.host), ("group", event.group), *(("theme", int(key)) for key in event.themes.split())}
    return (
        own is not None or speaks or not subscriber.follows.isdisjoint(followed) or event.meeting not in snapshot.public
    )


def speaks_at(event, subscriber):
    return subscriber.person is not None and str(subscriber.person) in event.speakers.split()


def written(event, own, subscriber, answers, today):
    """The text of one event as the member sees it."""
    speaks = speaks_at(event, subscriber)
    joins = subscriber.sees_every_link or speaks or (own is not None and may_join(event, own, answers))
    text = event.text_with_link if joins and event.text_with_link else event.text
    if own is None and not speaks:  # followed, or for members: it takes no time of hers or his
        return personal_text(text, is_free=True)
    if own is None or event.is_cancelled:
        return text
    title, status = in_words(event, own, today)
    return personal_text(text, summary=title, status=status, is_free=own.has_declined, changed_at=own.changed_at)


def in_words(event, own, today):
    """The title with the answer in it, and the STATUS that goes with it (empty: the meeting's own)."""
    title = {"title": event.summary}
    if own.answer == AttendanceAnswer.EXCUSED or own.status == AttendanceStatus.EXCUSED:
        return _("Excused: %(title)s") % title, ""
    if own.answer == AttendanceAnswer.REPRESENTED or own.status == AttendanceStatus.REPRESENTED:
        return _("Represented: %(title)s") % title, ""
    if own.is_tentative:
        return _("Perhaps: %(title)s") % title, "TENTATIVE"
    if own.waiting_since:
        return _("Waiting list: %(title)s") % title, "TENTATIVE"
    if own.answer == AttendanceAnswer.ON_SITE:
        return _("%(title)s (I come on site)") % title, ""
    if own.answer == AttendanceAnswer.REMOTE:
        return _("%(title)s (I join remotely)") % title, ""
    if own.is_invited and not runs_it(own) and event.ends_at >= today:
        return _("To answer: %(title)s") % title, "TENTATIVE"
    return event.summary, ""
