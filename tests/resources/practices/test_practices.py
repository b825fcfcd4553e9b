"""Practices: filters and counts, what is unknown, what is old, and where they were discussed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageViewRestriction

from resources.practices.catalogue import sorting_key
from resources.practices.models import PracticeDiscussion, PracticePage, PracticeStep
from search.sources import sources
from tests.factories.resources import MetropolisFactory, PracticeFactory, ThemeFactory
from tests.html import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(practices):
    """Three practices of two metropolises on two themes, the second theme below the first."""
    nantes = MetropolisFactory(short_name="Nantes", slug="nantes")
    brest = MetropolisFactory(short_name="Brest", slug="brest")
    mobility = ThemeFactory(code="MOB", label="Mobilités")
    cycling = ThemeFactory(code="MOB-ACT", label="Vélo et marche", parent=mobility)
    common = {"parent": practices}
    PracticeFactory(
        **common,
        title="La rue",
        approach="charter_pact",
        status="done",
        relations__metropolises=[nantes],
        relations__themes=[cycling],
    )
    PracticeFactory(
        **common,
        title="Le bus",
        approach="citizens_panel",
        status="running",
        relations__metropolises=[nantes, brest],
        relations__themes=[mobility],
    )
    PracticeFactory(**common, title="L’eau", approach="citizens_panel", status="", relations__metropolises=[brest])
    return practices


def titles(client, address):
    return [title.get_text(strip=True) for title in soup_of(client.get(address)).select(".card-title")]


def choices(client, address):
    """The choices of the panel: ``{(name, value): count}``."""
    labels = soup_of(client.get(address)).select(".facets label")
    return {
        (label.input["name"], label.input["value"]): int(label.select_one(".count").get_text())
        for label in labels
        if label.select_one(".count")
    }


def test_titles_are_ordered_without_their_article(client, catalogue):
    assert titles(client, catalogue.url) == ["Le bus", "L’eau", "La rue"]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("La Rue", "rue"),
        ("L’Éveil", "eveil"),
        ("Les élus", "elus"),
        ("Lesson", "lesson"),
        ("Un pacte", "pacte"),
        ("Lac", "lac"),
    ],
)
def test_a_sorting_key_drops_articles_accents_and_capitals(title, key):
    assert sorting_key(title) == key


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("metropole=nantes", ["Le bus", "La rue"]),
        ("metropole=nantes&metropole=brest", ["Le bus", "L’eau", "La rue"]),
        ("approche=citizens_panel", ["Le bus", "L’eau"]),
        ("approche=citizens_panel&metropole=nantes", ["Le bus"]),
        ("statut=done", ["La rue"]),
        ("theme=MOB", ["Le bus", "La rue"]),  # a theme holds those below it
        ("theme=MOB-ACT", ["La rue"]),
        ("tri=metropole", ["L’eau", "Le bus", "La rue"]),
    ],
)
def test_filters(client, catalogue, query, expected):
    assert titles(client, f"{catalogue.url}?{query}") == expected


def test_last_reviewed_first_with_the_undated_last(client, catalogue):
    PracticePage.objects.filter(title="La rue").update(last_reviewed_on=date(2026, 1, 1))
    PracticePage.objects.filter(title="Le bus").update(last_reviewed_on=date(2022, 1, 1))

    assert titles(client, f"{catalogue.url}?tri=recent") == ["La rue", "Le bus", "L’eau"]


def test_counts_say_what_each_choice_would_give(client, catalogue):
    assert choices(client, catalogue.url) == {
        ("metropole", "brest"): 2,
        ("metropole", "nantes"): 2,
        ("approche", "citizens_panel"): 2,
        ("approche", "charter_pact"): 1,
        ("theme", "MOB"): 2,
        ("statut", "running"): 1,
        ("statut", "done"): 1,
    }
    narrowed = choices(client, f"{catalogue.url}?metropole=brest")
    assert narrowed[("metropole", "nantes")] == 2
    assert narrowed[("approche", "citizens_panel")] == 2
    assert ("approche", "charter_pact") not in narrowed


def test_a_chip_takes_its_own_filter_away(client, catalogue):
    page = soup_of(client.get(f"{catalogue.url}?metropole=nantes&statut=done&tri=recent"))

    chips = {link.get_text(" ", strip=True): link["href"] for link in page.select(".chips a")}
    assert chips == {
        "Retirer le filtre Nantes": f"{catalogue.url}?statut=done&tri=recent",
        "Retirer le filtre Terminée": f"{catalogue.url}?metropole=nantes&tri=recent",
        "Retirer tous les filtres": f"{catalogue.url}?tri=recent",
    }


def test_a_theme_below_another_stays_chosen_in_the_panel(client, catalogue):
    page = soup_of(client.get(f"{catalogue.url}?theme=MOB-ACT"))

    assert page.select_one('.facets input[value="MOB-ACT"]').has_attr("checked")


def test_the_list_can_be_searched(client, catalogue):
    form = soup_of(client.get(catalogue.url)).main.select_one("form.search-form")

    assert form["action"] == "/recherche/"
    assert form.select_one("input[type=hidden]").attrs == {"type": "hidden", "name": "kind", "value": "practices"}
    assert "practices" in sources()


def test_a_metropolis_without_practice_gives_an_empty_list_that_says_of_what(client, catalogue):
    MetropolisFactory(short_name="Dijon", slug="dijon")

    page = soup_of(client.get(f"{catalogue.url}?metropole=dijon"))
    assert not page.select(".card-title")
    assert "Dijon" in page.select_one(".chips").get_text(" ", strip=True)
    assert "Aucune pratique ne correspond" in page.main.get_text(" ", strip=True)


@pytest.mark.parametrize(
    "query",
    [
        "metropole=atlantide",
        "approche=%00",
        "theme=MOB'--",
        "statut=running&statut=xxx",
        "tri=prix",
        "page=abc",
        "page=-3",
        "page=9999999999999999999999",
        "metropole=%FF%FE",
        "page=2&page=x",
        "&".join(f"metropole=m{number}" for number in range(300)),
    ],
)
def test_a_query_that_makes_no_sense_shows_the_nearest_list(client, catalogue, query):
    assert client.get(f"{catalogue.url}?{query}").status_code == 200


def test_pages_of_the_list_keep_the_filters(client, catalogue):
    brest = PracticePage.objects.get(title="L’eau").metropolises.all()
    for number in range(20):
        PracticeFactory(parent=catalogue, title=f"Série {number:02}", relations__metropolises=brest)

    page = soup_of(client.get(f"{catalogue.url}?metropole=brest&page=2"))
    assert len(page.select(".card-title")) == 10
    assert page.select_one(".pagination a[rel=prev]")["href"] == "?metropole=brest"


def test_a_practice_one_may_not_see_is_neither_listed_nor_counted(client, member, catalogue):
    hidden = PracticePage.objects.get(title="La rue")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    assert titles(client, catalogue.url) == ["Le bus", "L’eau"]
    assert ("approche", "charter_pact") not in choices(client, catalogue.url)
    assert "La rue" not in titles(client, PracticePage.objects.get(title="Le bus").url)

    client.force_login(member)
    assert titles(client, catalogue.url) == ["Le bus", "L’eau", "La rue"]


# One practice


def facts(client, practice):
    page = soup_of(client.get(practice.url))
    return {
        fact.dt.get_text(" ", strip=True): fact.dd.get_text(" ", strip=True) for fact in page.select(".facts > div")
    }


def test_what_is_not_known_is_said_and_differs_from_none(client, practices):
    practice = PracticeFactory(parent=practices, compensation="none", evaluation="", effects=["none"])

    found = facts(client, practice)
    assert found["Rétribution et aides"] == "Aucune"
    assert found["Effets"] == "Pas d’effet établi"
    assert found["Évaluation"] == "non renseigné"
    assert found["Contact"] == "non renseigné"
    assert found["Coût"] == "non renseigné"


def test_numbers_and_lists_are_in_french(client, practices):
    practice = PracticeFactory(
        parent=practices, contributions_count=3600, proposals_count=0, recruitment=["on_site", "open"], publics=["all"]
    )

    found = facts(client, practice)
    assert found["Contributions en ligne"] == "3\xa0600"
    assert found["Propositions"] == "0"
    assert found["Recrutement"] == "Ouvert à tous, sans sélection Recrutement sur site"


@pytest.mark.parametrize(("days", "is_old"), [(730, False), (731, True), (None, False)])
def test_a_record_nobody_reviewed_for_24_months_says_so(client, practices, days, is_old):
    reviewed = timezone.localdate() - timedelta(days=days) if days else None
    practice = PracticeFactory(parent=practices, status="running", last_reviewed_on=reviewed)

    page = soup_of(client.get(practice.url)).main.get_text(" ", strip=True)
    assert ("n’a pas été revue depuis" in page) is is_old
    status = facts(client, practice)["Statut"]
    assert status == (f"En cours (en {reviewed.year})" if is_old else "En cours")


def test_steps_hang_on_the_thread_in_order(client, practices):
    practice = PracticeFactory(parent=practices)
    practice.steps = [
        PracticeStep(title="Avis", sort_order=2),
        PracticeStep(title="Mandat", date_text="2020", sort_order=1),
    ]
    practice.save()

    steps = soup_of(client.get(practice.url)).select(".timeline > li")
    assert [step.get_text(" ", strip=True) for step in steps] == ["2020 Mandat", "Avis"]


def test_a_discussion_leads_to_the_passage_only_for_those_who_may_read_it(client, member, practices, meeting, minutes):
    practice = PracticeFactory(parent=practices)
    practice.discussions = [PracticeDiscussion(meeting=meeting, passage="propos")]
    practice.save()
    passage = f"{minutes.url}#propos"

    links = [link["href"] for link in soup_of(client.get(practice.url)).select(".side a")]
    assert meeting.url in links
    assert passage not in links

    client.force_login(member)
    assert passage in [link["href"] for link in soup_of(client.get(practice.url)).select(".side a")]


def test_a_discussion_at_a_meeting_one_may_not_see_is_hidden(client, practices, meeting):
    practice = PracticeFactory(parent=practices)
    practice.discussions = [PracticeDiscussion(meeting=meeting)]
    practice.save()
    PageViewRestriction.objects.create(page=meeting, restriction_type=PageViewRestriction.LOGIN)

    assert meeting.title not in client.get(practice.url).content.decode()


def test_related_practices_are_the_nearest(client, practices):
    theme, nantes = ThemeFactory(), MetropolisFactory()
    practice = PracticeFactory(
        parent=practices, approach="outreach", relations__themes=[theme], relations__metropolises=[nantes]
    )
    PracticeFactory(parent=practices, title="Rien en commun", approach="other")
    PracticeFactory(parent=practices, title="Même ville", approach="other", relations__metropolises=[nantes])
    PracticeFactory(parent=practices, title="Même thème", approach="other", relations__themes=[theme])
    PracticeFactory(parent=practices, title="Même démarche", approach="outreach")

    assert titles(client, practice.url) == ["Même démarche", "Même thème", "Même ville"]


def test_a_practice_can_be_previewed_before_it_exists(practices):
    practice = PracticePage(title="Aperçu", slug="apercu", strapline="Essai", approach="other")
    practice.path, practice.depth = f"{practices.path}0009", practices.depth + 1
    practice.set_url_path(practices)

    response = practice.make_preview_request()

    assert response.status_code == 200
    assert soup_of(response).h1.get_text(strip=True) == "Aperçu"


def test_years_out_of_order_are_refused():
    with pytest.raises(ValidationError, match="précède"):
        PracticePage(year_from=2022, year_to=2020).clean()
