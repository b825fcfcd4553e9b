from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader
from wagtail.models import PageViewRestriction

from events.attendance.models import Attendance
from events.briefing.sheet import link_of
from tests.factories.directory import MetropolisFactory, PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting
from tests.factories.resources import ActionItemFactory, MinutesFactory, PositionFactory, QuestionFactory
from tests.html import errors_of, soup_of

QUESTION = "Qui tire au sort ?"


@pytest.fixture
def host():
    return MetropolisFactory(short_name="Nantes", usual_name="Nantes Métropole")


@pytest.fixture
def meeting(agenda, host):
    return make_meeting(
        agenda,
        "Atelier",
        host=host,
        format="hybrid",
        venue_name="Salle des fêtes",
        items=[
            {"kind": "welcome", "title": "Accueil", "length_min": 15},
            {"kind": "question", "title": QUESTION, "length_min": 45},
        ],
    )


@pytest.fixture
def minutes(agenda):
    """The minutes of an earlier meeting, with an open follow-up and a position."""
    earlier = make_meeting(agenda, "Avant")
    page = MinutesFactory(parent=earlier)
    ActionItemFactory(minutes=page, text="Écrire la charte", owner="ICPC", status="open")
    ActionItemFactory(minutes=page, text="Chose faite", status="done")
    question = QuestionFactory(text=QUESTION, meeting=earlier)
    rennes = MetropolisFactory(short_name="Rennes", usual_name="Rennes Métropole")
    PositionFactory(minutes=page, question=question, metropolis=rennes, label="Un huissier")
    return page


def comes(meeting, name, answer="on_site", **fields):
    person = PersonFactory(first_name="", last_name=name)
    return AttendanceFactory(meeting=meeting, person=person, answer=answer, status="", capacities=[], **fields)


def page_of(client, meeting):
    return client.get(f"{meeting.url}fiche/")


class TestWhoReads:
    def test_a_visitor_is_asked_to_sign_in_and_a_member_reads_without_names(self, client, sign_in, member, meeting):
        comes(meeting, "Zélie")
        assert page_of(client, meeting).status_code == 302

        response = page_of(sign_in(member), meeting)

        text = response.content.decode()
        assert response.status_code == 200
        assert errors_of(text) == []
        assert "Accueil" in text
        assert "Zélie" not in text
        assert "no-store" in response["Cache-Control"]

    def test_somebody_invited_and_the_team_read_who_comes(self, sign_in, member, organiser, meeting):
        comes(meeting, "Zélie")
        member.person = PersonFactory()
        member.save()
        Attendance.objects.create(meeting=meeting, person=member.person, invited_at=timezone.now())

        for user in (member, organiser):
            assert "Zélie" in page_of(sign_in(user), meeting).content.decode()

    def test_a_member_who_may_not_see_the_meeting_finds_no_sheet(self, sign_in, member, meeting):
        restriction = PageViewRestriction.objects.create(page=meeting, restriction_type=PageViewRestriction.GROUPS)
        restriction.groups.clear()

        assert page_of(sign_in(member), meeting).status_code == 404
        assert sign_in(member).get(f"{meeting.url}fiche.pdf").status_code == 404

    def test_the_link_of_a_mail_opens_it_without_an_account_until_it_is_renewed(self, client, meeting):
        attendance = comes(meeting, "Zélie", invited_at=timezone.now())
        path = link_of(attendance).partition("://")[2].partition("/")[2]

        response = client.get(f"/{path}")
        assert response.status_code == 200
        assert "Zélie" in response.content.decode()
        assert response["Referrer-Policy"] == "no-referrer"
        assert client.get(f"/{path}fiche.pdf").content.startswith(b"%PDF")

        assert client.get(f"/{path[:-2]}x/").status_code == 404
        Attendance.objects.update(link_key="autre")
        assert client.get(f"/{path}").status_code == 404

    def test_what_minutes_for_members_say_stays_closed_behind_a_link(self, client, sign_in, member, meeting, minutes):
        PageViewRestriction.objects.create(page=minutes, restriction_type=PageViewRestriction.LOGIN)
        attendance = comes(meeting, "Zélie", invited_at=timezone.now())
        path = link_of(attendance).partition("://")[2].partition("/")[2]

        by_link = client.get(f"/{path}").content.decode()
        signed_in = page_of(sign_in(member), meeting).content.decode()

        assert ("Écrire la charte" in by_link, "Un huissier" in by_link) == (False, False)
        assert ("Écrire la charte" in signed_in, "Un huissier" in signed_in) == (True, True)


class TestWhatItSays:
    def test_who_comes_stands_in_protocol_order_with_host_first(self, client, sign_in, organiser, meeting, host):
        angers = MetropolisFactory(short_name="Angers", usual_name="Angers Loire Métropole")
        comes(meeting, "Alix", metropolis=angers, answer="remote")
        comes(meeting, "Bérénice", metropolis=host, role_text="Vice-présidente")
        comes(meeting, "Muet", answer="")
        comes(meeting, "Attend", waiting_since=timezone.now())
        comes(meeting, "Excusé", answer="excused")
        comes(meeting, "Céleste", metropolis=host, answer="represented", represented_by_name="Dominique Exemple")

        lines = soup_of(page_of(sign_in(organiser), meeting)).select("[aria-labelledby=qui-vient] li")

        assert [" ".join(line.get_text().split()) for line in lines] == [
            "Nantes Métropole Bérénice (Vice-présidente) ; Dominique Exemple, représente Céleste",
            "Angers Loire Métropole Alix, à distance",
        ]

    def test_open_follow_ups_and_positions_of_peers_come_from_the_knowledge_base(
        self, sign_in, member, meeting, minutes
    ):
        soup = soup_of(page_of(sign_in(member), meeting))

        follow_ups = [" ".join(li.get_text().split()) for li in soup.select("[aria-labelledby=suites] li")]
        positions = [" ".join(li.get_text().split()) for li in soup.select("[aria-labelledby^=question-] li")]
        assert follow_ups == ["Écrire la charte ICPC – échéance : à préciser"]
        assert positions == ["Rennes Un huissier"]

    def test_the_sheet_costs_the_same_for_many_as_for_few(
        self, sign_in, organiser, meeting, minutes, django_assert_max_num_queries
    ):
        for number in range(20):
            comes(meeting, f"P{number}", metropolis=MetropolisFactory())
        client = sign_in(organiser)
        page_of(client, meeting)

        with django_assert_max_num_queries(32):
            page_of(client, meeting)


class TestPaper:
    def test_it_is_tagged_for_screen_readers_and_has_two_sides_at_most(
        self, client, sign_in, organiser, meeting, minutes
    ):
        for number in range(8):
            comes(meeting, f"P{number}")

        response = sign_in(organiser).get(f"{meeting.url}fiche.pdf")

        reader = PdfReader(BytesIO(response.content))
        text = "\n".join(page.extract_text() for page in reader.pages)
        assert response["Content-Type"] == "application/pdf"
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert len(reader.pages) <= 2
        for words in ("Atelier", "Accueil", "P7", "Écrire la charte", "Un huissier"):
            assert words in text

    def test_a_longer_meeting_still_fits_and_says_what_is_left_out(self, sign_in, organiser, agenda):
        long = make_meeting(
            agenda,
            "Deux jours",
            items=[
                {"kind": "workshop", "title": f"Atelier numéro {number}", "description": "Des mots " * 40}
                for number in range(60)
            ],
        )
        for number in range(80):
            comes(long, f"Personne{number}", organisation=f"Organisation {number}")

        response = sign_in(organiser).get(f"{long.url}fiche.pdf")

        reader = PdfReader(BytesIO(response.content))
        text = "\n".join(page.extract_text() for page in reader.pages)
        assert len(reader.pages) <= 2
        assert "de plus sur la page" in text
