"""What search knows of the network's records, and under which words they are found."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from wagtail import hooks
from wagtail.models import PageViewRestriction

from network.directory.models.glossary import GlossaryIndexPage, GlossaryTerm
from network.directory.models.manifesto import ManifestoArticle
from network.directory.models.metropolises import MetropolisIndexPage
from network.directory.models.pages import StandardPage
from network.directory.models.people import Person
from network.following.indexing import (
    GlossarySource,
    ManifestoSource,
    MetropolisSource,
    PersonSource,
    StandardPageSource,
    StatementSource,
    reader_tokens,
)
from network.following.synonyms import name_synonyms, synonyms
from search.sources import READER_HOOK, SYNONYM_HOOK, SearchSource, sources
from tests.html import soup_of

pytestmark = pytest.mark.django_db

OURS = [MetropolisSource, PersonSource, ManifestoSource, GlossarySource, StandardPageSource, StatementSource]


def documents(source):
    return [source.document(record) for record in source.queryset()]


def document(source, title):
    return next(found for found in documents(source) if found.title == title)


def test_sources_readers_and_synonyms_are_registered(db):
    known = sources()

    assert {make().name for make in OURS} <= known.keys()
    assert all(isinstance(source, SearchSource) for source in known.values())
    assert reader_tokens in hooks.get_hooks(READER_HOOK)
    assert synonyms in hooks.get_hooks(SYNONYM_HOOK)


def test_every_document_leads_to_where_it_is_shown(content, client):
    pages = {}
    for make in OURS:
        for found in documents(make()):
            address, _hash, anchor = found.url.partition("#")
            if address not in pages:
                response = client.get(address)
                assert response.status_code == 200, found.url
                pages[address] = soup_of(response)
            assert not anchor or pages[address].find(id=anchor), found.url
            for section in found.sections:
                assert pages[address].find(id=section.anchor), (found.url, section.anchor)


def test_keys_are_unique_and_texts_plain(content):
    found = [one for make in OURS for one in documents(make())]

    assert len({one.key for one in found}) == len(found)
    assert not [one for one in found if "<" in one.title + one.summary + one.text]


def test_a_person_is_found_by_each_spelling_with_the_day_of_the_role(content):
    found = document(PersonSource(), "Christelle Scuotto-Calvez")

    assert "Christelle Scutto-Calvez" in found.text
    assert found.summary.endswith("(fonction relevée le 5\xa0mai\xa02022)")
    assert found.url == "/metropoles/nantes/#christelle-scuotto-calvez"
    assert found.facets == {"metropolis": ["Nantes"]}


def test_people_without_an_office_in_a_metropolis_are_not_listed(content):
    names = {found.title for found in documents(PersonSource())}

    assert "Astrid Bideault-Le Bret" not in names
    assert "Louise Jean-Albert" not in names
    assert len(names) == 19


def test_articles_are_sections_once_they_have_a_text(content):
    assert [section.anchor for section in documents(ManifestoSource())[0].sections] == [
        f"chapitre-{number}" for number in (1, 2, 3, 4)
    ]

    article = ManifestoArticle.objects.get(number="2.1")
    article.text = "<p>Un <b>principe</b>.</p>"
    article.save()

    sections = {section.anchor: section for section in documents(ManifestoSource())[0].sections}
    assert sections["article-2-1"].text == "Un principe."
    assert sections["article-2-1"].title == "Article 2.1"


def test_a_page_is_cut_at_its_headings(content):
    found = document(StandardPageSource(), "Le réseau")

    assert [section.anchor for section in found.sections] == [
        "une-histoire-en-quatre-temps",
        "l-icpc-qui-anime-le-reseau",
        "les-groupes-de-travail",
        "rejoindre-le-reseau",
    ]
    assert "chantier" in found.sections[0].text


def test_records_follow_the_audience_of_the_page_they_stand_on(content):
    PageViewRestriction.objects.create(
        page=MetropolisIndexPage.objects.get(), restriction_type=PageViewRestriction.LOGIN
    )

    assert {found.audience for found in documents(MetropolisSource())} == {"members"}
    assert {found.audience for found in documents(PersonSource())} == {"members"}
    assert {found.audience for found in documents(GlossarySource())} == {"public"}


def test_records_whose_page_is_gone_are_not_found(content):
    GlossaryIndexPage.objects.get().unpublish()
    StandardPage.objects.get(slug="le-reseau").unpublish()

    assert documents(GlossarySource()) == []
    assert documents(StandardPageSource()) == []


def test_a_visitor_holds_the_public_token_only(content):
    page = StandardPage.objects.get(slug="le-reseau")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    assert reader_tokens(request) == {"public"}


def phrases():
    return [set(getattr(group, "phrases", group)) for group in synonyms()]


def test_an_acronym_and_its_expansion_mean_the_same(content):
    assert {"ZFE", "Zone à faibles émissions"} in phrases()
    assert {"VP", "Vice-président", "vice-présidente"} in phrases()
    assert {"PLM", "Paris, Lyon, Marseille"} in phrases()
    assert {"C2D", "Conseil de développement"} in phrases()


def test_ambiguous_acronyms_are_synonyms_of_nothing(content):
    everything = {phrase.casefold() for group in phrases() for phrase in group}

    assert not everything & {"bp", "ca", "ca (epci)", "cd", "cc", "sig"}


def test_terms_bring_their_synonyms_but_not_their_own_parts(content):
    assert {"mini-public", "panel", "jury"} in phrases()
    assert not [group for group in phrases() if "charte de la participation" in group]


def test_a_term_alone_makes_no_group(db):
    GlossaryTerm.objects.create(kind="term", label="atelier", slug="atelier")

    assert list(synonyms()) == []


def test_spellings_of_a_name_find_each_other_word_by_word(content):
    assert {frozenset(group.phrases) for group in name_synonyms()} == {
        frozenset({"Scuotto", "Scutto"}),
        frozenset({"Cocq", "Coq"}),
    }


def test_names_that_not_everybody_may_find_are_synonyms_of_nothing(content):
    Person.objects.filter(last_name="Le Cocq").update(is_listed=False)
    assert [group.phrases for group in name_synonyms()] == [("Scuotto", "Scutto")]
    MetropolisIndexPage.objects.get().view_restrictions.create(restriction_type="login")
    assert list(name_synonyms()) == []


def test_a_spelling_of_another_length_stands_for_the_whole_name(content):
    Person.objects.exclude(name_variants="").update(name_variants="")
    person = Person.objects.filter(is_listed=True).first()
    Person.objects.filter(pk=person.pk).update(name_variants="Une Tout Autre Façon De Dire")
    assert [group.phrases for group in name_synonyms()] == [(person.real_name, "Une Tout Autre Façon De Dire")]
