"""A new meeting made from another: the same words, place and programme on another day, with nobody's answer."""

import uuid
from datetime import timedelta

from django.db import transaction
from modelcluster.models import get_all_child_relations

from events.agenda.models import AgendaPage
from events.meetings.first_audience import copy_restrictions
from events.meetings.models.meeting import MeetingPage
from events.meetings.slugs import free_slug
from events.moments import shift, zone_named

MOVED = ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at")
"""The moments of a meeting that move with its day."""
NOT_COPIED = {"series", "page_ptr", "date_as_announced", "announced_on", "change_explanation", "first_published_at"}
KEPT_OF_PAGE = {"title", "seo_title", "search_description", "show_in_menus"}


def copied(source, **changes):
    """An unsaved meeting with the content of another, its sessions under new names (``key``); ``changes`` on top."""
    names = {field.name for field in MeetingPage._meta.local_fields} - NOT_COPIED | KEPT_OF_PAGE
    relations = {relation.get_accessor_name() for relation in content_relations()}
    data = {
        name: without_keys(value)
        for name, value in source.serializable_data().items()
        if name in names | relations | {"themes"}
    }
    meeting = MeetingPage.from_serializable_data(data | {"pk": None}, check_fks=True)
    meeting.pk = meeting.id = None
    for session in meeting.sessions.all():
        session.key = uuid.uuid4()
    if meeting.status in {MeetingPage.Status.CANCELLED, MeetingPage.Status.MOVED, MeetingPage.Status.HELD}:
        meeting.status = MeetingPage.Status.CONFIRMED
    for name, value in changes.items():
        setattr(meeting, name, value)
    return meeting


def content_relations():
    """The relations whose records are part of the page itself, and of its revisions."""
    own = {"sessions", "documents", "agenda_items"}
    return [relation for relation in get_all_child_relations(MeetingPage) if relation.get_accessor_name() in own]


def without_keys(value):
    """Serialised records, at any depth, as new ones."""
    if isinstance(value, list):
        return [without_keys(one) for one in value]
    if isinstance(value, dict):
        return {name: None if name == "pk" else without_keys(one) for name, one in value.items()}
    return value


def move_by(meeting, days):
    """Move all that a meeting dates by whole days: the same hours on the wall."""
    zone = zone_named(meeting.time_zone)
    for name in MOVED:
        setattr(meeting, name, shift(getattr(meeting, name), days, zone))
    for session in meeting.sessions.all():
        session.starts_at, session.ends_at = (shift(at, days, zone) for at in (session.starts_at, session.ends_at))
    for item in meeting.agenda_items.all():
        item.starts_at = shift(item.starts_at, days, zone)


def days_until(meeting, day):
    """How many days from the first day of a dated meeting to another day, in its zone."""
    return (day - meeting.starts_at.astimezone(zone_named(meeting.time_zone)).date()) // timedelta(days=1)


@transaction.atomic
def duplicate(source, *, title, first_day, user=None):
    """A draft like ``source``, for the same readers, whose first day is ``first_day``. It has a name of its own in
    calendars and no answer."""
    meeting = copied(source, title=title)
    if meeting.starts_at:
        move_by(meeting, days_until(meeting, first_day))
    add_draft(meeting, user=user)
    copy_restrictions(source, meeting, user=user)
    return meeting


@transaction.atomic
def add_draft(meeting, *, user=None):
    """Put an unsaved meeting under the agenda as a draft."""
    agenda = AgendaPage.objects.get()
    meeting.live, meeting.owner = False, user
    meeting.slug = free_slug(meeting.title, agenda)
    agenda.add_child(instance=meeting)
    meeting.save_revision(user=user, log_action="wagtail.create")
    return meeting
