"""A series of meetings: made together, changed together, without losing what was changed by hand in one of them."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.changes.telling import change_published
from events.making.copies import add_draft
from events.making.models import MeetingSeries, SeriesMeeting
from events.making.patterns import meeting_from, pattern_named
from events.meetings.models.meeting import MeetingPage
from events.moments import localise

SHARED = ("title", "kind", "format", "venue_name", "venue_address", "remote_link", "host_id", "working_group_id")
"""The fields that a series writes as they are; the hours are written on each meeting's own day."""


@dataclass(frozen=True)
class Member:
    """A meeting of a series as it stands, its unpublished changes included."""

    record: SeriesMeeting
    meeting: MeetingPage
    by_hand: list[str]
    """The names, in words, of what differs from what the series wrote."""
    is_past: bool

    @property
    def is_cancelled(self):
        return self.meeting.status == MeetingPage.Status.CANCELLED


@transaction.atomic
def make_series(
    *, title, days, starts, ends, time_zone, shared, rule=None, pattern="", audience="", publish=False, user=None
):
    """One meeting for each day, from ``starts`` to ``ends`` (hours on the wall), with the fields ``shared``.

    ``pattern`` names a template whose programme each gets, ``audience`` who may read them (`events/meetings/first_audience.py`).
    Raises ``ValidationError`` when there is no day.
    """
    if not days:
        raise ValidationError(_("No day is left. Tick at least one."))
    series = MeetingSeries.objects.create(title=title, rule=rule or {}, created_by=user)
    add_meetings(
        series,
        days=days,
        starts=starts,
        ends=ends,
        time_zone=time_zone,
        shared=shared,
        pattern=pattern,
        audience=audience,
        publish=publish,
        user=user,
    )
    return series


def add_meetings(series, *, days, starts, ends, time_zone, shared, pattern="", audience="", publish=False, user=None):
    """One meeting of a series for each day."""
    title, zone = series.title, ZoneInfo(time_zone)
    for day in days:
        if template := pattern_named(pattern):
            meeting = meeting_from(template, title=title, first_day=day, time_zone=time_zone)
            meeting.sessions = []
        else:
            meeting = MeetingPage(title=title, time_zone=time_zone)
        for name, value in shared.items():
            setattr(meeting, name, value)
        meeting.title = title
        meeting.starts_at, meeting.ends_at = on_day(day, starts, zone), on_day(day, ends, zone)
        for item in meeting.agenda_items.all():
            item.starts_at = None  # they follow one another from the start of the meeting
        meeting.first_audience = audience
        add_draft(meeting, user=user)
        SeriesMeeting.objects.create(series=series, meeting=meeting, day=day, written=written_in(meeting))
        if publish:
            meeting.get_latest_revision().publish(user=user)


def on_day(day, hour, zone):
    return localise(datetime.combine(day, hour), zone)


def written_in(meeting):
    """The fields that a series writes, as JSON holds them."""
    values = {name: getattr(meeting, name) or "" for name in SHARED}
    for name in ("starts_at", "ends_at"):
        moment = getattr(meeting, name)
        values[name] = moment.astimezone(ZoneInfo("UTC")).isoformat() if moment else ""
    return values


def members_of(series, now=None):
    """The meetings of a series in the order of their days."""
    now = now or timezone.now()
    members = []
    for record in series.members.select_related("meeting").order_by("day", "pk"):
        meeting = record.meeting.get_latest_revision_as_object()
        present = written_in(meeting)
        differing = [name for name, value in present.items() if value != record.written.get(name, "")]
        members.append(Member(record, meeting, [in_words(name) for name in differing], meeting.is_over(now)))
    return members


def in_words(name):
    return str(MeetingPage._meta.get_field(name.removesuffix("_id")).verbose_name)


def concerned_members(series, *, first=None, only_one=False, now=None):
    """The meetings not yet past and not cancelled: all, ``first`` (a meeting's key) and the following, or it alone."""
    members = members_of(series, now)
    if first is not None:
        place = next((place for place, member in enumerate(members) if member.meeting.pk == first), len(members))
        members = members[place : place + 1] if only_one else members[place:]
    return [member for member in members if not member.is_past and not member.is_cancelled]


@transaction.atomic
def change_series(
    series, *, values, starts=None, ends=None, first=None, only_one=False, overwrite=(), explanation="", user=None
):
    """Write ``values`` (fields) and hours in the meetings concerned. Those changed by hand are left as they are,
    unless their key is in ``overwrite``; even there, only what is given is written. Returns the members changed and
    those left."""
    changed, left = [], []
    for member in concerned_members(series, first=first, only_one=only_one):
        if member.by_hand and member.meeting.pk not in overwrite:
            left.append(member)
            continue
        new = dict(values)
        zone = ZoneInfo(member.meeting.time_zone)
        day = member.meeting.starts_at.astimezone(zone).date() if member.meeting.starts_at else member.record.day
        if starts and ends:
            new |= {"starts_at": on_day(day, starts, zone), "ends_at": on_day(day, ends, zone)}
        meeting = change_published(member.meeting, user=user, explanation=explanation, **new)
        present = written_in(meeting)
        member.record.written |= {name: present[name] for name in new if name in present}
        member.record.save(update_fields=["written"])
        changed.append(member)
    if changed and values.get("title") and first is None:
        series.title = values["title"]
        series.save(update_fields=["title"])
    return changed, left


@transaction.atomic
def cancel_series(series, *, explanation, first=None, only_one=False, user=None):
    """Cancel the meetings concerned, changed by hand or not. A draft that nobody saw is deleted. Returns how many."""
    members = concerned_members(series, first=first, only_one=only_one)
    for member in members:
        if member.meeting.live:
            change_published(member.meeting, user=user, explanation=explanation, status=MeetingPage.Status.CANCELLED)
        else:
            MeetingPage.objects.get(pk=member.meeting.pk).delete()
    return len(members)
