"""Which words of the directory find each other: acronyms and terms of the glossary, spellings of one name."""

import re

from network.directory.models.glossary import GlossaryTerm
from network.directory.models.people import Person
from network.following.indexing import PersonSource
from search.facets import PUBLIC
from search.sources import SynonymGroup


def synonyms():
    """Groups of phrases from the glossary; a phrase with several meanings is in none.

    An acronym and its expansion are the same thing; what a term is given as
    synonyms is close to it, and counts less.
    """
    rows = list(GlossaryTerm.objects.values_list("label", "expansion", "synonyms", "is_ambiguous"))
    ambiguous = {fold(without_note(label)) for label, _expansion, _synonyms, is_ambiguous in rows if is_ambiguous}

    def group(label, others, *, is_exact):
        phrases = []
        for phrase in (label, *others):
            known = fold(without_note(phrase)) in ambiguous or phrase in phrases
            # “charte” is in “charte de la participation”: finding it there needs no synonym, and searching
            # the long phrase must not find every charter.
            inside = phrase != label and f" {fold(phrase)} " in f" {fold(label)} "
            if phrase and not known and not inside:
                phrases.append(phrase)
        return [SynonymGroup(tuple(phrases), is_exact)] if len(phrases) > 1 else []

    groups = []
    for label, expansion, written, _is_ambiguous in rows:
        groups += group(label, either_form(without_note(expansion)), is_exact=True)
        groups += group(label, (word.strip() for word in written.split(",")), is_exact=False)
    return groups


def name_synonyms():
    """Spellings of one name find each other: « Scutto » finds what is written of « Scuotto ».

    Of people that everybody may find: a synonym is told to whoever searches.
    """
    people = list(Person.objects.filter(is_listed=True, shown_as="").exclude(name_variants=""))
    source = PersonSource()
    if not people or source.page is None or source.audience != PUBLIC:
        return []
    groups = []
    for person in people:
        for variant in person.name_variants.split(","):
            ours, theirs = re.findall(r"[^\s-]+", person.real_name), re.findall(r"[^\s-]+", variant)
            # Word by word where one word is written otherwise: « Le Coq » is in no text, « Coq » may be.
            pairs = (
                zip(ours, theirs, strict=True) if len(ours) == len(theirs) else [(person.real_name, variant.strip())]
            )
            groups += [SynonymGroup(pair) for pair in pairs if fold(pair[0]) != fold(pair[1])]
    return groups


def fold(phrase):
    return phrase.casefold().strip()


def without_note(expansion):
    """« Conseil de développement (durable) » without what is between brackets."""
    return expansion.split(" (")[0]


def either_form(expansion):
    """« Vice-président, vice-présidente » gives both; « Paris, Lyon, Marseille » stays one phrase."""
    forms = [form.strip() for form in expansion.split(",")]
    if len(forms) == 2 and fold(forms[0])[:4] == fold(forms[1])[:4]:
        return forms
    return [expansion] if expansion else []
