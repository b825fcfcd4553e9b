"""The content that ships: whole, exact, tied together, and nothing invented where nothing is known."""

import re

import pytest

from events.meetings.models.meeting import MeetingPage
from network.directory.models.metropolises import Metropolis
from resources.follow_ups.models import ActionItem, Decision
from resources.minutes import passages
from resources.minutes.models import MinutesPage
from resources.minutes.positions import Position
from resources.practices.models import PracticePage
from resources.questions.models import Question
from tests.html import errors_of, soup_of, structure_problems

pytestmark = pytest.mark.django_db
MINUTES = "/agenda/2022/rencontre-nantes-2022/compte-rendu/"
NBSP = "\xa0"

PRINCIPLES = [
    "opportunité",
    "clarté des règles du jeu",
    "pluralité et diversité",
    "inclusion",
    "expertise d’usages, expériences sensibles et capacité d’agir",
    "délibératif",
    "distanciation",
    "responsabilité",
    "instruction",
    "transparence et traçabilité",
    "évaluation",
    "droit de suite",
]
QUESTIONS = [
    "Quelle place pour la citoyenneté métropolitaine ?",
    "Quelles formes et espaces démocratiques pour construire et faire vivre la citoyenneté métropolitaine ?",
    "Comment la citoyenneté métropolitaine impacte la décision et transforme l’action publique ?",
    "Quelle gouvernance pour soutenir la citoyenneté métropolitaine : rapport aux communes, modes de coopération ?",
]


@pytest.fixture
def page(content, client):
    return soup_of(client.get(MINUTES))


def plain(text):
    """Text with ordinary spaces, to be compared with what the source says."""
    return re.sub(r"\s+", " ", text.replace(NBSP, " "))


def test_the_nantes_minutes_are_open_to_all(content, client):
    assert client.get(MINUTES).status_code == 200


def test_the_key_figures_are_those_of_the_source(page):
    figures = [
        (plain(figure.dd.get_text()), plain(figure.dt.get_text())) for figure in page.select(".key-figures dl > div")
    ]

    assert figures == [
        ("24", "communes"),
        ("656 275", "habitant·e·s"),
        ("+ 9 000", "habitant·e·s chaque année"),
        ("7e", "métropole française"),
        ("5", "finalités"),
        ("14", "principes"),
        ("7", "possibilités d’exercer sa citoyenneté métropolitaine"),
        ("150", "démarches accueillies sur la plateforme"),
        ("12 000", "comptes de citoyen·ne·s"),
        ("8 000", "contributions"),
        ("40", "citoyen·ne·s environ"),
        ("3 600", "contributions en ligne"),
        ("70", "propositions"),
        ("2 mois", "d’instruction par les services"),
    ]


def test_the_twelve_principles_are_in_their_order(page):
    items = page.find(id="accueil-12-principes").find_all("li")

    assert [item.get_text(strip=True) for item in items] == PRINCIPLES


@pytest.mark.parametrize(
    ("anchor", "facts"),
    [
        ("cadre-reseau", ["2017", "2020", "2021-2022", "Amiens"]),
        ("cadre-icpc", ["1 800 membres"]),
        ("accueil-grands-debats", ["200 démarches", "2019", "la Loire, la transition énergétique et la longévité"]),
        ("accueil-pacte", ["8 octobre 2021"]),
        ("accueil-organisation", ["200 agent·e·s", "26 politiques publiques", "24 maires", "Johanna Rolland"]),
        ("rue-pour-tous-objectif", ["juillet à décembre 2020", "quarantaine"]),
        ("rue-pour-tous-instruction", ["70 propositions", "deux mois", "janvier 2021"]),
        ("rue-pour-tous-elus", ["article 6", "distanciation", "responsabilité"]),
        ("cahiers-de-l-evaluation", ["2010", "2016"]),
        ("lieux-objectif", ["2018", "2021", "La Cocotte Solidaire", "îlot Boucherie"]),
        ("lieux-votation", ["plus de 16 ans", "numéro de téléphone"]),
        ("echanges-rennes", ["43 communes", "1 000 élu·e·s"]),
    ],
)
def test_a_passage_holds_the_facts_of_the_source(page, anchor, facts):
    text = plain(page.find(id=anchor).get_text(" ", strip=True))

    assert [fact for fact in facts if fact not in text] == []


@pytest.mark.parametrize(
    "anchor",
    ["echanges-bordeaux", "echanges-nancy", "echanges-rennes", "echanges-strasbourg-zfe", "echanges-nantes-plh"],
)
def test_passages_that_speak_of_a_metropolis_say_which(page, anchor):
    assert len(page.find(id=anchor).select(".passage-margin a:not(.anchor-link)")) == 1


def test_both_visits_have_their_questions_and_answers(page):
    for visit, count in (("visite-la-rue-pour-tous", 7), ("visite-les-lieux-a-reinventer", 6)):
        answers = page.find(id=visit).select(".question-answer")
        assert len(answers) == count
        assert all(answer.h3.get_text(strip=True).endswith("?") for answer in answers)


def test_the_four_questions_are_put_in_their_words(content):
    questions = Question.objects.order_by("number")

    assert [plain(question.text) for question in questions] == QUESTIONS
    assert all(plain(question.agenda_item.title) == plain(question.text) for question in questions)


def test_who_answers_what(content):
    found = {
        (position.question.number, position.metropolis.slug, position.kind)
        for position in Position.objects.select_related("question", "metropolis")
    }

    assert found == {
        (1, "nantes", "stated"),
        (1, "bordeaux", "stated"),
        (1, "rennes", "stated"),
        (2, "nantes", "stated"),
        (2, "strasbourg", "practice"),
        (3, "nantes", "stated"),
        (3, "nantes", "practice"),
        (4, "nantes", "stated"),
        (4, "bordeaux", "doubt"),
        (4, "nancy", "doubt"),
        (4, "rennes", "doubt"),
    }


def test_every_cell_of_the_table_leads_to_a_passage_that_exists(content, client, page):
    table = soup_of(client.get("/regards-croises/")).table
    targets = [link["href"] for link in table.find_all("a") if "#" in link["href"]]

    assert len(targets) == Position.objects.count()
    for target in targets:
        address, anchor = target.split("#")
        assert address == MINUTES
        assert page.find(id=anchor), anchor


def test_every_anchor_of_the_minutes_is_there_once(content, page):
    stored = MinutesPage.objects.get().stored_body
    anchors = passages.anchors_of(stored)

    assert len(anchors) == len(set(anchors))
    assert all(len(page.find_all(id=anchor)) == 1 for anchor in anchors)
    assert all(anchor == anchor.lower() and not anchor.startswith("p-") for anchor in anchors)


def test_the_next_steps_are_those_announced_and_nothing_more_is_known(content):
    actions = list(ActionItem.objects.select_related("announced_meeting"))

    assert [action.announced_meeting.slug for action in actions] == [
        "structuration-du-reseau",
        "rencontre-en-distanciel",
        "echange-citoyennete-metropolitaine",
        "deuxieme-rencontre",
    ]
    assert {(action.owner, action.due_on, action.status) for action in actions} == {("", None, "unknown")}
    assert not Decision.objects.exists()  # the source records none


def test_links_without_a_known_address_are_named_only(page):
    unknown = [item.get_text(" ", strip=True) for item in page.find(id="pour-aller-plus-loin").find_all("li")]

    assert unknown[2:] == [
        "La charte de la participation citoyenne métropolitaine (adresse non connue)",
        "Le pacte de citoyenneté métropolitaine (adresse non connue)",
        "Présentation de la démarche Nouveaux lieux à réinventer, éditions 2022 (adresse non connue)",
    ]
    hosts = {link["href"].split("/")[2] for link in page.main.select('a[href^="https://"]')}
    assert hosts == {"dialoguecitoyen.metropole.nantes.fr"}


def test_credits_name_both_sources(page):
    credits_named = [credit.b.get_text(strip=True) for credit in page.find(id="credits").select(".credit")]

    assert credits_named == ["Agence Sense Nantes", "Nantes Métropole"]


def test_acronyms_of_the_text_are_explained_once(page):
    explained = [abbr.get_text(strip=True) for abbr in page.main.find_all("abbr")]

    assert len(explained) == len(set(explained))
    assert {"ICPC", "PLUM", "PDU", "DGA", "CSP", "ZFE", "PCAET", "SCOT", "PLH", "CCSPL"} <= set(explained)


# Practices


def test_there_are_practices_of_several_metropolises(content):
    practices = PracticePage.objects.live().prefetch_related("metropolises")

    assert len(practices) >= 10
    found = {metropolis.slug for practice in practices for metropolis in practice.metropolises.all()}
    assert found == {"nantes", "rennes", "clermont-auvergne", "rouen", "lyon"}


def test_every_practice_has_what_a_record_needs(content):
    for practice in PracticePage.objects.live():
        assert practice.metropolises.exists(), practice
        assert 1 <= practice.themes.count() <= 4, practice
        assert practice.approach, practice
        assert 20 < len(practice.strapline) <= 160, practice
        assert practice.summary, practice
        assert practice.presentation, practice
        assert practice.source, practice
        assert practice.last_reviewed_on, practice
        practice.full_clean()


def test_every_passage_a_practice_names_exists_with_its_agenda_item(content, page):
    discussions = [
        discussion
        for practice in PracticePage.objects.live()
        for discussion in practice.discussions.select_related("meeting", "agenda_item")
    ]

    assert len(discussions) >= 12
    for discussion in discussions:
        assert page.find(id=discussion.passage), discussion.passage
        assert discussion.agenda_item.meeting_id == discussion.meeting_id, discussion.passage


@pytest.mark.parametrize(
    ("slug", "values"),
    [
        (
            "la-rue-pour-tous",
            {"contributions_count": 3600, "proposals_count": 70, "reply_state": "published", "compensation": "support"},
        ),
        ("les-lieux-a-reinventer", {"approach": "call_for_projects", "year_from": 2018, "cost_range": "unknown"}),
        ("plateforme-du-dialogue-citoyen", {"year_from": 2019, "contributions_count": 8000, "mode": "online"}),
        ("les-cahiers-de-l-evaluation", {"year_from": 2010}),
        ("convention-citoyenne-clermont", {"proposals_count": 40, "participants_text": "70 personnes"}),
        ("charte-de-la-democratie-locale-rennes", {"period_text": f"charte adoptée le 15{NBSP}décembre 2022"}),
        ("droit-d-interpellation", {"approach": "petition_right", "participants_range": "", "reply_state": ""}),
    ],
)
def test_controlled_fields_say_what_the_sources_say(content, slug, values):
    practice = PracticePage.objects.get(slug=slug)

    assert {field: getattr(practice, field) for field in values} == values


def test_no_contact_is_published_without_an_agreement(content):
    assert set(PracticePage.objects.values_list("contact", flat=True)) == {""}


# Typography and pages


def test_french_spaces_do_not_break_in_the_content(content):
    texts = [passages.text_of(MinutesPage.objects.get().stored_body)]
    for practice in PracticePage.objects.live():
        texts += [practice.title, practice.strapline, practice.summary, practice.presentation, practice.effects_note]
    texts += [position.label + position.text for position in Position.objects.all()]

    wrong = [match for text in texts for match in re.findall(r".{12} [;:!?»].{5}|«[^\xa0].{9}|\w'\w", text)]
    assert wrong == []


ADDRESSES = [
    MINUTES,
    "/comptes-rendus/",
    "/pratiques/",
    "/pratiques/?metropole=nantes&theme=DEM",
    "/pratiques/?page=2",
    "/pratiques/la-rue-pour-tous/",
    "/pratiques/droit-d-interpellation/",
    "/pratiques/rouen-metropole-2050/",
    "/regards-croises/",
    "/regards-croises/?vue=tableau",
    "/regards-croises/?vue=question",
    "/regards-croises/?vue=metropole",
    "/suites/",
    "/suites/?statut=unknown",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_valid_and_well_built(content, client, address):
    text = client.get(address).content.decode()

    assert errors_of(text) == []
    assert structure_problems(text) == []


@pytest.mark.parametrize("address", [address for address in ADDRESSES if address != MINUTES])
def test_a_page_is_small(content, client, address):
    assert len(soup_of(client.get(address)).find_all(True)) <= 600


def test_every_practice_page_is_served(content, client):
    for practice in PracticePage.objects.live():
        assert client.get(practice.url).status_code == 200, practice.url


def test_pages_of_other_rooms_show_the_knowledge_base(content, client):
    home = client.get("/").content.decode()
    assert MINUTES in home
    assert "/pratiques/la-rue-pour-tous/" in home

    nantes = client.get("/metropoles/nantes/").content.decode()
    assert "/pratiques/la-rue-pour-tous/" in nantes
    assert f"{MINUTES}#position-nantes-place" in nantes

    meeting = MeetingPage.objects.get(slug="rencontre-nantes-2022")
    assert MINUTES in client.get(meeting.url).content.decode()
    assert Metropolis.objects.get(slug="nice").usual_name in client.get("/metropoles/nice/").content.decode()
