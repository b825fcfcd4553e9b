"""What every engine must answer alike. Each engine's test module makes a subclass with its fixture ``filled``."""

import html
import re
from dataclasses import replace
from datetime import date

import pytest

from search.query import parse, with_synonyms
from search.results import NEWEST, SearchRequest
from search.searching import with_corrections
from search.sources import SearchDocument, Section
from tests.search.documents import DOCUMENTS, MEMBER, PUBLIC, SYNONYMS, changes_of
from tests.search.test_query import index_with


def ask(engine, words, *, audiences=PUBLIC, **choices):
    """What the search page asks of an engine."""
    query = with_synonyms(parse(words), index_with(*SYNONYMS))
    query, _corrections, _unknown = with_corrections(query, engine.vocabulary(audiences))
    return engine.search(SearchRequest(query=query, audiences=audiences, **choices))


def keys(results):
    return [hit.key for hit in results.hits]


def marks(hit):
    text = f"{hit.title_html} {hit.section.title_html if hit.section else ''} {hit.excerpt_html}"
    return [html.unescape(mark) for mark in re.findall(r"<mark>(.*?)</mark>", text)]


class EngineContract:
    # Words

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("élues", {"practices:1", "minutes:7"}),
            ("citoyenne", {"practices:1"}),
            ("porteuse", {"practices:2"}),
            ("interlocuteur", {"practices:2"}),
            ("METROPOLE", {"minutes:7"}),
            ("656275", {"minutes:7"}),
            ("droit interpellations", {"practices:3"}),
            ('"droit d\'interpellation"', {"practices:3"}),
            ('"droit de suite"', set()),
            ("rue -citoyens", set()),
            ("charte -nantes", {"practices:3"}),
            ("piéton*", {"practices:1"}),
            ("ville", set()),
        ],
    )
    def test_words_find_documents(self, filled, words, expected):
        results = ask(filled, words)
        assert set(keys(results)) == expected
        assert results.count == len(expected)

    def test_acronym_finds_its_expansion_and_the_expansion_its_acronym(self, filled):
        assert set(keys(ask(filled, "zfe"))) == {"glossary:1", "minutes:7"}
        assert set(keys(ask(filled, "zone a faible emission"))) == {"glossary:1", "minutes:7"}
        (hit,) = ask(filled, "codev").hits
        assert marks(hit) == ["conseil de développement"]

    def test_neighbours_come_after_the_word_itself(self, filled):
        document = SearchDocument(
            key="practices:9", title="Un jury", url="/pratiques/jury/", text="Un jury citoyen suit les engagements."
        )
        filled.write(changes_of([document]))
        hits = ask(filled, "jury citoyen").hits
        assert [hit.key for hit in hits] == ["practices:9", "practices:3", "practices:1"]
        # The last holds one of the two words: to the glossary they are one thing, to a text they are two.
        assert [hit.missing for hit in hits] == [(), (), ("jury",)]

    def test_misspelt_words_find_the_nearest(self, filled):
        assert keys(ask(filled, "Scutto")) == ["minutes:7"]
        assert keys(ask(filled, "droit d interpelation")) == ["practices:3"]
        assert keys(ask(filled, "piétonisation")) == ["practices:1"]

    def test_nonsense_finds_nothing(self, filled):
        assert ask(filled, "xyzzyx qwrtpq").count == 0

    def test_some_of_the_words_find_something_and_say_which_are_missing(self, filled):
        results = ask(filled, "votation xyzzyx")
        assert keys(results) == ["practices:2"]
        assert results.partial_count == results.count == 1
        assert results.hits[0].missing == ("xyzzyx",)

    def test_exclusion_holds_among_partial_results_too(self, filled):
        assert ask(filled, "votation xyzzyx -projets").count == 0

    def test_either_word_is_enough(self, filled):
        assert set(keys(ask(filled, "votation OU charte"))) == {"practices:2", "practices:3"}

    # Marks, extracts, sections

    @pytest.mark.parametrize(
        ("words", "key", "expected"),
        [
            ("élues", "practices:1", ["élu.e.s"]),
            ("interlocutrice porteur", "practices:2", ["porteur.se.s", "interlocut.eur.ice.s"]),
            ("656275", "minutes:7", ["656 275"]),
            ("rue", "practices:1", ["Rue", "rues"]),
            ("reponse argumentee", "practices:1", ["réponse", "argumentée"]),
        ],
    )
    def test_the_very_words_of_the_text_are_marked(self, filled, words, key, expected):
        hit = next(hit for hit in ask(filled, words).hits if hit.key == key)
        assert marks(hit) == expected

    def test_hit_in_a_section_has_the_section_s_address(self, filled):
        (hit,) = [hit for hit in ask(filled, "ZFE").hits if hit.key == "minutes:7"]
        assert hit.section.url == "/agenda/2022/nantes/compte-rendu/#question-1"
        assert hit.section.title == "Quelle place ?"
        assert "<mark>ZFE</mark>" in hit.section.excerpt_html

    def test_other_sections_that_match_as_well_are_listed(self, filled):
        sections = tuple(Section(f"s{number}", f"Partie {number}", "Le tirage au sort.") for number in range(1, 6))
        document = SearchDocument(key="minutes:10", title="Long", url="/long/", sections=sections)
        filled.write(changes_of([document]))
        (hit,) = ask(filled, "tirage").hits
        assert hit.section.url == "/long/#s1"
        assert [section.url for section in hit.other_sections] == ["/long/#s2", "/long/#s3", "/long/#s4"]

    def test_words_of_several_sections_are_found_together(self, filled):
        assert keys(ask(filled, "encre développement")) == ["minutes:7"]

    def test_html_in_texts_is_shown_as_text(self, filled):
        document = SearchDocument(
            key="pages:1", title="<b>Balise</b>", url="/b/", text='<script>alert("balise")</script> & balise'
        )
        filled.write(changes_of([document]))
        (hit,) = ask(filled, "balise").hits
        assert str(hit.title_html) == "&lt;b&gt;<mark>Balise</mark>&lt;/b&gt;"
        assert "<script" not in hit.excerpt_html
        assert "&lt;script&gt;" in hit.excerpt_html

    def test_extract_of_a_long_text_shows_the_words_found(self, filled):
        text = "Rien à voir ici. " * 200 + "Puis vient la gouvernance partagée. " + "Encore rien. " * 200
        filled.write(changes_of([SearchDocument(key="pages:2", title="Long", url="/l/", text=text)]))
        (hit,) = ask(filled, "gouvernance").hits
        assert marks(hit) == ["gouvernance"]
        assert len(hit.excerpt_html) < 350

    def test_extract_never_says_the_title_again(self, filled):
        title = "Organiser un temps d’échange"
        filled.write(changes_of([SearchDocument(key="pages:2", title=title, url="/t/", text=title)]))
        (hit,) = ask(filled, "temps d’échange").hits
        assert (hit.title, hit.excerpt_html) == (title, "")

    # Order

    def test_title_weighs_more_than_text(self, filled):
        documents = [
            SearchDocument(key="pages:3", title="Divers", url="/a/", text="La gouvernance est citée ici."),
            SearchDocument(key="pages:4", title="La gouvernance", url="/b/", text="Un texte de même longueur ici."),
        ]
        filled.write(changes_of(documents))
        assert keys(ask(filled, "gouvernance")) == ["pages:4", "pages:3"]

    def test_title_that_is_what_was_typed_comes_first_and_scores_never_rise(self, filled):
        documents = [
            SearchDocument(key="pages:3", title="Mandats", url="/a/", text="Un mandat, des mandats, le mandat."),
            SearchDocument(key="pages:4", title="Mandat", url="/b/", text="Durée d’exercice."),
            SearchDocument(key="pages:5", title="Le mandat, ce mandat", url="/c/", text="Mandat, mandats et mandat."),
        ]
        filled.write(changes_of(documents))
        hits = ask(filled, "mandat").hits
        assert hits[0].key == "pages:4"
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)

    def test_section_that_asks_the_very_question_comes_before_titles_that_touch_it(self, filled):
        documents = [
            SearchDocument(
                key="pages:3", title="Un bilan du tirage pour la ville et le climat", url="/a/", text="Rien."
            ),
            SearchDocument(
                key="pages:4",
                title="Rencontre",
                url="/b/",
                sections=(Section("q", "Le bilan du tirage", "On en parle."),),
            ),
        ]
        filled.write(changes_of(documents))
        hits = ask(filled, "bilan du tirage").hits
        assert [hit.key for hit in hits] == ["pages:4", "pages:3"]
        assert hits[0].section.url == "/b/#q"

    def test_words_the_glossary_takes_as_one_are_looked_for_apart_too(self, filled):
        filled.write(changes_of([SearchDocument(key="pages:3", title="Un jury d’habitants", url="/a/")]))
        (hit,) = [hit for hit in ask(filled, "jury citoyen").hits if hit.key == "pages:3"]
        assert hit.missing == ("citoyen",)

    def test_newest_first_when_asked_and_undated_last(self, filled):
        results = ask(filled, "élus OU zfe OU votation", sort=NEWEST)
        assert keys(results) == ["minutes:7", "practices:2", "practices:1", "glossary:1"]

    def test_ties_are_ordered_by_key(self, filled):
        same = [SearchDocument(key=f"pages:{pk}", title="Pareil", url=f"/{pk}/") for pk in (15, 13, 14)]
        filled.write(changes_of(same))
        assert keys(ask(filled, "pareil")) == ["pages:13", "pages:14", "pages:15"]

    # Filters, counts, pages

    def test_everything_is_listed_for_an_empty_query(self, filled):
        results = ask(filled, "")
        assert results.count == 5
        assert results.kinds == {"practices": 3, "glossary": 1, "minutes": 1}
        assert results.facets["metropolis"] == {"Nantes": 3, "Rennes": 2, "Strasbourg": 1}
        assert results.facets["year"] == {"2022": 2, "2018": 1, "2020": 1, "2021": 1}

    def test_values_of_a_facet_add_up_and_facets_narrow_each_other(self, filled):
        either = ask(filled, "", facets={"theme": ("Urbanisme", "Démocratie")})
        both = ask(filled, "", facets={"theme": ("Urbanisme", "Démocratie"), "metropolis": ("Rennes",)})
        assert set(keys(either)) == {"practices:2", "practices:3"}
        assert keys(both) == ["practices:3"]

    def test_facet_does_not_narrow_its_own_counts(self, filled):
        results = ask(filled, "", kinds=("practices",), facets={"metropolis": ("Rennes",)})
        assert results.count == 1
        assert results.facets["metropolis"] == {"Nantes": 2, "Rennes": 1}
        assert results.facets["year"] == {"2022": 1}
        assert results.kinds == {"minutes": 1, "practices": 1}

    def test_unknown_values_find_nothing(self, filled):
        assert ask(filled, "", facets={"metropolis": ("Atlantis",)}).count == 0
        assert ask(filled, "", kinds=("nothing",)).count == 0

    def test_asked_among_some_documents_no_other_is_found_or_counted(self, filled):
        asked = ask(filled, "", audiences=MEMBER, keys=("practices:2", "minutes:8", "minutes:9", "nothing:1"))
        assert set(keys(asked)) == {"practices:2", "minutes:8"}
        assert asked.count == 2
        assert asked.facets["metropolis"] == {"Nantes": 1, "Brest": 1}
        assert ask(filled, "votation", keys=("practices:1",)).count == 0
        assert ask(filled, "", keys=()).count == 0

    def test_a_file_names_the_page_that_carries_it(self, filled):
        file = SearchDocument(
            "documents:1", "Rapport", "/documents/1/rapport.pdf", within_title="Rencontre", within_url="/agenda/r/"
        )
        filled.write(changes_of([file]))
        (hit,) = ask(filled, "rapport").hits
        assert (hit.within_title, hit.within_url) == ("Rencontre", "/agenda/r/")

    def test_pages_hold_what_they_should(self, filled):
        everything = keys(ask(filled, "", per_page=10))
        first, second, third = (ask(filled, "", per_page=2, page=page) for page in (1, 2, 3))
        assert keys(first) + keys(second) + keys(third) == everything
        assert first.count == second.count == third.count == 5
        assert keys(ask(filled, "", per_page=2, page=99)) == keys(third)

    # Who sees what

    @pytest.mark.parametrize("words", ["hippopotame", "hippopotam", "hippo*", '"huis clos"', "hippopotames votation"])
    def test_restricted_texts_do_not_exist_for_others(self, filled, words):
        results = ask(filled, words)
        assert "hippopotame" not in repr(results).replace("missing=('hippopotames',)", "")
        assert not {key for key in keys(results) if key == "minutes:8"}
        assert "minutes:8" in keys(ask(filled, words, audiences=MEMBER))

    def test_restricted_texts_are_in_no_count(self, filled):
        public, member = ask(filled, ""), ask(filled, "", audiences=MEMBER)
        assert (public.count, member.count) == (5, 6)
        assert "2023" not in public.facets["year"]
        assert "Confidentiel" not in public.facets["theme"]
        assert "Brest" not in public.facets["metropolis"]
        assert public.kinds["minutes"] == 1
        assert member.facets["year"]["2023"] == 1
        assert member.facets["metropolis"]["Brest"] == 1
        assert "Dijon" not in member.facets["metropolis"]

    def test_restricted_texts_are_not_counted_by_partial_results(self, filled):
        assert ask(filled, "hippopotame piétonnisation").count == 1

    def test_restricted_words_are_no_correction(self, filled):
        vocabulary = filled.vocabulary(PUBLIC)
        _query, corrections, unknown = with_corrections(parse("hipopotame hippopotames"), vocabulary)
        assert corrections == ()
        assert unknown == ("hipopotame", "hippopotames")
        assert vocabulary.beginning("hippo") == []
        _query, corrections, _unknown = with_corrections(parse("hipopotame"), filled.vocabulary(MEMBER))
        assert [correction.instead for correction in corrections] == ["hippopotame"]

    def test_every_part_of_a_composed_audience_is_needed(self, filled):
        assert ask(filled, "rhinocéros", audiences=MEMBER).count == 0
        assert ask(filled, "rhinocéros", audiences=MEMBER | {"groups:3+members"}).count == 1

    def test_reader_without_any_token_sees_nothing(self, filled):
        assert ask(filled, "", audiences=frozenset()).count == 0

    # Changes

    def test_document_written_again_replaces_the_old_one(self, filled):
        changed = replace(DOCUMENTS[0], title="La place pour tous", text="Un texte nouveau : gouvernance.")
        assert filled.write(changes_of([changed], version=2)) == 1
        assert ask(filled, "citoyennes").count == 0
        assert keys(ask(filled, "gouvernance")) == ["practices:1"]
        assert not filled.vocabulary(PUBLIC).knows("citoyen")

    def test_unchanged_document_is_not_written_again(self, filled):
        assert filled.write(changes_of(DOCUMENTS, version=2)) == 0

    def test_removed_document_is_gone_from_hits_counts_and_words(self, filled):
        assert filled.write([("practices", "2", 2, None)]) == 1
        results = ask(filled, "")
        assert results.count == 4
        assert "Urbanisme" not in results.facets["theme"]
        assert ask(filled, "votation").count == 0
        assert not filled.vocabulary(PUBLIC).knows("votat")

    def test_older_change_never_overwrites_a_newer_one(self, filled):
        newer = replace(DOCUMENTS[0], title="Nouveau titre")
        filled.write(changes_of([newer], version=20))
        assert filled.write(changes_of([DOCUMENTS[0]], version=10)) == 0
        filled.write([("practices", "2", 20, None)])
        assert filled.write(changes_of([DOCUMENTS[1]], version=10)) == 0
        assert ask(filled, "nouveau titre").count == 1
        assert ask(filled, "votation").count == 0

    def test_document_moves_to_another_audience(self, filled):
        filled.write(changes_of([replace(DOCUMENTS[0], audience="members")], version=2))
        assert ask(filled, "piétonnisation").count == 0
        assert not filled.vocabulary(PUBLIC).knows("piétonnis")
        assert keys(ask(filled, "piétonnisation", audiences=MEMBER)) == ["practices:1"]

    def test_rebuild_leaves_nothing_of_before(self, filled):
        filled.rebuild([changes_of(DOCUMENTS[:1])])
        assert keys(ask(filled, "")) == ["practices:1"]
        assert set(filled.checksums()) == {("practices", "1")}

    def test_failed_rebuild_leaves_the_old_index_in_place(self, filled):
        def broken():
            yield changes_of(DOCUMENTS[:1])
            raise RuntimeError("the disk is full")

        with pytest.raises(RuntimeError):
            filled.rebuild(broken())
        assert ask(filled, "").count == 5

    def test_changes_made_during_a_rebuild_are_not_lost(self, filled):
        late = replace(DOCUMENTS[0], title="Changé pendant la construction")
        filled.rebuild([changes_of(DOCUMENTS)], catch_up=lambda: [*changes_of([late], 2), ("practices", "2", 2, None)])
        assert keys(ask(filled, "pendant la construction")) == ["practices:1"]
        assert ask(filled, "votation").count == 0

    def test_date_and_facets_come_back_as_given(self, filled):
        (hit,) = ask(filled, "interlocuteurs").hits
        assert hit.date == date(2021, 3, 1)
        assert hit.facets == {"metropolis": ["Nantes"], "theme": ["Urbanisme"], "year": ["2018", "2021"]}
        assert (hit.kind, hit.url, hit.audience) == ("practices", "/pratiques/lieux-a-reinventer/", "public")
