"""The form of a meeting: hours in its own time zone, what is refused and what is only remarked."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.signals import page_published
from wagtail.test.utils.form_data import inline_formset

from events.meetings.models.documents import MeetingDocument
from events.meetings.models.meeting import MeetingPage
from network.documents.models.media import NetworkDocument
from tests.events.meetings.test_desk import form
from tests.factories.events import AttendanceFactory, make_meeting, paris, publish
from tests.html import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(sign_in, organiser):
    return sign_in(organiser)


@pytest.fixture
def add(agenda, desk):
    """``add(**values)``: publish a new meeting from the form; the response."""

    def post(**values):
        address = reverse("wagtailadmin_pages:add", args=("events", "meetingpage", agenda.pk))
        return desk.post(address, form(**values) | {"action-publish": "1"}, follow=True)

    return post


def edit_form(desk, meeting):
    return soup_of(desk.get(reverse("wagtailadmin_pages:edit", args=[meeting.pk])))


def test_hours_are_those_of_the_meetings_own_zone(agenda, desk, add):
    add(starts_at="2027-07-01 09:00", ends_at="2027-07-01 11:00", time_zone="Indian/Reunion")

    meeting = MeetingPage.objects.get()
    assert meeting.starts_at == datetime(2027, 7, 1, 5, tzinfo=UTC)
    assert edit_form(desk, meeting).select_one("[name=starts_at]")["value"] == "2027-07-01 09:00"


def test_hours_of_sessions_and_programme_are_in_the_same_zone(agenda, desk, add):
    session = {"title": "En ligne", "starts_at": "2027-07-01 09:00", "ends_at": "2027-07-01 10:00", "format": "remote"}
    none = inline_formset([])
    item = {"kind": "welcome", "title": "Accueil", "starts_at": "2027-07-01 09:00", "speakers": none}
    add(
        starts_at="2027-07-01 09:00",
        ends_at="2027-07-01 11:00",
        time_zone="Indian/Reunion",
        sessions=inline_formset([session | {"ORDER": "1"}]),
        agenda_items=inline_formset([item | {"documents": none, "citations": none, "ORDER": "1"}]),
    )

    meeting = MeetingPage.objects.get()
    assert meeting.sessions.get().starts_at == meeting.agenda_items.get().starts_at == meeting.starts_at


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"starts_at": "2027-03-28 02:30", "ends_at": "2027-03-28 10:00"}, "Cette heure n’existe pas"),
        ({"starts_at": "2027-03-28 10:00", "ends_at": "2027-06-28 10:00"}, "durerait 92 jours ; le maximum est de 60"),
        ({"starts_at": "2027-03-28 10:00", "ends_at": "2027-03-27 10:00"}, "La fin précède le début"),
        ({"starts_at": "2027-03-28 10:00", "ends_at": "2027-03-28 10:00"}, "finirait au moment où elle commence"),
    ],
    ids=["the hour of March", "too long", "end before start", "no length"],
)
def test_impossible_dates_are_refused_beside_their_field_and_kept_as_typed(add, values, words):
    soup = soup_of(add(title="Titre gardé", **values))

    field = "starts_at" if "existe" in words else "ends_at"
    error = soup.select_one(f"[id*={field}-errors]")
    assert words in error.get_text(" ", strip=True).replace("\xa0", " ")
    assert len(soup.select("[id$=-errors] .error-message")) <= 1  # one sentence says it, no second one follows from it
    assert soup.select_one("[name=title]")["value"] == "Titre gardé"
    assert soup.select_one(f"[name={field}]")["value"] == values[field]
    assert not MeetingPage.objects.exists()


@pytest.mark.parametrize(
    ("field", "values", "words"),
    [
        (
            "registration_closes_at",
            {"registration_opens_at": "2027-06-10 09:00", "registration_closes_at": "2027-06-01 09:00"},
            "Les réponses se fermeraient avant l’ouverture",
        ),
        ("registration_opens_at", {"registration_opens_at": "2027-08-01 09:00"}, "une fois la rencontre terminée"),
        ("remote_link", {"remote_link": "salle verte"}, "Écrire une adresse web entière"),
    ],
)
def test_a_wrong_registration_window_or_link_is_refused_beside_its_field(add, field, values, words):
    soup = soup_of(add(starts_at="2027-07-01 09:00", ends_at="2027-07-01 11:00", **values))

    assert words in soup.select_one(f"[id*={field}-errors]").get_text()
    assert soup.select_one(f"[name={field}]")["value"] == values[field]
    assert not MeetingPage.objects.exists()


@pytest.mark.parametrize(("audience", "readers"), [("", "visitors"), ("members", "members"), ("team", "the team")])
def test_the_audience_chosen_on_the_same_screen_is_in_place_when_the_meeting_is_published(
    add, sign_in, member, organiser, audience, readers
):
    seen = []

    def while_publishing(sender, instance, **_kwargs):
        seen.append([one.restriction_type for one in instance.view_restrictions.all()])

    page_published.connect(while_publishing, sender=MeetingPage)
    try:
        add(starts_at="2027-07-01 09:00", ends_at="2027-07-01 11:00", audience=audience)
    finally:
        page_published.disconnect(while_publishing, sender=MeetingPage)

    meeting = MeetingPage.objects.filter(live=True).get()
    assert seen == [{"": [], "members": ["login"], "team": ["groups"]}[audience]]
    may_read = {
        "visitors": Client().get(meeting.get_url()).status_code == 200,
        "members": sign_in(member).get(meeting.get_url()).status_code == 200,
        "the team": sign_in(organiser).get(meeting.get_url()).status_code == 200,
    }
    order = ["visitors", "members", "the team"]
    assert may_read == {reader: order.index(reader) >= order.index(readers) for reader in order}


def test_a_second_draft_of_the_same_name_gets_an_address_of_its_own(agenda, desk):
    address = reverse("wagtailadmin_pages:add", args=("events", "meetingpage", agenda.pk))

    for _time in range(2):
        desk.post(address, form(title="Comité de suivi", slug="comite-de-suivi", status="announced"))

    assert set(MeetingPage.objects.values_list("slug", flat=True)) == {"comite-de-suivi", "comite-de-suivi-2"}


def test_the_audience_is_asked_for_until_the_meeting_was_published(agenda, desk):
    draft = make_meeting(agenda, "Brouillon", published=False)

    assert edit_form(desk, draft).select_one("[name=audience]")
    assert not edit_form(desk, make_meeting(agenda, "Publiée")).select_one("[name=audience]")


def test_a_meeting_to_come_to_remotely_without_a_link_is_remarked(add):
    text = add(starts_at="2037-07-01 09:00", ends_at="2037-07-01 11:00", format="hybrid").content.decode()

    assert "il n’y a pas encore de lien pour se connecter" in text


def test_of_an_hour_that_comes_twice_the_first_is_meant_and_said_so(agenda, desk, add):
    response = add(starts_at="2027-10-31 02:30", ends_at="2027-10-31 05:00")

    meeting = MeetingPage.objects.get()
    assert meeting.starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert "2 h 30 existe deux fois" in response.content.decode().replace("\xa0", " ")
    help_text = edit_form(desk, meeting).select_one("[id*=starts_at-helptext]").get_text()
    assert "c’est la première qui compte" in help_text


def test_fewer_places_than_people_is_allowed_shown_and_drops_nobody(agenda, desk):
    meeting = make_meeting(agenda, capacity_on_site=1)
    for _number in range(3):
        AttendanceFactory(meeting=meeting, status="", answer="on_site")

    help_text = edit_form(desk, meeting).select_one("[id*=capacity_on_site-helptext]").get_text()

    assert "3 personnes ont déjà une place, plus que ce nombre : toutes la gardent." in help_text.replace("\xa0", " ")
    assert meeting.attendances.expected().count() == 3


def test_a_session_outside_the_meeting_is_refused_beside_its_field(add):
    session = {"title": "Trop tard", "starts_at": "2027-07-09 09:00", "ends_at": "2027-07-09 10:00", "format": "remote"}
    soup = soup_of(
        add(
            starts_at="2027-07-01 09:00",
            ends_at="2027-07-01 11:00",
            sessions=inline_formset([session | {"ORDER": "1"}]),
        )
    )

    assert "Cette séance est en dehors des dates" in soup.get_text()
    assert soup.select_one("[name=sessions-0-title]")["value"] == "Trop tard"


def test_a_published_programme_that_does_not_add_up_is_remarked_not_refused(agenda, add):
    none = inline_formset([])
    items = [
        {"kind": "welcome", "title": title, "starts_at": start, "length_min": "60", "ORDER": str(order)}
        | {"speakers": none, "documents": none, "citations": none}
        for order, (title, start) in enumerate([("A", "2027-07-01 09:00"), ("B", "2027-07-01 09:30")], start=1)
    ]
    response = add(starts_at="2027-07-01 09:00", ends_at="2027-07-01 11:00", agenda_items=inline_formset(items))

    assert MeetingPage.objects.get().live
    assert "« B » commence à 9 h 30, avant la fin de « A »" in response.content.decode().replace("\xa0", " ")


def test_facts_of_the_place_are_told_and_what_is_not_known_is_not_a_no(agenda, client):
    meeting = make_meeting(
        agenda,
        format="hybrid",
        venue_address="1 rue Haute",
        venue_map_url="https://cartes.example/1",
        venue_step_free="no",
        remote_code="4242",
        remote_phone="01 00 00 00 00",
    )

    soup = soup_of(client.get(meeting.get_url()))
    facts = {row.dt.get_text(strip=True): row.dd.get_text(" ", strip=True) for row in soup.select("dl.facts > div")}

    assert facts["Accès de plain-pied"] == "Non"
    assert facts["Boucle magnétique"] == "non renseigné"
    assert soup.find("a", href="https://cartes.example/1").get_text() == "Voir sur une carte"
    assert "4242" not in soup.get_text()
    assert "01 00 00 00 00" not in soup.get_text()


def test_those_who_may_join_read_code_telephone_and_when_the_room_opens(agenda, sign_in, organiser):
    meeting = make_meeting(agenda, format="remote", remote_code="4242", remote_phone="01 00", remote_opens_min=15)

    text = soup_of(sign_in(organiser).get(meeting.get_url())).get_text(" ", strip=True)

    assert "4242" in text
    assert "01 00" in text
    assert "15 minutes avant le début" in text.replace("\xa0", " ")


def test_sessions_are_listed_with_their_hours_and_their_link_only_to_those_who_may(agenda, client, sign_in, organiser):
    meeting = make_meeting(
        agenda, starts_at=paris("2027-07-01 09:00"), ends_at=paris("2027-07-08 12:00"), format="hybrid"
    )
    meeting.sessions.create(
        title="Journée en ligne",
        starts_at=paris("2027-07-08 09:00"),
        ends_at=paris("2027-07-08 12:00"),
        format="remote",
        remote_link="https://visio.example/seance",
    )
    meeting = publish(meeting)

    session = soup_of(client.get(meeting.get_url())).select_one(".sessions li")
    assert session.h3.get_text() == "Journée en ligne"
    assert "jeudi 8 juillet 2027, 9 h 00 – 12 h 00" in session.get_text(" ").replace("\xa0", " ")
    assert session.find("a") is None

    session = soup_of(sign_in(organiser).get(meeting.get_url())).select_one(".sessions li")
    assert session.find("a")["href"] == "https://visio.example/seance"


def test_attached_documents_are_shown_with_their_type_and_size(agenda, client):
    document = NetworkDocument.objects.create(title="Dossier", file="documents/dossier.pdf", file_size=204_800)
    meeting = make_meeting(agenda)
    meeting.documents = [MeetingDocument(document=document, note="à lire avant")]
    meeting = publish(meeting)

    link = soup_of(client.get(meeting.get_url())).select_one(".file-link")

    assert link["href"] == document.url
    assert link.get_text(" ", strip=True).replace("\xa0", " ") == "Dossier PDF, 200,0 Kio – à lire avant"
