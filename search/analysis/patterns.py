"""The table as regular expressions: the pieces a text is made of, for Python and for Elasticsearch.

Both compile the same expressions, written in the part of the language they share;
a ``Dialect`` says how each writes what they do not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from search.analysis import table


@dataclass(frozen=True)
class Dialect:
    """How one engine of regular expressions writes a letter, a letter or digit, and what is between words."""

    letter: str
    word_character: str
    space: str


PYTHON = Dialect(letter=r"[^\W\d_]", word_character=r"[^\W_]", space=r"\s")
JAVA = Dialect(letter=r"\p{L}", word_character=r"[\p{L}\p{N}]", space=r"[\s\u00a0\u202f]")


def any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def characters(text: str) -> str:
    """For use between brackets."""
    return "".join(re.escape(character) for character in text)


APOSTROPHES = characters(table.APOSTROPHES)
DOTS = characters(table.MIDDLE_DOTS) + characters(table.FULL_STOP)
HYPHENS = characters(table.HYPHENS)
UPPER = f"[{table.UPPER}]"


def _suffix(separators: str, *, after_hyphen: bool) -> str:
    """One separator and one feminine ending, with the letters that must come before."""
    by_condition: dict[str, list[str]] = {}
    for suffix in table.SUFFIXES:
        if suffix.hyphen or not after_hyphen:
            by_condition.setdefault(suffix.after, []).append(suffix.text)
    alternatives = []
    for letters, texts in by_condition.items():
        # « citoyens·nes »: the letter may be hidden behind the masculine plural.
        condition = f"(?:(?<=[{letters}][{separators}])|(?<=[{letters}]s[{separators}]))" if letters else ""
        alternatives.append(f"{condition}(?:{any_of(texts)})")
    return f"[{separators}](?:{'|'.join(alternatives)})s?"


def _inclusive(dialect: Dialect, separators: str, *, before: str, after: str, after_hyphen: bool = False) -> str:
    """A word, its masculine ending perhaps, one or two feminine endings, a plural mark perhaps."""
    suffix = _suffix(separators, after_hyphen=after_hyphen)
    ending = f"(?:[{separators}](?P<END>{any_of(table.MASCULINE_ENDINGS)})s?)??"
    stem = f"(?P<STEM>{dialect.letter}{{2,40}})"
    return f"{before}{stem}{ending}(?P<TAIL>(?:{suffix}){{1,2}}(?:[{separators}][sx])?){after}"


def _parenthesised(dialect: Dialect) -> str:
    by_condition: dict[str, list[str]] = {}
    for suffix in table.SUFFIXES:
        by_condition.setdefault(suffix.after, []).append(suffix.text)
    alternatives = [
        (f"(?:(?<=[{letters}]\\()|(?<=[{letters}]s\\()|(?<=-))" if letters else "") + f"(?:{any_of(texts)})"
        for letters, texts in by_condition.items()
    ]
    inside = f"-?(?:{'|'.join(alternatives)})s?|[sx]"
    stem = f"(?<!{dialect.word_character})(?P<STEM>{dialect.letter}{{2,40}})"
    return f"{stem}(?P<END>)(?P<TAIL>(?:\\((?:{inside})\\)){{1,2}}s?)(?!{dialect.word_character})"


def inclusive(dialect: Dialect) -> tuple[str, ...]:
    """The expressions of inclusive words, the safest separators first. Groups STEM, END and TAIL."""
    middle = characters(table.MIDDLE_DOTS)
    begins = f"(?<!{dialect.word_character})"
    # Full stops, hyphens and slashes also stand in addresses and compound words.
    begins_no_address = f"{begins}(?<![@/.])"
    begins_no_compound = f"{begins_no_address}(?<![{HYPHENS}])"
    small_letter = f"(?-i:(?!{UPPER}){dialect.letter})"
    ends = f"(?!{dialect.word_character}|[@/]|[{DOTS}{HYPHENS}]{small_letter})"
    return (
        _inclusive(dialect, middle, before=begins, after=f"(?!{dialect.word_character}|[{DOTS}]{dialect.letter})"),
        _inclusive(dialect, DOTS, before=begins_no_address, after=ends),
        _inclusive(dialect, HYPHENS, before=begins_no_compound, after=ends, after_hyphen=True),
        _inclusive(dialect, table.SLASH, before=begins_no_compound, after=ends, after_hyphen=True),
        _parenthesised(dialect),
    )


def pieces(dialect: Dialect) -> tuple[tuple[str, str], ...]:
    """``(kind, expression)`` of everything a text is made of, in the order they are tried."""
    letter, word_character = dialect.letter, dialect.word_character
    whole = "|".join(
        re.escape(word).replace("'", f"[{APOSTROPHES}]") for word in sorted(table.WHOLE_WORDS, key=len, reverse=True)
    )
    extensions = any_of(table.FILE_EXTENSIONS)
    return (
        # The most frequent case first, only where nothing else can begin.
        ("plain", f"{letter}+(?={dialect.space}|[,;!?]|\\.{dialect.space}|$)"),
        ("address", r"(?:https?://|www\.)[^\s<>\"«»“”]{1,2000}"),
        ("address", r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63})+"),
        ("address", rf"{word_character}[\w.\-·]{{0,120}}\.(?:{extensions})(?!\w)"),
        # Acronyms need their capitals; everything else ignores case.
        ("acronym", rf"(?-i:(?<!{word_character})(?:{UPPER}\.){{2,12}}(?:{UPPER}(?!{word_character}))?)"),
        ("digits", rf"(?<![\d.,])\d{{1,3}}(?:[{table.DIGIT_SPACES}]\d{{3}}){{1,10}}(?!\d)"),
        # Bounded: Java's engine calls itself once for each repetition.
        ("digits", r"\d+(?:[.,]\d+){1,30}"),
        ("whole", rf"(?<!{word_character})(?:{whole})(?:e?s)?(?!{word_character})"),
        ("elision", rf"(?<!{word_character})(?:{any_of(table.ELIDED)})[{APOSTROPHES}](?={letter})"),
        *(("inclusive", expression) for expression in inclusive(dialect)),
        ("word", f"{word_character}+"),
    )
