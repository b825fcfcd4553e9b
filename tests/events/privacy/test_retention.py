"""How long meetings keep what they know of people, with a clock that is moved."""

from datetime import UTC, datetime

import pytest
from wagtail.models import Page

from events.attendance.counts import RegistrationCount
from events.attendance.models import Attendance, AttendanceNeeds
from events.meetings.models.meeting import MeetingPage
from network.privacy.retention import apply_retention
from tests.factories.events import AttendanceFactory, make_meeting, paris
from tests.factories.resources import MinutesFactory
from tests.moved_clock import START, count_of, days


@pytest.fixture
def meeting(agenda):
    return make_meeting(agenda, "Rencontre", starts_at=paris("2026-05-05 09:00"))


def test_needs_are_deleted_thirty_days_after_the_meeting(meeting):
    attendance = AttendanceFactory(meeting=meeting, status="", answer="on_site")
    AttendanceNeeds.objects.create(attendance=attendance, access="boucle magnétique")

    apply_retention(now=days(30))
    assert AttendanceNeeds.objects.count() == 1

    outcomes = apply_retention(now=days(31))
    assert AttendanceNeeds.objects.count() == 0
    assert count_of("needs", outcomes) == 1
    assert Attendance.objects.count() == 1


def test_needs_of_a_meeting_to_come_stay(agenda):
    attendance = AttendanceFactory(meeting=make_meeting(agenda, "À venir", starts_at=paris("2026-06-05 09:00")))
    AttendanceNeeds.objects.create(attendance=attendance, access="boucle magnétique")

    apply_retention(now=START)

    assert AttendanceNeeds.objects.count() == 1


def test_needs_of_a_meeting_that_finds_no_date_go_all_the_same(agenda):
    meeting = make_meeting(agenda, "Un jour", starts_at=None, ends_at=None)
    needs = AttendanceNeeds.objects.create(attendance=AttendanceFactory(meeting=meeting), access="x", noted_at=START)

    # Somebody goes on writing at the page: that keeps nothing.
    Page.objects.filter(pk=meeting.pk).update(latest_revision_created_at=days(390))
    apply_retention(now=days(394))
    assert AttendanceNeeds.objects.count() == 1

    apply_retention(now=days(396))
    assert AttendanceNeeds.objects.filter(pk=needs.pk).count() == 0


def test_needs_of_a_meeting_put_off_until_it_has_another_date_stay_with_it(agenda):
    meeting = make_meeting(agenda, "Reportée", starts_at=None, ends_at=None)
    AttendanceNeeds.objects.create(attendance=AttendanceFactory(meeting=meeting), access="x", noted_at=START)
    MeetingPage.objects.filter(pk=meeting.pk).update(starts_at=days(500), ends_at=None)

    apply_retention(now=days(499))
    assert AttendanceNeeds.objects.count() == 1

    apply_retention(now=days(531))
    assert AttendanceNeeds.objects.count() == 0


def test_registrations_to_a_meeting_without_a_date_are_counted_from_the_answer(agenda):
    meeting = make_meeting(agenda, "Un jour", starts_at=None, ends_at=None)
    AttendanceFactory(meeting=meeting, status="", answer="remote", answered_at=START, invited_at=days(-200))

    apply_retention(now=days(729))
    assert Attendance.objects.count() == 1

    apply_retention(now=days(732))
    assert Attendance.objects.count() == 0


def test_registrations_become_numbers_after_twelve_months(meeting):
    for answer in ("on_site", "on_site", "remote"):
        AttendanceFactory(meeting=meeting, status="", answer=answer)

    apply_retention(now=datetime(2027, 5, 4, tzinfo=UTC))
    assert Attendance.objects.count() == 3

    apply_retention(now=datetime(2027, 5, 6, tzinfo=UTC))
    assert Attendance.objects.count() == 0
    assert list(RegistrationCount.objects.order_by("answer").values_list("answer", "count")) == [
        ("on_site", 2),
        ("remote", 1),
    ]


def test_attendance_printed_in_minutes_stays_and_loses_what_was_answered(meeting):
    MinutesFactory(parent=meeting)
    AttendanceFactory(meeting=meeting, status="present", answer="remote", comment="secret", invited_at=days(-30))

    first = apply_retention(now=datetime(2027, 5, 6, tzinfo=UTC))
    again = apply_retention(now=datetime(2027, 5, 7, tzinfo=UTC))

    attendance = Attendance.objects.get()
    assert (attendance.status, attendance.answer, attendance.comment) == ("present", "", "")
    assert (count_of("registrations", first), count_of("registrations", again)) == (1, 0)


def test_attendance_waits_for_minutes_that_are_being_written(meeting):
    MinutesFactory(parent=meeting, live=False)
    AttendanceFactory(meeting=meeting, status="present")

    apply_retention(now=datetime(2027, 5, 6, tzinfo=UTC))

    assert Attendance.objects.count() == 1
