"""The filters of the agenda, and whatever is written in its address."""

import pytest
from django.http import QueryDict

from events.agenda.choices import AgendaChoices
from events.agenda.narrowing import narrowed
from events.feeds.choices import FeedChoices
from events.meetings.models.meeting import MeetingPage
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup
from tests.events.agenda.agenda_pages import section, titles
from tests.factories.directory import MetropolisFactory
from tests.factories.events import AttendanceFactory, make_meeting, publish
from tests.html import errors_of, soup_of

pytestmark = pytest.mark.django_db


def test_filters_combine(agenda, client):
    nantes, metz = MetropolisFactory(slug="nantes"), MetropolisFactory(slug="metz")
    make_meeting(agenda, "Bonne", format="remote", kind="webinar", host=nantes)
    make_meeting(agenda, "Autre format", format="hybrid", kind="webinar", host=nantes)
    make_meeting(agenda, "Autre type", format="remote", kind="committee", host=nantes)
    make_meeting(agenda, "Autre hôte", format="remote", kind="webinar", host=metz)

    response = client.get("/agenda/?format=remote&type=webinar&metropole=nantes")

    assert titles(section(response, "a-venir")) == ["Bonne"]
    chips = soup_of(response).select(".chips a")
    assert [chip["href"] for chip in chips] == [
        "/agenda/?type=webinar&metropole=nantes",
        "/agenda/?format=remote&metropole=nantes",
        "/agenda/?format=remote&type=webinar",
        "/agenda/",
    ]


def test_a_metropolis_is_found_by_what_it_hosts_and_attends_not_by_what_it_missed(agenda, client):
    nantes = MetropolisFactory(slug="nantes")
    make_meeting(agenda, "Accueillie", host=nantes)
    AttendanceFactory(meeting=make_meeting(agenda, "Suivie"), metropolis=nantes)
    AttendanceFactory(meeting=make_meeting(agenda, "Manquée"), metropolis=nantes, status="excused")

    assert set(titles(section(client.get("/agenda/?metropole=nantes"), "a-venir"))) == {"Accueillie", "Suivie"}


def test_the_form_keeps_the_choices_and_the_view(agenda, client):
    MetropolisFactory(slug="nantes")

    form = soup_of(client.get("/agenda/?vue=mois&mois=2026-12&format=remote&metropole=nantes")).select_one(
        "form.agenda-filters"
    )

    assert {option["value"] for option in form.select("option[selected]")} == {"remote", "nantes"}
    assert {(field["name"], field["value"]) for field in form.select("input[type=hidden]")} == {
        ("vue", "mois"),
        ("mois", "2026-12"),
    }
    assert form.find("details").has_attr("open")


def test_no_meeting_for_these_filters_is_said(agenda, client):
    make_meeting(agenda, format="remote")

    text = soup_of(client.get("/agenda/?format=hybrid")).get_text(" ", strip=True)

    assert "Aucune rencontre à venir ne répond à ces filtres." in text


@pytest.mark.parametrize(
    "query",
    [
        "page=abc", "page=-1", "page=99999999999999999999", "page=%00", "format=nonsense", "type=%F0%9F%8E%89",
        "metropole=nulle-part", "metropole='; drop table--", "vue=annee", "vue=mois&mois=2026-13",
        "vue=mois&mois=2026-00", "vue=mois&mois=abcd-ef", "vue=mois&mois=0000-01", "vue=mois&mois=99999-01",
        "vue=mois&mois=-2026-1", "vue=mois&mois=2026", "vue=mois&mois=", "vue=mois&mois=%00", "mois=2026-12",
        "vue=mois&mois=1900-01", "vue=mois&mois=2100-12", "vue=mois&mois=%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%96-12", "inconnu=1&inconnu=2",
    ],
)  # fmt: skip
def test_nothing_written_in_the_address_breaks_the_page(agenda, client, query):
    make_meeting(agenda, "Rencontre")

    response = client.get(f"/agenda/?{query}")

    assert response.status_code == 200
    assert errors_of(response.content.decode()) == []


def test_choices_have_one_canonical_address():
    choices = AgendaChoices.read(QueryDict("metropole=nantes&x=1&format=remote&vue=mois&mois=2026-3"), {"nantes"})

    assert choices.address("/agenda/") == "/agenda/?vue=mois&mois=2026-03&format=remote&metropole=nantes"
    assert AgendaChoices.read(QueryDict("format=faux"), set()).address("/agenda/") == "/agenda/"


def test_subscribing_keeps_every_choice(agenda, client):
    MetropolisFactory(slug="nantes")
    WorkingGroup.objects.create(title="Groupe climat", slug="climat")
    Theme.objects.create(code="ECO", label="Écologie")

    agenda_page = soup_of(client.get("/agenda/?format=remote&type=webinar&metropole=nantes&groupe=climat&theme=ECO"))
    address = agenda_page.select_one(".subscribe-button a")["href"]
    chosen = soup_of(client.get(address)).select("form.subscribe-choices option[selected]")

    assert address == "/calendriers/?metropole=nantes&groupe=climat&thematique=ECO&type=webinar&format=remote"
    assert {option["value"] for option in chosen} == {"nantes", "climat", "eco", "webinar", "remote", ""}


def test_the_agenda_and_a_feed_choose_the_same_meetings(agenda):
    """Both ask by the same rule, whoever wrote the code of the theme in small letters."""
    parent = Theme.objects.create(code="ECO", label="Écologie")
    group = WorkingGroup.objects.create(title="Groupe climat", slug="climat")
    for title, themes in {"Thème": [parent], "Sous-thème": [Theme.objects.create(code="EAU", parent=parent)]}.items():
        meeting = make_meeting(agenda, title, working_group=group, format="remote")
        meeting.themes.set(themes)
        publish(meeting)
    make_meeting(agenda, "Sans thème", working_group=group, format="remote")
    in_agenda = AgendaChoices.read(QueryDict("theme=ECO&groupe=climat&format=remote"), (), ["climat"], ["ECO"])
    in_feed = FeedChoices.read(QueryDict("thematique=eco&groupe=climat&format=remote"))

    found = [narrowed(MeetingPage.objects.order_by("pk"), choices) for choices in (in_agenda, in_feed)]

    assert [[meeting.title for meeting in meetings] for meetings in found] == [["Thème", "Sous-thème"]] * 2


def test_meetings_are_filtered_by_working_group_and_theme(agenda, client):
    group = WorkingGroup.objects.create(title="Groupe climat", slug="climat")
    parent = Theme.objects.create(code="ECO", label="Écologie")
    child = Theme.objects.create(code="ECO-EAU", label="Eau", parent=parent)
    make_meeting(agenda, "Du groupe", working_group=group)
    themed = make_meeting(agenda, "Sur l’eau")
    themed.themes.set([child])
    themed = publish(themed)

    assert titles(section(client.get("/agenda/?groupe=climat"), "a-venir")) == ["Du groupe"]
    soup = soup_of(client.get("/agenda/?theme=ECO"))
    assert titles(soup.find(id="a-venir").find_parent("section")) == ["Sur l’eau"]
    assert ["Écologie" in chip.get_text() for chip in soup.select(".chips a")] == [True]
