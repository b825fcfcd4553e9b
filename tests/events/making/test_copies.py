"""A meeting from another one, or from a template."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from events.calendars.models import CalendarEntry
from events.making.copies import duplicate
from events.making.patterns import PATTERNS
from events.meetings.models.meeting import MeetingPage
from events.meetings.models.programme import AgendaItemSpeaker
from tests.factories.directory import PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting, paris, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(agenda):
    """Two days with everything, in spring."""
    meeting = make_meeting(
        agenda,
        "Rencontre de printemps",
        starts_at=paris("2027-03-25 14:00"),
        ends_at=paris("2027-03-26 12:00"),
        registration_closes_at=paris("2027-03-20 12:00"),
        venue_name="Salle haute",
        status="moved",
        items=[{"kind": "welcome", "title": "Accueil", "starts_at": paris("2027-03-25 14:00"), "length_min": 30}],
    )
    item = meeting.agenda_items.get()
    item.speakers = [AgendaItemSpeaker(person=PersonFactory(), role_text="Maire")]
    meeting.agenda_items = [item]
    meeting.sessions.create(
        title="Second jour",
        starts_at=paris("2027-03-26 09:00"),
        ends_at=paris("2027-03-26 12:00"),
        format="remote",
    )
    meeting = publish(meeting)
    AttendanceFactory(meeting=meeting)
    return meeting


def test_a_copy_keeps_the_content_and_moves_every_hour_on_the_wall(source):
    copy = duplicate(source, title="Rencontre d’avril", first_day=date(2027, 4, 1))
    copy = publish(MeetingPage.objects.get(pk=copy.pk))

    assert (copy.title, copy.slug, copy.venue_name) == ("Rencontre d’avril", "rencontre-davril", "Salle haute")
    # Clocks went forward in between: the hour on the wall is the same.
    assert (copy.starts_at, copy.ends_at) == (paris("2027-04-01 14:00"), paris("2027-04-02 12:00"))
    assert copy.registration_closes_at == paris("2027-03-27 12:00")
    assert copy.sessions.get().starts_at == paris("2027-04-02 09:00")
    item = copy.agenda_items.get()
    assert (item.title, item.anchor, item.starts_at) == ("Accueil", "accueil", paris("2027-04-01 14:00"))
    assert item.speakers.get().role_text == "Maire"
    assert copy.status == "confirmed"


def test_a_copy_shares_no_name_and_no_answer_with_its_source(source):
    copy = duplicate(source, title="Copie", first_day=date(2027, 4, 1))

    assert CalendarEntry.objects.get(meeting=copy).uid != source.calendar_entry.uid
    assert copy.sessions.get().key != source.sessions.get().key
    assert copy.attendances.count() == 0
    assert not copy.live
    source.refresh_from_db()
    assert (source.agenda_items.count(), source.sessions.count(), source.attendances.count()) == (1, 1, 1)


def test_a_copy_is_for_the_same_readers(source, organiser):
    restriction = PageViewRestriction.objects.create(page=source, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.set(organiser.groups.all())

    copy = duplicate(source, title="Copie", first_day=date(2027, 4, 1))

    copied = PageViewRestriction.objects.get(page=copy)
    assert copied.restriction_type == PageViewRestriction.GROUPS
    assert list(copied.groups.all()) == list(organiser.groups.all())


def test_an_organiser_duplicates_from_the_desk_and_wagtails_copy_leads_there_too(source, sign_in, organiser):
    desk = sign_in(organiser)
    address = reverse("meeting_duplicate", args=[source.pk])
    assert desk.get(reverse("wagtailadmin_pages:copy", args=[source.pk])).url == address
    assert desk.get(address).status_code == 200

    response = desk.post(address, {"title": "Encore", "first_day": "2027-05-06"})

    copy = MeetingPage.objects.get(title="Encore")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert desk.get(response.url).status_code == 200
    assert copy.starts_at == paris("2027-05-06 14:00")


def test_a_day_that_is_none_is_refused_and_the_title_kept(source, sign_in, organiser):
    response = sign_in(organiser).post(
        reverse("meeting_duplicate", args=[source.pk]), {"title": "Titre gardé", "first_day": "bientôt"}
    )

    assert response.status_code == 200
    assert "Titre gardé" in response.content.decode()
    assert MeetingPage.objects.count() == 1


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_each_template_prepares_a_draft_whose_programme_adds_up(agenda, sign_in, organiser, pattern):
    response = sign_in(organiser).post(
        reverse("meeting_from_template"),
        {"pattern": pattern.name, "title": "D’un modèle", "first_day": "2027-05-06", "time_zone": "Europe/Paris"},
    )

    meeting = MeetingPage.objects.get(title="D’un modèle")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[meeting.pk])
    assert not meeting.live
    assert (meeting.kind, meeting.format) == (pattern.kind, pattern.format)
    assert meeting.ends_at.date() - meeting.starts_at.date() == timedelta(days=pattern.days - 1)
    assert meeting.agenda_items.count() == len(pattern.items)
    assert meeting.sessions.count() == len(pattern.sessions)
    assert meeting.programme_remarks() == []
    publish(meeting)


def test_a_member_makes_no_meeting(agenda, source, sign_in, member):
    client = sign_in(member)

    for address in (reverse("meeting_from_template"), reverse("meeting_duplicate", args=[source.pk])):
        assert client.get(address).status_code in {302, 403}
        assert client.post(address, {"title": "Non", "first_day": "2027-05-06"}).status_code in {302, 403}
    assert MeetingPage.objects.count() == 1
