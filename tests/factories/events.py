"""Meetings, published as an editor would publish them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import factory
import wagtail_factories
from django.utils import timezone
from factory.django import DjangoModelFactory

from events.agenda.filing import year_of, year_page
from events.agenda.models import AgendaPage
from events.attendance.models import Attendance
from events.meetings.models.meeting import MeetingPage
from events.meetings.models.programme import AgendaItem
from tests.factories.directory import PersonFactory

PARIS = ZoneInfo("Europe/Paris")


class AgendaPageFactory(wagtail_factories.PageFactory):
    title = "Rencontres"
    slug = "agenda"

    class Meta:
        model = AgendaPage


class AttendanceFactory(DjangoModelFactory):
    person = factory.SubFactory(PersonFactory)
    status = Attendance.Status.PRESENT
    capacities = factory.LazyFunction(lambda: ["elected"])

    class Meta:
        model = Attendance


def paris(text):
    """« 2027-07-01 14:00 » in Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def soon(days=10, hour=14):
    """An hour on a day to come, in Paris."""
    day = timezone.localdate() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=PARIS)


def publish(page):
    """Publish a page through a revision; returns it as it stands afterwards."""
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def make_meeting(agenda, title="Rencontre", *, items=(), published=True, **fields):
    """A meeting made under the agenda or, unless said otherwise, published where its publication would have filed it.

    Without dates it takes place in ten days, from 14 h to 16 h. ``starts_at=None`` gives one without a date.
    """
    if "starts_at" not in fields:
        fields |= {"starts_at": soon(), "ends_at": soon(hour=16)}
    elif fields["starts_at"] and "ends_at" not in fields:
        fields["ends_at"] = fields["starts_at"] + timedelta(hours=2)
    meeting = MeetingPage(title=title, live=False, **fields)
    meeting.agenda_items = [AgendaItem(sort_order=order, **item) for order, item in enumerate(items)]
    parent = AgendaPage.objects.get(pk=agenda.pk)
    if published:
        parent = year_page(parent, year_of(meeting))
    parent.add_child(instance=meeting)
    if not published:
        return MeetingPage.objects.get(pk=meeting.pk)
    return publish(meeting)
