"""The desk: an organiser makes, edits and lists meetings, and names who was there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from events.attendance.forms import AttendanceForm
from events.attendance.models import Attendance
from events.meetings.models.meeting import MeetingPage
from tests.factories.directory import MetropolisFactory, PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting, soon
from tests.html import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(sign_in, organiser):
    return sign_in(organiser)


def form(**values):
    """What the browser posts for a meeting."""
    nobody = {name: inline_formset([]) for name in ("agenda_items", "sessions", "documents", "comments")}
    return nested_form_data(
        {
            "title": "Nouvelle",
            "slug": "nouvelle",
            "summary": "",
            "kind": "exchange",
            "status": "confirmed",
            "format": "",
            "starts_at": "",
            "ends_at": "",
            "hours_are_known": "on",
            "time_zone": "Europe/Paris",
            "date_as_announced": "",
            "announced_on": "",
            "introduction": rich_text(""),
            "search_description": "",
            "seo_title": "",
            "registration": "invited",
        }
        | nobody
        | values
    )


def test_a_new_meeting_is_one_click_from_the_menu(agenda, desk):
    home = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "Nouvelle rencontre" in home

    response = desk.get(reverse("meetings:choose_parent"))

    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_pages:add", args=("events", "meetingpage", agenda.pk))
    assert desk.get(response.url).status_code == 200


def test_an_organiser_publishes_a_meeting_and_it_is_filed(agenda, desk, client):
    start = soon(20).replace(tzinfo=None)
    data = form(starts_at=f"{start:%Y-%m-%d %H:%M}", ends_at=f"{start + timedelta(hours=2):%Y-%m-%d %H:%M}")

    response = desk.post(
        reverse("wagtailadmin_pages:add", args=("events", "meetingpage", agenda.pk)), data | {"action-publish": "1"}
    )

    assert response.status_code == 302
    meeting = MeetingPage.objects.get()
    assert meeting.starts_at == soon(20)
    assert meeting.get_url() == f"/agenda/{start.year}/nouvelle/"
    assert desk.get(meeting.get_url()).status_code == 200


def test_a_draft_may_have_holes(agenda, desk):
    start = soon(20).replace(tzinfo=None)

    response = desk.post(
        reverse("wagtailadmin_pages:add", args=("events", "meetingpage", agenda.pk)),
        form(starts_at=f"{start:%Y-%m-%d %H:%M}"),
    )

    assert response.status_code == 302
    assert MeetingPage.objects.get().ends_at is None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Indiquer une date, ou choisir l’état"),
        ({"starts_at": "2027-07-01 14:00"}, "Indiquer le début et la fin, ou aucun des deux."),
        ({"ends_at": "2027-07-01 14:00"}, "Indiquer le début et la fin, ou aucun des deux."),
        ({"starts_at": "2027-07-01 14:00", "ends_at": "2027-07-01 13:00"}, "La fin précède le début."),
        ({"starts_at": "hier", "ends_at": "2027-07-01 13:00"}, "Écrire un jour et une heure"),
    ],
    ids=["no date", "no end", "no start", "end before start", "no date at all"],
)
def test_a_publication_with_wrong_dates_is_refused_in_words_and_loses_nothing(agenda, desk, values, words):
    response = desk.post(
        reverse("wagtailadmin_pages:add", args=("events", "meetingpage", agenda.pk)),
        form(title="Titre gardé", **values) | {"action-publish": "1"},
    )

    text = response.content.decode()
    assert response.status_code == 200
    assert words in text
    assert "Titre gardé" in text
    assert not MeetingPage.objects.filter(live=True).exists()


def test_an_announced_meeting_is_published_without_a_date(agenda, desk):
    response = desk.post(
        reverse("wagtailadmin_pages:add", args=("events", "meetingpage", agenda.pk)),
        form(status="announced") | {"action-publish": "1"},
    )

    assert response.status_code == 302
    assert MeetingPage.objects.get().live


def test_days_without_hours_are_kept_as_whole_days(agenda, desk):
    data = form(starts_at="2027-07-01 09:30", ends_at="2027-07-02 09:30") | {"action-publish": "1"}
    del data["hours_are_known"]

    desk.post(reverse("wagtailadmin_pages:add", args=("events", "meetingpage", agenda.pk)), data)

    meeting = MeetingPage.objects.get()
    assert not meeting.hours_are_known
    assert timezone.localtime(meeting.starts_at).strftime("%d %H:%M") == "01 00:00"
    assert timezone.localtime(meeting.ends_at).strftime("%d %H:%M") == "02 23:59"


def test_the_editing_page_leads_to_the_people_of_the_meeting(agenda, desk):
    meeting = make_meeting(agenda)
    attendance = AttendanceFactory(meeting=meeting, person=PersonFactory(first_name="Ada", last_name="Lovelace"))

    soup = soup_of(desk.get(reverse("wagtailadmin_pages:edit", args=(meeting.pk,))))

    assert soup.find("a", href=f"{reverse('attendances:add')}?meeting={meeting.pk}")
    assert soup.find("a", href=f"{reverse('attendances:index')}?meeting={meeting.pk}")
    assert soup.find("a", href=reverse("attendances:edit", args=(attendance.pk,))).get_text() == "Ada Lovelace"


def test_the_preview_of_a_meeting_that_was_never_saved_works(agenda, desk):
    address = reverse("wagtailadmin_pages:preview_on_add", args=("events", "meetingpage", agenda.pk))
    speaker = {
        "person": PersonFactory(last_name="Lovelace").pk,
        "capacity": "speaker",
        "role_text": "Maire",
        "ORDER": "1",
    }
    item = {"kind": "question", "title": "Qui décide ?", "ORDER": "1"}
    item |= {"speakers": inline_formset([speaker]), "documents": inline_formset([]), "citations": inline_formset([])}
    data = form(
        title="Aperçu", status="announced", agenda_items=inline_formset([item]), remote_link="https://visio.example/x"
    )

    assert desk.post(address, data).json()["is_valid"]
    text = desk.get(address).content.decode()

    assert "Aperçu" in text
    assert "Qui décide ?" in text
    assert "Lovelace" in text


def test_the_list_of_meetings_gives_date_format_status_and_host(agenda, desk):
    make_meeting(agenda, "Hybride", format="hybrid", host=MetropolisFactory(usual_name="Nantes Métropole"))
    make_meeting(agenda, "Annulée", status="cancelled", is_sample=True)
    make_meeting(agenda, "Un jour", starts_at=None, status="announced")

    text = soup_of(desk.get(reverse("meetings:index"))).main.get_text(" ", strip=True)

    for words in (
        "14\xa0h\xa000",
        "Hybride",
        "Nantes Métropole",
        "Annulée (exemple)",
        "Annoncée, sans date",
        "Confirmée",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("period=coming", {"À venir", "Annulée"}),
        ("period=past", {"Passée"}),
        ("period=undated", {"Un jour"}),
        ("status=cancelled", {"Annulée"}),
        ("format=remote", {"Passée"}),
        ("period=nonsense", {"À venir", "Annulée", "Passée", "Un jour"}),
    ],
)
def test_the_list_is_filtered(agenda, desk, query, expected):
    make_meeting(agenda, "À venir")
    make_meeting(agenda, "Annulée", status="cancelled")
    make_meeting(agenda, "Passée", starts_at=soon(-5), format="remote")
    make_meeting(agenda, "Un jour", starts_at=None, status="announced")

    soup = soup_of(desk.get(f"{reverse('meetings:index')}?{query}"))

    assert {link.get_text(strip=True) for link in soup.select("td.title .title-wrapper a")} == expected


def test_the_list_asks_no_more_queries_when_it_grows(agenda, desk):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(reverse("attendances:index")).status_code == 200
        return len(captured)

    meeting = make_meeting(agenda, host=MetropolisFactory())
    main = AttendanceFactory(meeting=meeting, metropolis=MetropolisFactory())
    AttendanceFactory(meeting=meeting, metropolis=MetropolisFactory(), accompanies=main)
    cost()
    few = cost()
    for _number in range(6):
        AttendanceFactory(meeting=meeting, metropolis=MetropolisFactory(), accompanies=main)

    assert cost() == few


def test_somebody_is_added_to_the_meeting_one_comes_from(agenda, desk):
    meeting = make_meeting(agenda)
    AttendanceFactory(meeting=meeting, sort_order=4)
    person = PersonFactory()
    address = f"{reverse('attendances:add')}?meeting={meeting.pk}"
    assert soup_of(desk.get(address)).find("input", {"name": "sort_order"})["value"] == "5"

    response = desk.post(
        address,
        {"meeting": meeting.pk, "person": person.pk, "status": "present", "capacities": ["elected"], "sort_order": "5"},
    )

    assert response.status_code == 302
    assert response.url == f"{reverse('attendances:index')}?meeting={meeting.pk}"
    added = Attendance.objects.get(person=person)
    assert added.meeting_id == meeting.pk
    assert added.capacities == ["elected"]
    assert person.full_name in desk.get(meeting.get_url()).content.decode()


def test_nobody_is_at_a_meeting_twice(agenda, desk):
    attendance = AttendanceFactory(meeting=make_meeting(agenda))

    response = desk.post(
        reverse("attendances:add"),
        {"meeting": attendance.meeting_id, "person": attendance.person_id, "status": "excused", "sort_order": "1"},
    )

    assert response.status_code == 200
    assert Attendance.objects.count() == 1


def test_one_accompanies_somebody_of_the_same_meeting(agenda):
    here, elsewhere = make_meeting(agenda, "Ici"), make_meeting(agenda, "Ailleurs")
    one, other = AttendanceFactory(meeting=here), AttendanceFactory(meeting=here)
    AttendanceFactory(meeting=elsewhere)

    class Form(AttendanceForm):
        class Meta:
            model = Attendance
            fields = ["meeting", "person", "accompanies", "sort_order"]

    assert list(Form(instance=one).fields["accompanies"].queryset) == [other]


@pytest.mark.parametrize("name", ["meetings:index", "attendances:index", "attendances:add"])
def test_members_have_no_desk(agenda, sign_in, member, name):
    assert sign_in(member).get(reverse(name)).status_code in {302, 403}


def test_a_liaison_officer_sees_no_attendance(agenda, sign_in, contributor):
    assert sign_in(contributor).get(reverse("attendances:index")).status_code in {302, 403}


@pytest.mark.parametrize("meeting", ["", "abc", "99999", "-1"])
def test_a_wrong_meeting_in_the_address_is_as_none(agenda, desk, meeting):
    assert desk.get(f"{reverse('attendances:add')}?meeting={meeting}").status_code == 200
    assert desk.get(f"{reverse('attendances:index')}?meeting={meeting}").status_code == 200
