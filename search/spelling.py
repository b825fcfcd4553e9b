"""A word that no visible text holds: the word its writer may have meant."""

from search.analysis import fold, term_of

SHORTEST = 4
SHORTEST_ROOT = 6
ENDINGS = (
    *("iser", "isation", "isations", "nisation", "nisations", "ation", "ations", "age", "ages", "ement", "ements"),
    *("ite", "ites", "isme", "ismes", "iste", "istes", "able", "ables", "ique", "iques", "if", "ive", "ifs", "ives"),
)
"""Endings that make a new word of a known one: piéton, piétonisation."""
SHORT = 5
"""Up to this length one slip is allowed, two beyond it."""


def distance(one, other, most):
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


def correction(surface, vocabulary):
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


def root(surface, vocabulary):
    """The known word that an unknown one is made from, as it is written, and its term, or ``None``."""
    word = fold(surface)
    for ending in sorted(ENDINGS, key=len, reverse=True):
        beginning = word.removesuffix(ending)
        if beginning != word and len(beginning) >= SHORTEST_ROOT:
            for other in (beginning, beginning[:-1]):
                term = term_of(other)
                if len(other) >= SHORTEST_ROOT and vocabulary.knows(term):
                    return vocabulary.written(term), term
    return None
