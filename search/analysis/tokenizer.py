"""The Python tokenizer: text in, terms with the exact place of their words out."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from search.analysis import table
from search.analysis.patterns import PYTHON, pieces


class Token(NamedTuple):
    """A term of the index and the slice of the text that it stands for."""

    term: str
    start: int
    end: int


def _compiled() -> tuple[re.Pattern[str], dict[str | None, tuple[str, int]]]:
    """The one expression that finds the next piece of a text, and the kind of each of its groups."""
    numbered: list[str] = []
    kinds: dict[str | None, tuple[str, int]] = {}
    for number, (kind, pattern) in enumerate(pieces(PYTHON)):
        for name in ("STEM", "END", "TAIL"):
            pattern = pattern.replace(f"?P<{name}>", f"?P<{name.lower()}{number}>")
        numbered.append(f"(?P<piece{number}>{pattern})")
        kinds[f"piece{number}"] = (kind, number)
    return re.compile("|".join(numbered), re.IGNORECASE), kinds


PIECE, KINDS = _compiled()
RUN = re.compile(rf"{PYTHON.letter}+|\d+")
THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
UNSEEN = re.compile(f"[{table.INVISIBLE}]")
_local = threading.local()


def fold(word: str) -> str:
    """Lower case, without accents or ligatures: « Œuvré » becomes "oeuvre"."""
    word = word.lower()
    if word.isascii():
        return word
    for letter, plain in table.FOLDED_LETTERS.items():
        word = word.replace(letter, plain)
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def inflected(word: str) -> str:
    """A folded word without its plural and feminine endings."""
    for group in table.INFLECTIONS:
        for rule in group:
            if word.endswith(rule.ending):
                left = word[: -len(rule.ending)]
                if len(left) >= rule.keep and not (rule.not_after and left.endswith(rule.not_after)):
                    word = left + rule.replacement
                    break
    return word


@lru_cache(maxsize=250_000)
def term_of(word: str) -> str:
    """The term a word is found under, or ``""`` for a word too common to be searched."""
    word = fold(word)
    if word in table.STOP_WORDS:
        return ""
    if not word.isalpha():
        return word[: table.LONGEST_TERM]
    word = inflected(table.IRREGULAR.get(word, word))
    word = table.KEPT_APART.get(word, word)
    if not word.isalpha():
        return word
    # A stemmer keeps state between calls: each thread needs its own.
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = Stemmer.Stemmer(table.STEMMER, 0)
    return stemmer.stemWord(word)[: table.LONGEST_TERM]


def _number(text: str) -> str:
    text = re.sub(r"\s", "", text)
    if THOUSANDS.fullmatch(text):
        return text.replace(".", "")
    return text.replace(",", ".")


def _seen(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without invisible characters, composed, and the place each character came from."""
    characters, places = [], []
    for match in re.finditer(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]", text):
        piece = match.group()
        if UNSEEN.match(piece):
            continue
        for character in unicodedata.normalize("NFC", piece):
            characters.append(character)
            places.append((match.start(), match.end()))
    return "".join(characters), places


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order; ``start`` and ``end`` count its characters."""
    if not text.isascii() and (UNSEEN.search(text) or not unicodedata.is_normalized("NFC", text)):
        text, places = _seen(text)
        return [Token(term, places[start][0], places[end - 1][1]) for term, start, end in _tokens(text)]
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in PIECE.finditer(text):
        kind, number = KINDS[match.lastgroup]
        if kind in {"plain", "word"}:
            term = term_of(match.group())
        elif kind == "elision":
            continue
        elif kind == "inclusive":
            if _is_a_missing_space(match, number):
                yield from _runs(match)
                continue
            term = term_of(match[f"stem{number}"] + (match[f"end{number}"] or ""))
        elif kind == "address":
            yield from _runs(match)
            continue
        elif kind == "digits":
            term = _number(match.group())
        else:  # an acronym with dots, a word with an apostrophe
            term = term_of(re.sub(r"[\W_]", "", match.group()))
        if term:
            yield Token(term, match.start(), match.end())


def _is_a_missing_space(match: re.Match[str], number: int) -> bool:
    """« projet.Les »: a capital after a small letter begins a sentence, not a feminine ending."""
    stem, tail = match[f"stem{number}"], match[f"tail{number}"]
    first = next(character for character in tail if character.isalpha())
    return first.isupper() and stem[-1].islower()


def _runs(match: re.Match[str]) -> Iterator[Token]:
    """The letters and the digits of an address, each a word of its own."""
    for run in RUN.finditer(match.group()):
        if run.group().lower() in table.ADDRESS_NOISE:
            continue
        term = term_of(run.group())
        if term:
            yield Token(term, match.start() + run.start(), match.start() + run.end())


def terms(text: str) -> list[str]:
    """The terms of a text, in order."""
    return [token.term for token in tokens(text)]
