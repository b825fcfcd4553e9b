"""Text as people type it and as the site gives it out: in one line, without what is not seen, without accents.

A name may hold any letter of any script. Control characters, zero-width and direction marks (Unicode categories Cc and
Cf) are not part of a name: they hide text, turn it round (``U+202E``) or add a header to a mail (``\\r\\n``).

Search folds words in a way of its own (``search.analysis``): an index keeps what it made, and search knows no other app.
"""

import unicodedata

from django.utils.text import normalize_newlines

INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Co", "Cs"}


def one_line(text: object) -> str:
    """One line, blanks of all kinds (no-break spaces too) made single spaces."""
    return " ".join(str(text).split())


def tidy_line(text: str) -> str:
    """What somebody typed in one line, in composed form, without invisible characters, blanks made single."""
    composed = unicodedata.normalize("NFC", text)
    seen = (" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in composed)
    return one_line("".join(sign for sign in seen if unicodedata.category(sign) not in INVISIBLE))


def tidy_text(text: str) -> str:
    """Several lines: the same, with its line breaks."""
    return "\n".join(tidy_line(line) for line in normalize_newlines(text).split("\n")).strip("\n")


def without_controls(text: str, keep: str = "") -> str:
    """Without control characters and halves of characters (Cc, Cs), which mails and calendars may not hold."""
    return "".join(sign for sign in text if sign in keep or unicodedata.category(sign) not in {"Cc", "Cs"})


def printable(text: str) -> str:
    """Only what prints by itself: no line break, no mark, and of all blanks the plain space alone."""
    return "".join(sign for sign in text if sign.isprintable())


def without_accents(text: str) -> str:
    """The letters without their accents, and signs made of letters as those (« ﬁ » as « fi »)."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
