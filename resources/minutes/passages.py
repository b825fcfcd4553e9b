"""The parts of minutes that have an address of their own, read from the stored form of their body.

The stored form (``body.get_prep_value()``) is a list of ``{"type": "section", "value": …}``;
reading it asks the database nothing.
"""

from collections import defaultdict
from dataclasses import dataclass
from uuid import uuid4

from network.directory.acronyms import plain_text

WORDS_A_MINUTE = 220
ANCHORED = {"passage", "subheading", "question_answer"}


@dataclass(frozen=True)
class Passage:
    """A part that can be cited; ``text`` is plain."""

    anchor: str
    kind: str  # the type of the block, or "section"
    section: str
    title: str
    text: str


def default_anchor(block_id):
    """The anchor of a block that nobody named: the start of its own id, which never changes."""
    return f"p-{block_id[:8]}"


def name_passages(body):
    """Give an anchor to every section and passage of a stream that has none."""
    for section in body:
        _name(section)
        for child in section.value["content"]:
            if child.block_type in ANCHORED:
                _name(child)


def _name(block):
    if not block.value["anchor"]:
        block.id = block.id or str(uuid4())
        block.value["anchor"] = default_anchor(block.id)


def passages_of(stored):
    """Every part with an address, in reading order: each section, then what stands in it."""
    for section in stored:
        value = section["value"]
        title = value.get("title", "")
        yield Passage(value.get("anchor", ""), "section", title, title, "")
        for child in value.get("content") or []:
            if child["type"] in ANCHORED:
                yield _passage(child, title)


def _passage(child, section):
    value = child["value"]
    heading = value.get("question") or (value.get("text", "") if child["type"] == "subheading" else "")
    text = value.get("answer") or (value.get("text", "") if child["type"] == "passage" else "")
    return Passage(value.get("anchor", ""), child["type"], section, heading, plain_text(text))


def anchors_of(stored):
    """The anchors in reading order, repeated ones repeated."""
    return [passage.anchor for passage in passages_of(stored) if passage.anchor]


def keys_of(stored):
    """What the text refers to: ``{"metropolis": {3, 5}, "theme": …, "practice": …, "question": …}``."""
    keys = defaultdict(set)
    for section in stored:
        value = section["value"]
        keys["theme"].update(_items(value.get("themes")))
        if value.get("practice"):
            keys["practice"].add(value["practice"])
        for child in value.get("content") or []:
            if child["type"] == "passage":
                keys["metropolis"].update(_items(child["value"].get("metropolises")))
            elif child["type"] == "positions" and child["value"].get("question"):
                keys["question"].add(child["value"]["question"])
    return keys


def _items(stored_list):
    """The values of a stored ListBlock, in its present form or the older bare one."""
    for item in stored_list or []:
        value = item["value"] if isinstance(item, dict) else item
        if value is not None:
            yield value


def text_of(stored):
    """All the words of the text, plain: headings, passages, figures, quotations."""
    return " ".join(part for part in _texts(stored) if part)


def _texts(stored):
    for section in stored:
        value = section["value"]
        yield value.get("title", "")
        for child in value.get("content") or []:
            content = child["value"]
            if child["type"] in ANCHORED:
                passage = _passage(child, "")
                yield passage.title
                yield passage.text
            elif child["type"] == "key_figures":
                for figure in content.get("figures") or []:
                    figure = figure.get("value", figure)
                    if isinstance(figure, dict):
                        yield f"{figure.get('value', '')} {figure.get('label', '')}"
            elif child["type"] == "quote":
                yield content.get("text", "")


def reading_minutes(stored, *more_texts):
    """How long the text takes to read, in whole minutes, at least one."""
    words = len(" ".join([text_of(stored), *more_texts]).split())
    return max(1, round(words / WORDS_A_MINUTE))
