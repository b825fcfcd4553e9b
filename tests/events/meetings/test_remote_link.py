"""The link to join a meeting is shown by one rule, and never leaks."""

import pytest
from django.contrib.auth.models import AnonymousUser

from events.answers.recording import record_answer
from events.indexing import MeetingSource
from events.meetings.remote_link import may_see_remote_link
from tests.factories.directory import PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting

pytestmark = pytest.mark.django_db
SECRET = "salle-7f3a9c"  # noqa: S105 -- what must not leak, of no use to anybody
ADDRESSES = (
    "{url}",
    "{url}rencontre.ics",
    "/calendriers/tous.ics",
    "/calendriers/",
    "/agenda/",
    "/agenda/?vue=mois&mois={month}",
    "/agenda/{year}/",
    "/",
    "/sitemap.xml",
)


@pytest.fixture
def meeting(agenda):
    return make_meeting(
        agenda,
        "Hybride",
        format="hybrid",
        remote_link=f"https://visio.example/{SECRET}",
        remote_instructions=f"Le code est {SECRET}.",
    )


def test_visitors_and_other_members_may_not_see_it(meeting, member, contributor):
    assert not may_see_remote_link(AnonymousUser(), meeting)
    assert not may_see_remote_link(member, meeting)
    assert not may_see_remote_link(contributor, meeting)


def test_organisers_and_administrators_may(meeting, organiser, administrator):
    assert may_see_remote_link(organiser, meeting)
    assert may_see_remote_link(administrator, meeting)


def test_somebody_who_comes_to_this_meeting_may(agenda, meeting, member):
    member.person = PersonFactory()
    member.save()
    assert not may_see_remote_link(member, meeting)

    AttendanceFactory(meeting=make_meeting(agenda, "Une autre"), person=member.person)
    assert not may_see_remote_link(member, meeting)

    attendance = AttendanceFactory(meeting=meeting, person=member.person, status="")
    assert not may_see_remote_link(member, meeting)

    attendance = record_answer(attendance=attendance, answer="remote", channel="account", user=member)
    assert may_see_remote_link(member, meeting)
    assert [(change.before, change.after) for change in attendance.changes.all()] == [
        ({"answer": ""}, {"answer": "remote"})
    ]


def test_a_closed_account_may_not(meeting, organiser):
    organiser.is_active = False

    assert not may_see_remote_link(organiser, meeting)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("reader", ["visitor", "member"])
def test_nothing_the_site_sends_to_others_holds_it(meeting, client, member, address, reader):
    if reader == "member":
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    path = address.format(
        url=meeting.get_url(), month=f"{meeting.starts_at:%Y-%m}", year=meeting.get_url().split("/")[2]
    )

    response = client.get(path)

    assert response.status_code == 200
    assert SECRET not in response.content.decode()


def test_search_never_knows_it(meeting):
    assert SECRET not in repr(MeetingSource().document(MeetingSource().queryset().get(pk=meeting.pk)))


def test_those_who_may_find_it_on_the_page(meeting, sign_in, organiser):
    page = sign_in(organiser).get(meeting.get_url()).content.decode()

    assert f"https://visio.example/{SECRET}" in page
    assert f"Le code est {SECRET}." in page


def test_the_page_tells_the_others_how_it_comes(meeting, client):
    page = client.get(meeting.get_url()).content.decode()

    assert "Le lien s’affiche ici pour les personnes inscrites ou invitées, une fois connectées." in page


def test_a_meeting_on_site_speaks_of_no_link(agenda, client):
    meeting = make_meeting(agenda, format="in_person", remote_link=f"https://visio.example/{SECRET}")

    page = client.get(meeting.get_url()).content.decode()

    assert SECRET not in page
    assert "À distance" not in page
