"""A meeting of several sessions in calendars: each with its hours, or one block of days; never one endless block."""

from datetime import timedelta

import icalendar
import pytest

from events.calendars.models import EventText, SessionCalendarEntry
from events.meetings.models.meeting import MeetingPage
from events.meetings.models.sessions import MeetingSession
from tests.factories.events import make_meeting, paris, publish, soon

pytestmark = pytest.mark.django_db
FEED = "/calendriers/tous.ics"


def events(client, address=FEED):
    return icalendar.Calendar.from_ical(client.get(address).content).events


@pytest.fixture
def two_days(agenda):
    """A meeting of two days: the first one on site, the second one remote."""
    meeting = make_meeting(
        agenda,
        "Rencontre",
        starts_at=soon(10, 9),
        ends_at=soon(11, 16),
        format="hybrid",
        venue_name="Hôtel de Métropole",
        published=False,
    )
    meeting.sessions = [
        MeetingSession(
            title="Jour 1", starts_at=soon(10, 9), ends_at=soon(10, 17), format="in_person", place="Salle A"
        ),
        MeetingSession(title="Jour 2", starts_at=soon(11, 9), ends_at=soon(11, 16), format="remote"),
    ]
    return publish(meeting)


def test_each_session_is_an_event_with_its_hours(two_days, client):
    first, second = events(client)

    assert [str(first["SUMMARY"]), str(second["SUMMARY"])] == ["Rencontre – Jour 1", "Rencontre – Jour 2"]
    assert (first.start, first.end) == (soon(10, 9), soon(10, 17))
    assert (second.start, second.end) == (soon(11, 9), soon(11, 16))
    assert first["LOCATION"] == "Salle A, Hôtel de Métropole"
    assert second["LOCATION"] == "À distance"
    uids = {str(event["UID"]) for event in (first, second)}
    assert len(uids) == 2
    assert uids == {f"{entry.uid}@metropoles-participatives.example" for entry in SessionCalendarEntry.objects.all()}


def test_or_the_meeting_is_one_block_of_whole_days_that_names_the_hours(two_days, client):
    (block,) = events(client, f"{FEED}?jours=blocs")

    assert block["UID"] == f"{two_days.calendar_entry.uid}@metropoles-participatives.example"
    assert (block.start, block.end) == (soon(10).date(), soon(12).date())
    assert block["TRANSP"] == "TRANSPARENT"
    assert "Jour 1\xa0: " in block["DESCRIPTION"]
    assert "Jour 2\xa0: " in block["DESCRIPTION"]
    assert len(events(client, f"{two_days.get_url()}rencontre.ics")) == 2
    assert len(events(client, f"{two_days.get_url()}rencontre.ics?jours=blocs")) == 1


def test_two_days_without_sessions_are_never_one_endless_block_of_hours(agenda, client):
    make_meeting(agenda, "Longue", starts_at=soon(10, 9), ends_at=soon(11, 16))
    make_meeting(agenda, "De nuit", starts_at=soon(20, 22), ends_at=soon(21, 2))

    long, night = events(client)

    assert (long.start, long.end) == (soon(10).date(), soon(12).date())
    assert "9\xa0h" in long["DESCRIPTION"]
    assert (night.start, night.end) == (soon(20, 22), soon(21, 2))


def test_a_session_keeps_its_name_and_counts_its_changes(two_days, client):
    before = {str(event["SUMMARY"]): event for event in events(client)}

    two_days.sessions.get(title="Jour 2")
    sessions = list(two_days.sessions.all())
    sessions[1].ends_at += timedelta(hours=1)
    two_days.sessions = sessions
    publish(two_days)
    after = {str(event["SUMMARY"]): event for event in events(client)}

    moved, still = "Rencontre – Jour 2", "Rencontre – Jour 1"
    assert after[moved]["UID"] == before[moved]["UID"]
    assert after[moved]["SEQUENCE"] == before[moved]["SEQUENCE"] + 1
    assert after[still]["SEQUENCE"] == before[still]["SEQUENCE"]
    entry = MeetingPage.objects.get(pk=two_days.pk).calendar_entry
    assert entry.sequence == 1  # the block of days follows
    assert entry.moved_from == soon(10, 9)


def test_a_session_taken_out_stays_as_cancelled_and_comes_back_as_itself(two_days, client):
    draft = two_days.latest_revision
    before = {str(event["SUMMARY"]): event for event in events(client)}
    two_days.sessions = [session for session in two_days.sessions.all() if session.title == "Jour 1"]
    page = publish(two_days)

    removed = next(event for event in events(client) if event["STATUS"] == "CANCELLED")

    assert removed["SUMMARY"] == "Annulé\xa0: Rencontre – Jour 2"
    assert removed["UID"] == before["Rencontre – Jour 2"]["UID"]
    assert removed["SEQUENCE"] == 1
    assert removed["DTSTART"] == before["Rencontre – Jour 2"]["DTSTART"]
    page = publish(page)  # another change: still there, said once
    assert [str(e["SUMMARY"]) for e in events(client) if e["STATUS"] == "CANCELLED"] == [
        "Annulé\xa0: Rencontre – Jour 2"
    ]
    draft.publish()
    back = next(event for event in events(client) if event["SUMMARY"] == "Rencontre – Jour 2")
    assert back["UID"] == removed["UID"]
    assert back["SEQUENCE"] == 2
    assert back["STATUS"] == "CONFIRMED"


def test_a_copied_meeting_has_names_of_its_own(two_days, client):
    """R1: a copy is another meeting, its sessions too."""
    copy = two_days.copy(update_attrs={"slug": "copie", "title": "Copie"}, keep_live=False)
    copy.save_revision().publish()

    uids = [str(event["UID"]) for event in events(client)]

    assert len(uids) == len(set(uids)) == 4


def test_a_deleted_meeting_takes_its_texts_with_it(two_days, client):
    MeetingPage.objects.get(pk=two_days.pk).delete()

    assert not EventText.objects.exists()
    assert events(client) == []


def test_a_meeting_that_loses_its_date_leaves_the_feed(agenda, client):
    meeting = make_meeting(agenda, starts_at=paris("2027-07-01 14:00"))
    meeting.starts_at = meeting.ends_at = None
    publish(meeting)

    assert events(client) == []
    assert not EventText.objects.exists()
