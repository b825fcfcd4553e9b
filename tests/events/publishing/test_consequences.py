"""What follows from a publication is kept with it, and found by the clock where it is missing."""

from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished

from events.calendars.models import CalendarEntry, EventText
from events.changes.models import MeetingChange
from events.meetings.models.meeting import MeetingPage
from events.publishing.consequences import catch_up, not_followed
from network.mail.models.outgoing import OutgoingMail
from tests.factories.directory import PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting, soon

pytestmark = pytest.mark.django_db


class Fault(Exception):
    """Of a disk, of memory, of ours."""


@pytest.fixture
def meeting(agenda):
    meeting = make_meeting(agenda, "Comité", starts_at=soon(10))
    person = PersonFactory(email="invitee@ville.example")
    AttendanceFactory(meeting=meeting, person=person, status="", capacities=[], invited_at=timezone.now())
    return meeting


def moved(meeting):
    meeting.starts_at, meeting.ends_at = soon(12), soon(12) + timedelta(hours=2)
    return meeting.save_revision()


@pytest.mark.django_db(transaction=True)
def test_a_fault_in_what_follows_undoes_the_publication(meeting):
    revision = moved(meeting)

    with mock.patch("events.publishing.consequences.write_texts", side_effect=Fault), pytest.raises(Fault):
        revision.publish()

    stored = MeetingPage.objects.get(pk=meeting.pk)
    assert stored.starts_at == soon(10)
    assert not MeetingChange.objects.exists()
    assert not OutgoingMail.objects.filter(kind="meeting_change").exists()


@pytest.mark.django_db(transaction=True)
def test_a_fault_in_what_follows_undoes_the_end_of_a_publication(meeting):
    def fail(**_kwargs):
        raise Fault

    page_unpublished.connect(fail, sender=MeetingPage)
    try:
        with pytest.raises(Fault):
            meeting.unpublish()
    finally:
        page_unpublished.disconnect(fail, sender=MeetingPage)

    assert MeetingPage.objects.get(pk=meeting.pk).live


def test_the_clock_follows_a_publication_that_nothing_followed(meeting):
    revision = moved(meeting)
    with mock.patch.object(page_published, "send"):  # the signal is lost
        revision.publish()
    assert list(not_followed()) == [meeting]

    catch_up()

    assert CalendarEntry.objects.get(meeting=meeting).sequence == 1
    assert EventText.objects.get(meeting=meeting).starts_at == soon(12)
    assert OutgoingMail.objects.get(kind="meeting_change").to == "invitee@ville.example"
    assert not not_followed()

    catch_up()

    assert MeetingChange.objects.count() == OutgoingMail.objects.filter(kind="meeting_change").count() == 1


def test_a_publication_that_cannot_be_followed_keeps_no_other_from_its_turn(meeting, agenda):
    other = make_meeting(agenda, "Atelier", starts_at=soon(20))
    CalendarEntry.objects.all().delete()

    def settle(followed):
        if followed == meeting:
            raise Fault

    with mock.patch("events.publishing.consequences.settle_answers", side_effect=settle):
        catch_up()

    assert list(CalendarEntry.objects.values_list("meeting", flat=True)) == [other.pk]
    assert list(not_followed()) == [meeting]


def test_who_waits_gets_the_place_of_somebody_who_was_erased_and_is_told_once(agenda):
    meeting = make_meeting(agenda, "Comité", format="in_person", capacity_on_site=1, registration="invited")
    placed, waits = (
        AttendanceFactory(
            meeting=meeting,
            person=PersonFactory(email=f"{name}@ville.example"),
            status="",
            capacities=[],
            answer="on_site",
            answered_at=timezone.now(),
            waiting_since=since,
        )
        for name, since in (("placee", None), ("attend", timezone.now()))
    )
    catch_up()
    waits.refresh_from_db()
    assert waits.waiting_since is not None

    placed.delete()
    catch_up()
    catch_up()

    waits.refresh_from_db()
    assert waits.waiting_since is None
    assert [mail.to for mail in OutgoingMail.objects.filter(kind="place")] == ["attend@ville.example"]


def test_the_clock_leaves_drafts_and_followed_meetings_alone(meeting, agenda):
    make_meeting(agenda, "Brouillon", published=False)
    before = CalendarEntry.objects.get(meeting=meeting).modified_at

    catch_up()

    assert CalendarEntry.objects.get(meeting=meeting).modified_at == before
    assert not MeetingChange.objects.exists()


def test_the_clock_writes_the_texts_that_are_missing(meeting):
    EventText.objects.all().delete()

    catch_up()

    assert EventText.objects.filter(meeting=meeting).count() == 1
