"""The team's desk of search: what found nothing, what is put forward, how a text is understood."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from network.directory.models.glossary import GlossaryTerm
from network.documents.models.texts import DocumentText
from network.following.desk import understood
from network.following.models.search_desk import PromotedResult, UnansweredSearch
from network.following.unanswered import MOST_A_DAY, count_words, unanswered_words
from search import updating
from search.engines import engine
from tests import files
from tests.factories.network import DocumentFactory, StandardPageFactory
from tests.html import soup_of

TODAY = date(2026, 11, 23)


def publish(home, title, text=""):
    page = StandardPageFactory.build(title=title, body=[("paragraph", f"<p>{text}</p>")])
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def counted():
    return dict(UnansweredSearch.objects.values_list("words", "count"))


# Searches without result


def test_words_that_find_nothing_are_counted_whatever_their_case(index, client):
    for words in ("Xyzzy  qwrt", "xyzzy QWRT", "autre zzz"):
        client.get("/recherche/", {"q": words})

    assert counted() == {"xyzzy qwrt": 2, "autre zzz": 1}
    assert UnansweredSearch.objects.first().day == timezone.localdate()


def test_a_row_holds_nothing_of_who_asked():
    assert {field.name for field in UnansweredSearch._meta.get_fields()} == {"id", "words", "day", "count"}


def test_words_that_find_something_are_not_counted_but_the_unknown_among_them_are(home, index, client):
    publish(home, "Le budget")
    client.get("/recherche/?q=budget")
    assert counted() == {}

    client.get("/recherche/?q=budget+xyzzyq")
    assert counted() == {"xyzzyq": 1}


@pytest.mark.parametrize(
    "query",
    ["", "q=", "q=le+la+les", "q=xyzzy&metropolis=Nantes", "q=xyzzy&kind=pages", "q=xyzzy&page=2"],
)
def test_what_is_no_failing_of_the_words_is_not_counted(index, client, query):
    client.get(f"/recherche/?{query}")

    assert counted() == {}


def test_programs_that_ask_for_the_head_only_are_not_counted(index, client):
    client.head("/recherche/?q=xyzzy")

    assert counted() == {}


@pytest.mark.parametrize(
    "text",
    ["camille@exemple.org", "06 12 34 56 78", "06.12.34.56.78", "0612345678", "https://x.example/?cle=1", "x" * 101],
)
def test_what_may_name_somebody_is_never_kept(db, text):
    count_words([text])

    assert counted() == {}


def test_a_robot_cannot_fill_the_table(db):
    UnansweredSearch.objects.bulk_create(
        UnansweredSearch(words=f"mot{number}", day=TODAY, count=1) for number in range(MOST_A_DAY)
    )

    count_words(["nouveau", "mot7"], TODAY)

    assert UnansweredSearch.objects.count() == MOST_A_DAY
    assert UnansweredSearch.objects.get(words="mot7").count == 2


def test_after_twelve_months_counts_are_forgotten_by_themselves(db):
    for age in (1, 366, 367, 900):
        UnansweredSearch.objects.create(words=f"il y a {age} jours", day=TODAY - timedelta(days=age), count=1)

    count_words(["nouveau"], TODAY)

    assert set(counted()) == {"nouveau", "il y a 1 jours", "il y a 366 jours"}


def test_counts_of_a_period_are_summed_the_most_frequent_first(db):
    for words, age, count in (("a", 1, 2), ("a", 20, 2), ("b", 3, 3), ("a", 40, 50), ("c", 30, 9)):
        UnansweredSearch.objects.create(words=words, day=TODAY - timedelta(days=age), count=count)

    rows = [(row["words"], row["times"]) for row in unanswered_words(30, TODAY)]

    assert rows == [("a", 4), ("b", 3)]


# Pages put forward


def shown(client, words, **more):
    soup = soup_of(client.get("/recherche/", {"q": words, **more}))
    section = soup.select_one(".search-promotions")
    return [link.get_text() for link in section.select("a")] if section else []


def test_a_page_is_put_forward_however_the_words_are_written(home, index, client):
    page = publish(home, "Le droit d’interpellation")
    publish(home, "Autre", "Les élues interpellent la métropole.")
    PromotedResult.objects.create(words="interpellation élue, pétition", page=page, text="À lire d’abord.")

    for words in ("élu·e·s interpellations", "Pétitions", "les pétitions à Nantes", "interpelation élus"):
        assert shown(client, words) == ["Le droit d’interpellation"], words
    for words in ("interpellation", "élues", "petit"):
        assert shown(client, words) == [], words
    html = client.get("/recherche/?q=pétition").content.decode()
    assert "Mis en avant" in html
    assert "À lire d’abord." in html


def test_an_acronym_and_its_expansion_put_the_same_page_forward(home, index, client):
    GlossaryTerm.objects.create(kind="acronym", label="ZFE", slug="zfe", expansion="Zone à faibles émissions")
    PromotedResult.objects.create(words="ZFE", page=publish(home, "L’air"))

    assert shown(client, "zone à faible émission") == ["L’air"]
    assert shown(client, "zfe") == ["L’air"]


def test_a_page_is_put_forward_to_those_who_may_see_it_only(home, index, client, member, sign_in):
    page = publish(home, "Confidentiel")
    PromotedResult.objects.create(words="budget", page=page)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert shown(client, "budget") == []
    assert "Confidentiel" not in client.get("/recherche/?q=budget").content.decode()

    assert shown(sign_in(member), "budget") == ["Confidentiel"]

    page.unpublish()
    assert shown(sign_in(member), "budget") == []


def test_pages_put_forward_keep_their_order_and_appear_once(home, index, client):
    first, second = publish(home, "Un"), publish(home, "Deux")
    PromotedResult.objects.create(words="budget", page=second, sort_order=2)
    PromotedResult.objects.create(words="budgets", page=first, sort_order=1)
    PromotedResult.objects.create(words="budget", page=first, sort_order=3)

    assert shown(client, "budget") == ["Un", "Deux"]
    assert shown(client, "budget", kind="pages") == []


def test_words_that_are_in_every_text_put_nothing_forward(home, index, administrator, sign_in):
    page = publish(home, "Un")
    client = sign_in(administrator)
    response = client.post("/admin/recherche/mis-en-avant/new/", {"words": "le, la", "page": page.pk, "sort_order": 0})

    assert response.status_code == 200
    assert "presque tous les textes" in response.content.decode()
    assert not PromotedResult.objects.exists()


# The desk


PAGES = ["sans-resultat", "index", "documents", "comprendre", "mis-en-avant"]


@pytest.mark.parametrize("page", PAGES)
def test_the_desk_is_open_to_the_team_only(index, page, client, member, contributor, organiser, sign_in):
    address = f"/admin/recherche/{page}/"
    assert client.get(address).status_code == 302
    assert sign_in(member).get(address).status_code == 302
    assert sign_in(contributor).get(address).status_code == 302
    assert sign_in(organiser).get(address).status_code == 200


def test_the_menu_shows_the_desk_to_the_team_only(index, contributor, organiser, sign_in):
    assert "recherche/sans-resultat" in sign_in(organiser).get("/admin/").content.decode()
    assert "recherche/sans-resultat" not in sign_in(contributor).get("/admin/").content.decode()


def test_a_word_without_result_leads_to_putting_a_page_forward(index, organiser, sign_in):
    UnansweredSearch.objects.create(words="jurys d’été", day=timezone.localdate(), count=3)
    client = sign_in(organiser)
    soup = soup_of(client.get("/admin/recherche/sans-resultat/?period=bad&p=999"))
    row = [cell.get_text(" ", strip=True) for cell in soup.select(".search-desk-table tbody tr td")][:2]
    assert row == ["jurys d’été", "3"]

    link = soup.find("a", string=lambda text: text and "Mettre une page" in text) or soup.select_one("a[href*='new']")
    form = soup_of(client.get(link["href"]))

    assert form.select_one("[name=words]")["value"] == "jurys d’été"


def test_documents_in_difficulty_are_listed_and_read_again(index, organiser, sign_in):
    document = DocumentFactory(title="Rapport perdu", content=b"", name="vide.pdf")
    client = sign_in(organiser)
    assert "Le fichier est vide." in client.get("/admin/recherche/documents/").content.decode()

    with document.file.storage.open(document.file.name, "wb") as file:
        file.write(files.pdf("Texte"))
    client.post("/admin/recherche/documents/", {"document": document.pk})

    assert DocumentText.objects.get().state == DocumentText.State.DONE
    assert "Rapport perdu" not in soup_of(client.get("/admin/recherche/documents/")).main.get_text()


def test_the_index_is_compared_and_repaired_from_the_desk(home, index, organiser, sign_in):
    page = publish(home, "Le budget")
    engine().write([("pages", str(page.pk), 1 << 62, None)])  # as if it had been lost
    client = sign_in(organiser)
    assert updating.differences()

    client.post("/admin/recherche/index/")

    assert not [key for key in updating.differences().missing if key != ("pages", str(page.pk))]


def test_a_search_server_that_is_away_is_said_to_be_away(home, index, organiser, sign_in, settings):
    settings.ELASTICSEARCH_URL = "http://user:secret@127.0.0.1:1"
    text = sign_in(organiser).get("/admin/recherche/index/").content.decode()
    assert "ne peut pas être interrogé" in text
    assert "http://127.0.0.1:1 does not answer" in text
    assert "secret" not in text


def test_a_missing_index_is_said_to_be_missing(home, organiser, sign_in, settings, tmp_path):
    settings.SEARCH_INDEX_PATH = tmp_path / "none.sqlite3"
    client = sign_in(organiser)

    assert "L’index n’est pas prêt" in client.get("/admin/recherche/index/").content.decode()
    response = client.get("/admin/recherche/comprendre/?text=élues")
    assert response.status_code == 200
    assert "<code>elu</code>" in response.content.decode()


# How a text is understood


def test_words_are_told_from_what_lies_between():
    assert understood("L’élu·e vote.") == [("L’", None), ("élu·e", "elu"), (" ", None), ("vote", "vot"), (".", None)]


def test_the_page_shows_roots_synonyms_and_acronyms_left_alone(home, index, organiser, sign_in):
    GlossaryTerm.objects.create(kind="acronym", label="ZFE", slug="zfe", expansion="Zone à faibles émissions")
    GlossaryTerm.objects.create(
        kind="acronym", label="BP", slug="bp", expansion="Budget participatif", is_ambiguous=True
    )
    publish(home, "Les élu·e·s de la zone")
    client = sign_in(organiser)

    soup = soup_of(client.get("/admin/recherche/comprendre/", {"text": "élues, élu, ZFE, BP et hippopotame"}))

    table = [
        [cell.get_text(strip=True) for cell in row.select("td")] for row in soup.select(".search-desk-table tbody tr")
    ]
    assert table[0] == ["élues, élu", "elu", "oui"]
    assert ["hippopotame", "hippopotam", "non"] in table
    said = soup.select_one(".search-desk-clauses").get_text(" ", strip=True)
    assert "ZFE ou Zone à faibles émissions (même sens, d’après le glossaire)" in " ".join(said.split())
    assert "BP a plusieurs sens" in said


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", '"', "-", "*", "<script>alert(1)</script>", "é" * 2000, "é" * 2001, "a AND OR NOT", "élu.e.s 🦛"],
)
def test_any_text_can_be_asked_about(index, organiser, sign_in, text):
    response = sign_in(organiser).get("/admin/recherche/comprendre/", {"text": text})

    assert response.status_code == 200
    assert "<script>alert(1)" not in response.content.decode()


def test_no_word_of_a_group_is_known_to_those_outside(home, index, organiser, sign_in):
    page = publish(home, "Confidentiel", "hippopotame")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="Dedans"))

    soup = soup_of(sign_in(organiser).get("/admin/recherche/comprendre/?text=hippopotame"))

    assert soup.select_one(".search-desk-table tbody td:last-child").get_text() == "non"
