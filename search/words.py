"""The words of a text as readers could type them: what spelling and beginnings are found in."""

import re
from functools import lru_cache

from search import analysis

SHORTEST_WORD, LONGEST_WORD = 3, 64


def collect_words(words, text, text_tokens):
    """Add to ``{(word, term): form to show}`` the words of a text, folded, as readers could type them."""
    for token in text_tokens:
        word, shown = written(text[token.start : token.end])
        if word:
            key = (word, token.term)
            if words.get(key, "") < shown:
                words[key] = shown


@lru_cache(maxsize=100_000)
def written(slice_of_text):
    """A word folded and as it may be shown; empty if nobody would type it."""
    shown = slice_of_text
    if not shown.isalpha():
        # « élu.e.s » is typed élu; « P.L.U. » is typed plu.
        first = re.match(r"[^\W\d_]*", shown).group()
        shown = first if len(first) > 1 else "".join(re.findall(r"[^\W\d_]", shown))
    word = analysis.fold(shown)
    return (word, shown) if SHORTEST_WORD <= len(word) <= LONGEST_WORD and word.isalpha() else ("", "")
