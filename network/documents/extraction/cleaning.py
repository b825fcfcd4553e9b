"""Extracted text as a person would have typed it: no control characters, whole words, composed letters."""

import re
import unicodedata
from collections.abc import Collection, Iterable

from django.utils.text import normalize_newlines

LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xad": None})
UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u200b\u2060]")
# Bounded and tied to the beginning of a word: a file may hold a “word” of a million letters.
BROKEN_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,40})[-\u2010]\n([^\W\d_]{1,40})( ?)")
WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


def clean_pages(pages: Iterable[str]) -> list[str]:
    """The texts of a document's pages, cleaned."""
    pages = [_clean(page) for page in pages]
    if not any("-\n" in page or "\u2010\n" in page for page in pages):
        return pages
    known = {word.casefold() for page in pages for word in WORD.findall(page)}
    return [BROKEN_WORD.sub(lambda found: _mended(found, known), page) for page in pages]


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", normalize_newlines(text)).translate(LIGATURES)
    text = UNWANTED.sub("", text)
    text = "\n".join(line.strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _mended(found: re.Match[str], known: Collection[str]) -> str:
    """A word broken at the end of a line: with its hyphen where the document writes it so elsewhere."""
    first, second, space = found.groups()
    end = "\n" if space else ""
    if second[0].isupper():  # « Bourgogne-\nFranche-Comté »
        return f"{first}-{second}{end}"
    whole, hyphenated = first + second, f"{first}-{second}"
    if whole.casefold() not in known and hyphenated.casefold() in known:
        return f"{hyphenated}{end}"
    return f"{whole}{end}"
