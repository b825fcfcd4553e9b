"""A meeting's page is filed under its year when it is first published, and stays there."""

from datetime import date

import pytest
from django.utils import timezone

from events.agenda.filing import file_meeting
from events.agenda.models import AgendaYearPage
from events.meetings.models.meeting import MeetingPage
from tests.factories.events import make_meeting, paris, publish

pytestmark = pytest.mark.django_db


def first_published(agenda, title, **fields):
    """A meeting written right under the agenda, as in the desk, then published."""
    return publish(make_meeting(agenda, title, published=False, **fields))


def test_a_meeting_is_filed_under_the_year_of_its_start(agenda):
    meeting = first_published(agenda, "Lancement", starts_at=paris("2027-07-01 14:00"))

    assert meeting.get_url() == "/agenda/2027/lancement/"
    assert AgendaYearPage.objects.get(year=2027).live


def test_the_year_is_the_one_in_paris(agenda):
    meeting = first_published(agenda, "Minuit passé", starts_at=paris("2028-01-01 00:30"))

    assert meeting.get_url() == "/agenda/2028/minuit-passe/"


def test_without_a_date_the_year_is_that_of_the_announcement(agenda):
    meeting = first_published(agenda, "Suite", starts_at=None, status="announced", announced_on=date(2022, 5, 6))

    assert meeting.get_url() == "/agenda/2022/suite/"


def test_without_any_date_the_year_is_the_current_one(agenda):
    meeting = first_published(agenda, "Un jour", starts_at=None, status="announced")

    assert meeting.get_url() == f"/agenda/{timezone.localdate().year}/un-jour/"


def test_a_draft_is_not_filed_and_makes_no_year(agenda):
    meeting = make_meeting(agenda, published=False)

    assert meeting.get_parent().specific == agenda
    assert not AgendaYearPage.objects.exists()


def test_a_publication_planned_for_later_files_nothing_yet(agenda):
    meeting = make_meeting(agenda, published=False)
    meeting.go_live_at = timezone.now() + timezone.timedelta(days=2)
    meeting = publish(meeting)

    assert not meeting.live
    assert meeting.get_parent().specific == agenda


def test_the_address_stays_when_the_date_moves_to_another_year(agenda):
    meeting = first_published(agenda, "Reportée", starts_at=paris("2027-12-20 10:00"))
    meeting.starts_at, meeting.ends_at = paris("2028-01-20 10:00"), paris("2028-01-20 12:00")
    meeting = publish(meeting)

    assert meeting.get_url() == "/agenda/2027/reportee/"
    assert not AgendaYearPage.objects.filter(year=2028).exists()
    assert not file_meeting(meeting)


def test_two_meetings_of_one_name_in_a_year_have_two_addresses(agenda):
    first = first_published(agenda, "Comité", starts_at=paris("2027-03-01 10:00"))
    second = first_published(agenda, "Comité", starts_at=paris("2027-04-01 10:00"))
    third = first_published(agenda, "Comité", starts_at=paris("2028-04-01 10:00"))

    assert [meeting.get_url() for meeting in (first, second, third)] == [
        "/agenda/2027/comite/",
        "/agenda/2027/comite-2/",
        "/agenda/2028/comite/",
    ]


def test_one_page_serves_a_year_however_many_meetings_it_has(agenda):
    for number in range(3):
        first_published(agenda, f"Réunion {number}", starts_at=paris("2027-03-01 10:00"))

    assert AgendaYearPage.objects.filter(year=2027).count() == 1
    assert AgendaYearPage.objects.get(year=2027).get_children().count() == 3


def test_publishing_again_after_filing_keeps_every_field(agenda):
    meeting = first_published(agenda, "Programme", items=[{"kind": "question", "title": "Qui décide ?"}])
    meeting.title = "Programme complet"
    meeting = publish(meeting)

    assert meeting.title == "Programme complet"
    assert [item.title for item in meeting.agenda_items.all()] == ["Qui décide ?"]
    assert MeetingPage.find_problems() == ([], [], [], [], [])


def test_the_filed_page_is_served_at_its_address(agenda, client):
    meeting = first_published(agenda, "Lancement")

    assert client.get(meeting.get_url()).status_code == 200
