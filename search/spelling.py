"""A word that no visible text holds: the word its writer may have meant."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from search.analysis.tokenizer import fold, term_of

SHORTEST = 4
SHORTEST_ROOT = 6
ENDINGS = (
    *("iser", "isation", "isations", "nisation", "nisations", "ation", "ations", "age", "ages", "ement", "ements"),
    *("ite", "ites", "isme", "ismes", "iste", "istes", "able", "ables", "ique", "iques", "if", "ive", "ifs", "ives"),
)
"""Endings that make a new word of a known one: piéton, piétonisation."""
SHORT = 5
"""Up to this length one slip is allowed, two beyond it."""

KnownWord = tuple[str, str, str, int]
"""``(word folded, term, form to show, number of documents)``"""


class Vocabulary(Protocol):
    """The words of the texts that one reader may see, as an engine knows them."""

    def prepare(self, terms: Iterable[str]) -> None:
        """Learn at once what ``knows`` is going to be asked."""

    def knows(self, term: str) -> bool: ...

    def written(self, term: str) -> str | None:
        """The most frequent word behind a term, as it is written."""

    def like(self, letter: str, shortest: int, longest: int) -> Iterable[KnownWord]:
        """The words that begin with a letter, of a length in a range."""

    def beginning(self, prefix: str, limit: int = ...) -> Sequence[str]:
        """The terms of the words that begin so, the most frequent first."""


def distance(one: str, other: str, most: int) -> int:
    """Optimal string alignment: letters left out, added, changed, or two neighbours swapped.

    Returns ``most + 1`` as soon as it is certain to be more than ``most``.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, previous = None, list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, second in enumerate(other, start=1):
            cost = letter != second
            value = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + cost)
            if before and i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == second:
                value = min(value, before[j - 2] + 1)
            row.append(value)
        if min(row) > most:
            return most + 1
        before, previous = previous, row
    return previous[-1]


def correction(surface: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The nearest known word as it is written and its term, the most frequent of the nearest, or ``None``."""
    word = fold(surface)
    if len(word) < SHORTEST or not word.isalpha():
        return None
    most = 1 if len(word) <= SHORT else 2
    best = None
    for other, term, shown, documents in vocabulary.like(word[0], len(word) - most, len(word) + most):
        found = distance(word, other, most)
        if found <= most and (best is None or (found, -documents, other) < best[0]):
            best = ((found, -documents, other), shown, term)
    return best[1:] if best else None


def root(surface: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The known word that an unknown one is made from, as it is written, and its term, or ``None``."""
    word = fold(surface)
    for ending in sorted(ENDINGS, key=len, reverse=True):
        beginning = word.removesuffix(ending)
        if beginning != word and len(beginning) >= SHORTEST_ROOT:
            for other in (beginning, beginning[:-1]):
                term = term_of(other)
                if len(other) >= SHORTEST_ROOT and vocabulary.knows(term) and (shown := vocabulary.written(term)):
                    return shown, term
    return None
