"""Questions × metropolises: the table, the lists, the CSV, and who may read which answer."""

import csv
import io

import pytest
from wagtail.models import PageViewRestriction

from resources.minutes.positions import Position
from resources.questions.models import Question
from tests.factories.resources import (
    MeetingFactory,
    MetropolisFactory,
    MinutesFactory,
    PositionFactory,
    QuestionFactory,
)
from tests.html import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def answers(open_minutes, meeting, questions_page):
    """Two questions; Nantes answers both, Brest the first only, by a passage of the discussion."""
    first, second = QuestionFactory(number=1, meeting=meeting), QuestionFactory(number=2, meeting=meeting)
    nantes = MetropolisFactory(short_name="Nantes", slug="nantes")
    brest = MetropolisFactory(short_name="Brest", slug="brest")
    meeting.host = nantes
    meeting.save()
    PositionFactory(question=first, metropolis=nantes, minutes=open_minutes, label="Oui", slug="oui")
    PositionFactory(question=second, metropolis=nantes, minutes=open_minutes, label="Non", slug="non", kind="doubt")
    PositionFactory(question=first, metropolis=brest, minutes=open_minutes, label="Bof", slug="bof", passage="propos")
    return questions_page


def table_of(client, address):
    """The table as rows of texts, a cell without an answer included."""
    table = soup_of(client.get(address)).table
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in table.tbody.find_all("tr")
    ]


def test_the_table_has_the_host_first_and_says_where_nothing_is_recorded(client, answers):
    assert table_of(client, answers.url) == [
        ["Nantes", "Parti-pris Oui", "Doute Non"],
        ["Brest", "Parti-pris Bof", "Aucune position relevée"],
    ]


def test_every_row_and_column_has_its_header(client, answers):
    page = soup_of(client.get(answers.url))
    table = page.table

    assert [cell["scope"] for cell in table.thead.find_all("th")] == ["col", "col"]
    assert [cell["scope"] for cell in table.tbody.find_all("th")] == ["row", "row"]
    region = table.parent
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert page.find(id=region["aria-labelledby"]).get_text(strip=True)


def test_a_cell_leads_to_the_very_passage(client, answers, open_minutes):
    links = [link["href"] for link in soup_of(client.get(answers.url)).table.find_all("a") if "#" in link["href"]]

    assert links == [f"{open_minutes.url}#{anchor}" for anchor in ("position-oui", "position-non", "propos")]


@pytest.mark.parametrize(
    ("view", "headings"),
    [("question", ["Quelle question", "Quelle question"]), ("metropole", ["Brest", "Nantes"])],
)
def test_the_same_answers_by_question_or_by_metropolis(client, answers, view, headings):
    page = soup_of(client.get(f"{answers.url}?vue={view}")).main

    found = [heading.get_text(" ", strip=True) for heading in page.find_all("h2")]
    assert len(found) == len(headings)
    assert all(wanted in heading for wanted, heading in zip(headings, found, strict=True))
    assert len(page.select(".answer")) == 3
    assert not page.table


def test_a_question_s_address_in_the_list_exists(client, answers):
    page = soup_of(client.get(f"{answers.url}?vue=question"))

    assert all(page.find(id=question.slug) for question in Question.objects.all())


@pytest.mark.parametrize("view", ["", "abc", "TABLEAU", "question%00", "metropole&vue=x", "%FF"])
def test_an_unknown_view_shows_the_usual_one(client, answers, view):
    response = client.get(f"{answers.url}?vue={view}")

    assert response.status_code == 200


def test_a_phone_gets_lists_and_a_wide_screen_the_table(client, answers):
    page = soup_of(client.get(answers.url)).main

    assert page.select(".when-wide table")
    assert not page.select(".when-narrow table")
    assert len(page.select(".when-narrow .answer")) == 3


def test_answers_in_closed_minutes_are_hidden_and_so_are_questions_with_no_other(client, member, answers, agenda):
    closed = MinutesFactory(parent=MeetingFactory(parent=agenda))
    nantes = Question.objects.first().positions.first().metropolis
    PositionFactory(question=Question.objects.first(), metropolis=nantes, minutes=closed, label="Secret un")
    PositionFactory(metropolis=nantes, minutes=closed, label="Secret deux", question__text="Question close ?")
    pages = [answers.url, f"{answers.url}?vue=question", f"{answers.url}?vue=metropole", f"{answers.url}csv/"]

    for page in pages:
        text = client.get(page).content.decode()
        assert "Secret" not in text
        assert "Question close" not in text

    client.force_login(member)
    for page in pages:
        text = client.get(page).content.decode()
        assert "Secret un" in text
        assert "Secret deux" in text


def test_a_question_of_a_meeting_one_may_not_see_is_hidden(client, answers, meeting):
    QuestionFactory(text="Question de la rencontre ?", meeting=meeting)
    assert "Question de la rencontre" in client.get(f"{answers.url}?vue=question").content.decode()

    PageViewRestriction.objects.create(page=meeting, restriction_type=PageViewRestriction.LOGIN)

    assert "Question de la rencontre" not in client.get(f"{answers.url}?vue=question").content.decode()


def test_answers_in_minutes_that_are_not_published_are_hidden(client, answers, open_minutes):
    open_minutes.unpublish()

    assert "Bof" not in client.get(answers.url).content.decode()


def test_without_questions_the_page_says_so(client, questions_page):
    text = soup_of(client.get(questions_page.url)).main.get_text(" ", strip=True)

    assert "Aucune question n’a encore été posée" in text


# CSV


def rows_of(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_the_csv_has_a_row_for_each_position(client, answers, open_minutes):
    response = client.get(f"{answers.url}csv/")

    header, *rows = rows_of(response)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert header[:6] == ["Rencontre", "Premier jour", "Numéro de la question", "Question", "Métropole", "Nature"]
    assert [(row[4], row[5], row[6]) for row in rows] == [
        ("Brest Métropole", "Parti-pris", "Bof"),
        ("Nantes Métropole", "Parti-pris", "Oui"),
        ("Nantes Métropole", "Doute", "Non"),
    ]
    assert rows[0][8] == f"http://testserver{open_minutes.url}#propos"
    assert rows[0][1] == "2025-05-05"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_cell_of_the_csv_is_never_a_formula(client, answers, start):
    Position.objects.filter(slug="oui").update(label=f'{start}HYPERLINK("http://x.example")')

    labels = [row[6] for row in rows_of(client.get(f"{answers.url}csv/"))]
    assert f'\'{start}HYPERLINK("http://x.example")' in labels
