"""A document cut into passages: what an extract is taken from, with the address it leads to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.sources import SearchDocument

PASSAGE_LENGTH = 900
"""Characters, about 150 words: short enough to be read to find the best words in it."""


@dataclass(frozen=True)
class Passage:
    anchor: str
    title: str
    text: str


def passages_of(document: SearchDocument) -> list[Passage]:
    """The passages of a document in reading order; those of a section keep its anchor and title."""
    found = [Passage("", "", text) for text in cut(document.text)]
    for section in document.sections:
        found += [Passage(section.anchor, section.title, text) for text in cut(section.text) or [""]]
    return found


def cut(text: str, length: int = PASSAGE_LENGTH) -> list[str]:
    """A text in pieces of about ``length`` characters that end with a paragraph, a sentence or a word."""
    pieces, piece = [], ""
    for part in _parts(text, length):
        if piece and len(piece) + len(part) > length:
            pieces.append(piece.strip())
            piece = ""
        piece += part
    if piece.strip():
        pieces.append(piece.strip())
    return pieces


def _parts(text: str, length: int) -> Iterator[str]:
    for paragraph in re.split(r"(?<=\n)", text):
        if len(paragraph) <= length:
            yield paragraph
            continue
        for sentence in re.split(r"(?<=[.!?…;] )", paragraph):
            while len(sentence) > length:
                space = sentence.rfind(" ", 0, length) + 1 or length
                yield sentence[:space]
                sentence = sentence[space:]
            yield sentence
