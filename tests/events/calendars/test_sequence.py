"""A meeting's identity in calendars: one UID for ever, a number that only grows."""

from datetime import timedelta

import pytest

from events.calendars.models import CalendarEntry
from events.meetings.models.meeting import MeetingPage
from tests.factories.directory import MetropolisFactory
from tests.factories.events import make_meeting, publish, soon

pytestmark = pytest.mark.django_db


def number_of(meeting):
    return CalendarEntry.objects.get(meeting=meeting).sequence


def test_a_first_publication_has_number_zero(agenda):
    assert number_of(make_meeting(agenda)) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": soon(11), "ends_at": soon(11, 16)},
        {"ends_at": soon(10, 18)},
        {"hours_are_known": False},
        {"time_zone": "Indian/Reunion"},
        {"venue_name": "Hôtel de métropole"},
        {"venue_address": "2 cours du Champ-de-Mars"},
        {"format": "remote"},
        {"remote_link": "https://visio.example/autre"},
        {"status": "cancelled"},
        {"status": "save_the_date"},
    ],
    ids=lambda change: "+".join(change),
)
def test_the_number_grows_when_time_place_or_status_changes(agenda, change):
    meeting = make_meeting(agenda)
    for name, value in change.items():
        setattr(meeting, name, value)

    assert number_of(publish(meeting)) == 1


def test_the_number_grows_when_the_host_changes(agenda):
    meeting = make_meeting(agenda)
    meeting.host = MetropolisFactory()

    assert number_of(publish(meeting)) == 1


def test_the_number_stays_when_only_words_change(agenda):
    meeting = make_meeting(agenda)
    before = CalendarEntry.objects.get(meeting=meeting).modified_at
    meeting.title, meeting.summary = "Autre titre", "Autre résumé"
    publish(meeting)

    entry = CalendarEntry.objects.get(meeting=meeting)
    assert entry.sequence == 0
    assert entry.modified_at > before


def test_an_older_revision_published_again_does_not_bring_an_older_number_back(agenda):
    meeting = make_meeting(agenda)
    first = meeting.latest_revision
    meeting.starts_at += timedelta(days=1)
    meeting.ends_at += timedelta(days=1)
    meeting = publish(meeting)
    assert number_of(meeting) == 1

    first.publish()

    assert number_of(meeting) == 2


def test_a_draft_changes_nothing_in_calendars(agenda):
    meeting = make_meeting(agenda)
    meeting.status = "cancelled"
    meeting.save_revision()

    assert number_of(meeting) == 0


def test_the_uid_survives_a_move_of_slug_and_an_absence(agenda):
    meeting = make_meeting(agenda)
    uid = meeting.calendar_entry.uid
    meeting.slug = "autre-adresse"
    meeting = publish(meeting)
    meeting.unpublish()
    meeting = publish(MeetingPage.objects.get(pk=meeting.pk))

    assert meeting.calendar_entry.uid == uid


def test_a_copy_is_another_meeting_for_calendars(agenda):
    meeting = make_meeting(agenda)
    meeting.starts_at += timedelta(hours=1)
    meeting = publish(meeting)

    copy = meeting.copy(update_attrs={"slug": "copie", "title": "Copie"})

    assert copy.calendar_entry.uid != meeting.calendar_entry.uid
    assert copy.calendar_entry.sequence == 0
    assert number_of(meeting) == 1
