"""Acronyms are explained where a page first names them, from the glossary, and nowhere else."""

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from network.directory.acronyms import explain_acronyms, known_acronyms, plain_text
from network.directory.models.glossary import GlossaryTerm
from tests.html import errors_of, soup_of

KNOWN = {
    "ICPC": ("Institut de la Concertation et de la Participation Citoyenne", "Réseau de praticiens", "icpc"),
    "PLU": ("Plan local d’urbanisme", "", "plu"),
    "PLU-H": ("Plan local d’urbanisme et de l’habitat", "", "plu-h"),
    "C2D": ("Conseil de développement", "", "c2d"),
}


def explained_in(html, known=KNOWN, explained=None):
    """What is explained, in order, as (acronym, expansion) pairs."""
    soup = soup_of(explain_acronyms(html, set() if explained is None else explained, known))
    return [(abbr.get_text(), abbr["title"]) for abbr in soup.select(".acronym abbr")]


def test_the_first_occurrence_only_is_explained():
    html = "<p>L’ICPC et l’ICPC.</p><p>ICPC</p>"

    assert explained_in(html) == [("ICPC", "Institut de la Concertation et de la Participation Citoyenne")]
    assert plain_text(explain_acronyms(html, set(), KNOWN)).count("ICPC") == 3


def test_the_page_remembers_what_it_explained():
    explained = set()

    explain_acronyms("<p>ICPC</p>", explained, KNOWN)

    assert explained == {"ICPC"}
    assert explained_in("<p>ICPC et PLU</p>", explained=explained) == [("PLU", "Plan local d’urbanisme")]


def test_words_are_whole_and_as_written():
    html = "<p>PLU-H, icpc, ICPCS, SICPC, PLU-X, Plu, C2D.</p>"

    assert [label for label, _expansion in explained_in(html)] == ["PLU-H", "C2D"]


@pytest.mark.parametrize(
    "html",
    [
        "<a href='/x'>ICPC</a>",
        "<h2>Les <em>ICPC</em></h2>",
        "<button type='button'>ICPC</button>",
        "<abbr title='x'>ICPC</abbr>",
        "<code>ICPC</code>",
        "<svg><text>ICPC</text></svg>",
        "<label>ICPC</label>",
        "<!-- ICPC -->",
        "<img alt='ICPC > PLU' title=\"ICPC\">",
    ],
)
def test_nothing_is_explained_inside_links_headings_controls_code_and_attributes(html):
    html = f"<div>{html}</div>"

    assert explain_acronyms(html, set(), KNOWN) == html


def test_text_after_a_closed_link_is_explained():
    assert [label for label, _ in explained_in("<p><a href='/'>ICPC</a> puis PLU</p>")] == ["PLU"]


def test_signs_that_hold_to_the_word_stay_with_it_on_the_line():
    soup = soup_of(explain_acronyms("<p>Un texte (l’ICPC), puis.</p>", set(), KNOWN))

    wrapper = soup.select_one(".acronym")
    assert wrapper.contents[0] == "(l’"
    assert wrapper.find("button").next_sibling == "),"


def test_the_expansion_is_escaped_and_the_result_valid():
    known = {"X1": ('<b>"gras"</b> & co', "1 < 2", "x1")}

    html = explain_acronyms("<p>Voir X1.</p>", set(), known)

    assert soup_of(html).abbr["title"] == '<b>"gras"</b> & co'
    assert "<b>&quot;" not in html.replace("<b>&lt;b&gt;", "")
    assert errors_of(f"<!DOCTYPE html><html lang='fr'><title>t</title><body>{html}</body></html>") == []


def test_the_definition_opens_in_a_popover_that_leads_to_the_glossary():
    soup = soup_of(explain_acronyms("<p>ICPC</p>", set(), KNOWN))

    note = soup.find(id=soup.button["popovertarget"])
    assert note.has_attr("popover")
    assert "Réseau de praticiens." in note.get_text()
    assert note.a["href"] == "/glossaire/#icpc"


@pytest.mark.django_db
def test_ambiguous_acronyms_and_terms_are_never_explained():
    GlossaryTerm.objects.create(kind="acronym", label="CA", slug="ca", expansion="Conseil", is_ambiguous=True)
    GlossaryTerm.objects.create(kind="acronym", label="SIG", slug="sig", expansion="Service d’information")
    GlossaryTerm.objects.create(kind="acronym", label="SIG", slug="sig-2", expansion="Système d’information")
    GlossaryTerm.objects.create(kind="term", label="Agora", slug="agora", expansion="x")
    GlossaryTerm.objects.create(kind="acronym", label="VIDE", slug="vide")
    GlossaryTerm.objects.create(kind="acronym", label="ZFE", slug="zfe", expansion="Zone à faibles émissions")

    assert known_acronyms() == {"ZFE": ("Zone à faibles émissions", "", "zfe")}


@pytest.mark.django_db
def test_a_change_in_the_glossary_shows_at_once_and_a_page_costs_one_query_at_most():
    term = GlossaryTerm.objects.create(kind="acronym", label="ZFE", slug="zfe", expansion="Zone")

    with CaptureQueriesContext(connection) as queries:
        assert known_acronyms()["ZFE"][0] == "Zone"
        assert known_acronyms()["ZFE"][0] == "Zone"
    assert len(queries) == 1

    term.expansion = "Zone à faibles émissions"
    term.save()
    assert known_acronyms()["ZFE"][0] == "Zone à faibles émissions"

    term.delete()
    assert known_acronyms() == {}


@pytest.mark.django_db
def test_two_blocks_of_a_page_explain_an_acronym_once():
    GlossaryTerm.objects.create(kind="acronym", label="ZFE", slug="zfe", expansion="Zone")
    template = Template(
        "{% explain_acronyms %}<p>La ZFE</p>{% endexplain_acronyms %}"
        "<p>ZFE</p>{% explain_acronyms %}<p>ZFE</p>{% endexplain_acronyms %}"
    )

    html = template.render(Context({"request": RequestFactory().get("/")}))

    assert html.count("<abbr") == 1
    assert html.index("<abbr") < html.index("<p>ZFE</p>")


def test_plain_text_keeps_no_break_spaces_and_the_words_together():
    assert plain_text("<p>Élu<b>·e</b>s\xa0: <br>oui &amp; non</p><p>fin</p>") == "Élu·es\xa0: oui & non fin"
