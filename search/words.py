"""The words of a text as readers could type them: what spelling and beginnings are found in."""

import re
from collections.abc import Iterable
from functools import lru_cache

from search import analysis

Words = dict[tuple[str, str], str]
"""``{(word folded, term): form to show}``"""

SHORTEST_WORD, LONGEST_WORD = 3, 64


def collect_words(words: Words, text: str, text_tokens: Iterable[analysis.Token]) -> None:
    """Add the words of a text, folded, as readers could type them."""
    for token in text_tokens:
        word, shown = written(text[token.start : token.end])
        if word:
            key = (word, token.term)
            if words.get(key, "") < shown:
                words[key] = shown


@lru_cache(maxsize=100_000)
def written(slice_of_text: str) -> tuple[str, str]:
    """A word folded and as it may be shown; empty if nobody would type it."""
    shown = slice_of_text
    if not shown.isalpha():
        # « élu.e.s » is typed élu; « P.L.U. » is typed plu.
        first = re.split(r"[\W\d_]", shown, maxsplit=1)[0]
        shown = first if len(first) > 1 else "".join(re.findall(r"[^\W\d_]", shown))
    word = analysis.fold(shown)
    return (word, shown) if SHORTEST_WORD <= len(word) <= LONGEST_WORD and word.isalpha() else ("", "")
