"""The page of a meeting: the Nantes meeting as it was, and what is unknown said to be unknown."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.users.models import UserProfile

from events.answers.recording import record_answer
from events.attendance.models import Attendance, SessionAnswer
from events.meetings.models.meeting import MeetingPage
from events.meetings.models.programme import AgendaItem, AgendaItemCitation, AgendaItemSpeaker
from events.meetings.models.sessions import MeetingSession
from network.directory.models.people import Person
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup
from network.page_cache import kept_pages
from tests.factories.directory import MetropolisFactory, PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting, paris, publish, soon
from tests.html import errors_of, soup_of, structure_problems

pytestmark = pytest.mark.django_db
NANTES = "/agenda/2022/rencontre-nantes-2022/"


def text_of(element):
    return " ".join(element.get_text(" ", strip=True).replace("\xa0", " ").split())


def facts_of(soup):
    """The terms and values beside the text."""
    return {text_of(row.dt): text_of(row.dd) for row in soup.select("dl.facts > div")}


@pytest.fixture
def nantes(content, client):
    return soup_of(client.get(NANTES))


def test_the_nantes_meeting_says_when_where_and_by_whom(nantes):
    facts = facts_of(nantes)

    assert nantes.h1.get_text() == "Première rencontre des élu·e·s des Métropoles participatives"
    assert text_of(nantes.select_one(".page-head .kicker")) == "Rencontre · 5 et 6 mai 2022"
    assert facts["Date"] == "5 et 6 mai 2022"
    assert facts["Heures"] == "heures non connues"
    assert facts["Métropole hôte"] == "Nantes Métropole"
    assert facts["Format"] == "Sur place"
    assert facts["Lieu"] == facts["Accès"] == "non renseigné"
    assert nantes.select_one('dl.facts a[href="/metropoles/nantes/"]')


def test_its_programme_is_in_the_order_of_its_numbers(nantes):
    parts = nantes.select(".programme-part")

    assert [text_of(part.h3) for part in parts] == [
        "01 Cadre de la rencontre",
        "02 À la découverte d’une métropole dialoguée",
        "03 La citoyenneté métropolitaine : retours d’expériences et discussions",
        "04 Et après ?",
    ]
    anchors = [[item["id"] for item in part.select("li[id]")] for part in parts]
    assert anchors == [
        [],
        ["dialogue-citoyen-nantais", "dialogue-mode-de-faire", "la-rue-pour-tous", "les-lieux-a-reinventer"],
        ["emergence", "question-1", "question-2", "question-3", "question-4", "echanges"],
        [],
    ]


def test_its_visits_name_who_facilitated_them_and_as_what(nantes):
    first, second = nantes.find(id="la-rue-pour-tous"), nantes.find(id="les-lieux-a-reinventer")

    assert text_of(first.select_one(".speakers")) == (
        "Morgane Bregnat Chargée de mission Pôle politiques publiques dialoguées, Direction Démocratie & Stratégie"
    )
    assert [text_of(name) for name in second.select(".speakers strong")] == [
        "Louise Rigollier",
        "Céline Rouaud",
        "Yohan Le Cocq",
    ]


def section_of(soup, anchor):
    return soup.find(id=anchor).find_parent(class_="meeting-people")


def test_those_present_stand_by_metropolis_the_host_first(nantes):
    present = section_of(nantes, "presents")

    assert [text_of(heading) for heading in present.select("h4")] == [
        "Nantes Métropole",
        "Bordeaux Métropole",
        "Métropole du Grand Nancy",
        "Rennes Métropole",
        "Eurométropole de Strasbourg",
    ]
    assert text_of(nantes.find(id="presents")) == "Présent·e·s (11)"
    people = [text_of(item) for item in present.select(".people-list > li")]
    assert people[0] == (
        "Christelle Scuotto-Calvez Vice-présidente Dialogue citoyen et citoyenneté métropolitaine Maire des Sorinières"
    )
    assert people[3] == (
        "Céline Papin Vice-présidente Équilibres des territoires, relations internationales et dialogue citoyen "
        "Adjointe au maire de Bordeaux "
        "Accompagné·e par Astrid Bideault-Le Bret, Emilie Sarrazin, Damien Mouchague"
    )


def test_those_excused_those_who_welcomed_and_those_who_facilitated_are_named(nantes):
    def names(anchor):
        return [text_of(name) for name in section_of(nantes, anchor).select(".name")]

    assert names("excuses") == ["Laurence Boffet", "Martine Michel", "Maroua Bouzaida"]
    assert names("organisation") == [
        "Sandra Rataud",
        "Sébastien Guimard",
        "Catherine Veyrat-Durebex",
        "Damien Mouchague",
        "Louise Jean-Albert",
    ]
    assert names("animation") == ["Morgane Bregnat", "Louise Rigollier", "Céline Rouaud", "Yohan Le Cocq"]


def test_a_person_named_in_two_capacities_is_shown_in_both(nantes):
    assert "Damien Mouchague" in section_of(nantes, "presents").get_text()
    assert "Administrateur de l’Institut de la Concertation" in section_of(nantes, "organisation").get_text()


def test_the_page_says_that_roles_are_those_of_that_day(nantes):
    assert "la fonction exercée le jour de la rencontre : elle a pu changer depuis" in text_of(nantes.main)


def test_it_leads_to_its_calendar_file_and_to_its_minutes(nantes):
    assert nantes.find("a", href=f"{NANTES}rencontre.ics")
    assert nantes.select_one("article.meeting").find("a", href=f"{NANTES}compte-rendu/")


def test_its_address_is_a_trail(nantes):
    trail = [(link.get_text(strip=True), link["href"]) for link in nantes.select(".breadcrumb a")]

    assert trail[-2:] == [("Rencontres", "/agenda/"), ("2022", "/agenda/2022/")]


@pytest.mark.parametrize(
    "slug",
    [
        "structuration-du-reseau",
        "rencontre-en-distanciel",
        "echange-citoyennete-metropolitaine",
        "deuxieme-rencontre",
    ],
)
def test_the_four_next_steps_say_what_was_announced_and_no_more(content, client, slug):
    soup = soup_of(client.get(f"/agenda/2022/{slug}/"))
    facts = facts_of(soup)

    assert facts["Date"].startswith("Annoncée en mai 2022")
    assert facts["Suite donnée"] == "La suite donnée n’est pas connue de ce site."
    assert facts["Métropole hôte"] == "non renseigné"
    assert not soup.find("a", href=lambda href: href and href.endswith(".ics"))


def test_the_second_meeting_was_announced_for_the_spring(content, client):
    facts = facts_of(soup_of(client.get("/agenda/2022/deuxieme-rencontre/")))

    assert facts["Date"] == "Annoncée en mai 2022 : au printemps 2023"
    assert facts["Format"] == "Sur place"


def test_a_sample_says_so_before_anything_else(content, client):
    meeting = MeetingPage.objects.get(slug="exemple-atelier-hybride")

    soup = soup_of(client.get(meeting.get_url()))

    assert "Exemple" in soup.select_one(".page-head .tags").get_text()
    assert "Cette rencontre n’existe pas" in text_of(soup.select_one(".notice"))
    assert facts_of(soup)["Métropole hôte"] == "non renseigné"
    assert text_of(soup.select_one(".programme .when")) == "14 h 00 – 14 h 15"


def test_a_cancelled_meeting_says_so_first(agenda, client):
    soup = soup_of(client.get(make_meeting(agenda, status="cancelled").get_url()))

    assert text_of(soup.select_one(".notice")) == "Cette rencontre est annulée."


def test_hours_overseas_are_given_here_and_there(agenda, client):
    meeting = make_meeting(
        agenda, starts_at=paris("2027-07-01 14:00"), ends_at=paris("2027-07-01 15:30"), time_zone="Indian/Reunion"
    )

    facts = facts_of(soup_of(client.get(meeting.get_url())))

    assert facts["Date"] == "jeudi 1er juillet 2027"
    assert facts["Heures"] == (
        "16 h 00 – 17 h 30 (heure locale : La Réunion) jeudi 1er juillet 2027, 14 h 00 – 15 h 30 à Paris"
    )


def test_hours_over_two_days_say_which_is_which(agenda, client):
    meeting = make_meeting(agenda, starts_at=paris("2027-07-01 14:00"), ends_at=paris("2027-07-02 12:00"))

    facts = facts_of(soup_of(client.get(meeting.get_url())))

    assert facts["Date"] == "1er et 2 juillet 2027"
    assert facts["Heures"] == "début à 14 h 00, fin à 12 h 00 heure de Paris"


def test_the_programme_of_two_days_names_them(agenda, client):
    meeting = make_meeting(
        agenda,
        starts_at=paris("2027-07-01 14:00"),
        ends_at=paris("2027-07-02 12:00"),
        items=[
            {"kind": "welcome", "title": "Bienvenue", "starts_at": paris("2027-07-01 14:00")},
            {"kind": "break", "title": "Pause", "length_min": 15},
            {"kind": "workshop", "title": "Ateliers", "starts_at": paris("2027-07-02 09:00"), "length_min": 90},
        ],
    )

    soup = soup_of(client.get(meeting.get_url()))

    assert [text_of(day) for day in soup.select(".programme .day")] == [
        "jeudi 1er juillet 2027",
        "vendredi 2 juillet 2027",
    ]
    assert [text_of(when) for when in soup.select(".programme .when")] == ["14 h 00", "15 minutes", "9 h 00 – 10 h 30"]
    assert soup.find(id="pause")["data-state"] == "light"


def test_items_name_their_anchors_once_and_for_ever(agenda):
    meeting = make_meeting(agenda, items=[{"kind": "question", "title": "Qui décide ?"}] * 2)
    assert [item.anchor for item in meeting.agenda_items.all()] == ["qui-decide", "qui-decide-2"]

    items = list(meeting.agenda_items.all())
    items[0].title = "Qui décide vraiment ?"
    meeting.agenda_items = items
    meeting = publish(meeting)

    assert [item.anchor for item in meeting.agenda_items.all()] == ["qui-decide", "qui-decide-2"]


def test_an_item_leads_to_the_page_it_cites_only_if_the_reader_may_see_it(agenda, client):
    cited = make_meeting(agenda, "Citée")
    meeting = make_meeting(
        agenda,
        "Qui cite",
        items=[{"kind": "presentation", "title": "Retour", "citations": [AgendaItemCitation(page=cited)]}],
    )
    assert soup_of(client.get(meeting.get_url())).select_one("#retour a")["href"] == cited.get_url()

    PageViewRestriction.objects.create(page=cited, restriction_type=PageViewRestriction.LOGIN)

    assert soup_of(client.get(meeting.get_url())).select_one("#retour a") is None


def test_a_meeting_of_which_nothing_is_known_has_a_page(agenda, client):
    meeting = make_meeting(agenda, "Un jour", starts_at=None, status="announced")

    response = client.get(meeting.get_url())
    facts = facts_of(soup_of(response))

    assert facts["Date"] == "Annoncée, sans date"
    assert facts["Format"] == facts["Métropole hôte"] == facts["Lieu"] == "non renseigné"
    assert errors_of(response.content.decode()) == []


def test_a_start_without_an_end_has_a_page(agenda, client):
    meeting = make_meeting(agenda, starts_at=paris("2027-07-01 14:00"), ends_at=None)

    assert facts_of(soup_of(client.get(meeting.get_url())))["Heures"] == "14 h 00 heure de Paris"


def test_a_members_only_meeting_is_not_shown_to_visitors(agenda, client, member, sign_in):
    meeting = make_meeting(agenda, "Réservée")
    PageViewRestriction.objects.create(page=meeting, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(meeting.get_url()).status_code == 302
    assert sign_in(member).get(meeting.get_url()).status_code == 200


@pytest.mark.parametrize(
    "path", [NANTES, "/agenda/2022/deuxieme-rencontre/", "sample"], ids=["nantes", "announced", "sample"]
)
def test_the_page_is_valid_and_ordered(content, client, path):
    if path == "sample":
        path = MeetingPage.objects.get(slug="exemple-atelier-hybride").get_url()
    text = client.get(path).content.decode()

    assert errors_of(text) == []
    assert structure_problems(text) == []


def full_meeting(agenda, size):
    """A meeting with everything, ``size`` of each."""
    meeting = make_meeting(
        agenda,
        f"Complète {size}",
        host=MetropolisFactory(),
        format="hybrid",
        working_group=WorkingGroup.objects.create(title=f"Groupe {size}", slug=f"groupe-{size}"),
        items=[{"kind": "workshop", "title": f"Atelier {number}"} for number in range(size)],
    )
    meeting.themes.set(
        [Theme.objects.create(code=f"T{size}{number}", label=f"Thème {number}") for number in range(size)]
    )
    for item in meeting.agenda_items.all():
        item.speakers = [AgendaItemSpeaker(person=PersonFactory(), role_text="Fonction") for _number in range(size)]
    meeting = publish(meeting)
    for _number in range(size):
        main = AttendanceFactory(meeting=meeting, metropolis=MetropolisFactory())
        AttendanceFactory(meeting=meeting, metropolis=main.metropolis, accompanies=main)
    assert AgendaItem.objects.filter(meeting=meeting).count() == size
    return meeting


def cost(client, path):
    client.get(path)
    kept_pages.store.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_the_cost_of_a_page_does_not_grow_with_its_people_and_programme(agenda, client):
    few, many = (cost(client, full_meeting(agenda, size).get_url()) for size in (1, 8))

    assert few == many <= 20


@pytest.mark.parametrize("reader", ["visitor", "invited", "organiser"])
def test_a_page_with_300_answers_asks_no_more_than_with_one(agenda, client, sign_in, member, organiser, reader):
    meeting = make_meeting(
        agenda, format="hybrid", capacity_on_site=100, capacity_remote=100, remote_link="https://visio.example/salle"
    )
    meeting.sessions = [
        MeetingSession(title=title, starts_at=soon(), ends_at=soon(hour=16), format="hybrid")
        for title in ("Un", "Deux")
    ]
    meeting = publish(meeting)
    member.person = PersonFactory()
    member.save()
    own = Attendance.objects.create(meeting=meeting, person=member.person, invited_at=timezone.now())
    record_answer(attendance=own, answer="remote", channel="link")
    if reader != "visitor":
        sign_in(member if reader == "invited" else organiser)
    UserProfile.get_for_user(organiser)  # made by the first visit of the desk

    few = cost(client, meeting.get_url())
    answer_from(meeting, 299)
    many = cost(client, meeting.get_url())

    assert Attendance.objects.filter(meeting=meeting).exclude(answer="").count() == 300
    assert few == many <= 20


def answer_from(meeting, number):
    """So many more people have answered, in turn on site, remotely, excused, on the waiting list."""
    people = Person.objects.bulk_create(Person(slug=f"r-{n}", last_name=f"R{n:03}") for n in range(number))
    now = timezone.now()
    made = Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            person=person,
            invited_at=now,
            answered_at=now,
            answer=("on_site", "remote", "excused", "on_site")[place % 4],
            waiting_since=now if place % 4 == 3 else None,
        )
        for place, person in enumerate(people)
    )
    SessionAnswer.objects.bulk_create(
        SessionAnswer(attendance=one, session_key=session.key, answer=one.answer, waiting_since=one.waiting_since)
        for one in made
        for session in meeting.sessions.all()
    )


def test_the_nantes_page_asks_at_most_twenty_queries(content, client):
    assert cost(client, NANTES) <= 20


def test_a_copy_of_the_year_does_not_hide_the_announcement(agenda, client):
    """An announcement younger than a year is not said to be forgotten."""
    meeting = make_meeting(agenda, starts_at=None, status="announced", announced_on=date.today())  # noqa: DTZ011

    assert "Suite donnée" not in facts_of(soup_of(client.get(meeting.get_url())))
