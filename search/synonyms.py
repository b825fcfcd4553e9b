"""The glossary in search: an acronym finds its expansion, the expansion its acronym.

Applied to the query only, so that a change in the glossary acts at once, without
rebuilding anything, and marks show what the text says.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from wagtail import hooks

from search import analysis
from search.query import Alternative, Phrase, Term
from search.sources import SYNONYM_HOOK, SynonymGroup


def _node(phrase: str) -> Term | Phrase | None:
    terms = tuple(analysis.terms(phrase))
    if not terms:
        return None
    return Term(terms[0], phrase) if len(terms) == 1 else Phrase(terms, phrase)


@dataclass
class SynonymIndex:
    """Sequences of terms and what they also mean."""

    alternatives: dict[tuple[str, ...], list[Alternative]] = field(default_factory=dict)
    longest: int = 1

    def add(self, phrases: Iterable[str], reason: str) -> None:
        nodes = [node for phrase in phrases if (node := _node(phrase))]
        for node in nodes:
            self.longest = max(self.longest, len(node.terms))
            known = self.alternatives.setdefault(node.terms, [])
            for other in nodes:
                if other.terms != node.terms and all(other.terms != one.node.terms for one in known):
                    known.append(Alternative(other, reason))

    def of(self, terms: tuple[str, ...]) -> tuple[Alternative, ...]:
        return tuple(self.alternatives.get(terms, ()))


@lru_cache(maxsize=8)
def index_of(groups: tuple[SynonymGroup, ...]) -> SynonymIndex:
    """The index of a tuple of ``SynonymGroup``. Words that mean the same come before mere neighbours."""
    index = SynonymIndex()
    for group in sorted(groups, key=lambda group: not group.is_exact):
        index.add(group.phrases, "synonym" if group.is_exact else "neighbour")
    return index


def synonym_index() -> SynonymIndex:
    """The synonyms of every app as they are now, analysed once for as long as they stay the same."""
    return index_of(
        tuple(
            group if isinstance(group, SynonymGroup) else SynonymGroup(tuple(group))
            for function in hooks.get_hooks(SYNONYM_HOOK)
            for group in function()
        )
    )
