"""The sections of the minutes that ship, in the form in which Wagtail keeps them."""

import uuid

from network.directory.models.metropolises import Metropolis
from network.directory.models.themes import Theme
from resources.minutes.blocks import SECTION_TYPES
from resources.practices.models import PracticePage
from resources.questions.models import Question

PASSAGES_NAMESPACE = uuid.UUID("5d0c6a3e-2f1b-5c77-9a4e-6d1b0f2c8e11")
"""The ids of blocks come from where they stand in the file, so that loading twice changes nothing."""


def stored_section(record):
    """A section in the form in which Wagtail keeps it."""
    types = dict(SECTION_TYPES)
    section_type = record.text("type", required=True)
    if section_type not in types:
        record.error("type", f"“{section_type}” is not in the list. Expected one of: {', '.join(types)}.")
    anchor = record.text("anchor", required=True, max_length=80)
    practice = record.reference("practice", PracticePage)
    value = {
        "type": section_type,
        "title": record.text("title", required=True, max_length=200),
        "anchor": anchor,
        "practice": practice.pk if practice else None,
        "themes": stored_list([theme.pk for theme in record.references("themes", Theme, by="code")], anchor, "theme"),
        "content": [
            stored_content(content, f"{anchor}/{place}") for place, content in enumerate(record.records("content"))
        ],
    }
    record.finish()
    return {"type": "section", "value": value, "id": block_id(anchor)}


def stored_content(record, place):
    kind = record.text("kind", required=True)
    if kind not in READERS:
        record.error("kind", f"“{kind}” is not in the list. Expected one of: {', '.join(READERS)}.")
    value = READERS[kind](record, place)
    record.finish()
    return {"type": kind, "value": value, "id": block_id(value.get("anchor") or place)}


def read_passage(record, place):
    metropolises = record.references("metropolises", Metropolis)
    return {
        "text": record.markdown("text", required=True),
        "anchor": record.text("anchor", required=True, max_length=80),
        "metropolises": stored_list([metropolis.pk for metropolis in metropolises], place, "metropolis"),
    }


def read_subheading(record, place):
    return {
        "text": record.text("text", required=True, max_length=200),
        "anchor": record.text("anchor", required=True, max_length=80),
    }


def read_question_answer(record, place):
    return {
        "question": record.text("question", required=True, max_length=255),
        "answer": record.markdown("answer", required=True),
        "anchor": record.text("anchor", required=True, max_length=80),
    }


def read_key_figures(record, place):
    return {
        "figures": stored_list(
            [read_figure(figure) for figure in record.records("figures", required=True)], place, "f"
        ),
        "source": record.text("source"),
    }


def read_figure(record):
    figure = {
        "value": record.text("value", required=True, max_length=40),
        "label": record.text("label", required=True, max_length=200),
    }
    record.finish()
    return figure


def read_links(record, place):
    return {
        "title": record.text("title", max_length=120),
        "links": stored_list([read_link(link) for link in record.records("links", required=True)], place, "link"),
    }


def read_link(record):
    link = {"label": record.text("label", required=True, max_length=200), "url": record.url("url")}
    record.finish()
    return link


def read_positions(record, place):
    return {"question": record.reference("question", Question, required=True).pk}


def read_credit(record, place):
    return {
        "subject": record.text("subject", required=True, max_length=200),
        "credit": record.text("credit", required=True, max_length=200),
    }


READERS = {
    "passage": read_passage,
    "subheading": read_subheading,
    "question_answer": read_question_answer,
    "key_figures": read_key_figures,
    "links": read_links,
    "positions": read_positions,
    "credit": read_credit,
}


def stored_list(values, place, name):
    """The items of a ListBlock, each with an id of its own."""
    return [
        {"type": "item", "value": value, "id": block_id(f"{place}/{name}/{order}")}
        for order, value in enumerate(values)
    ]


def block_id(place):
    return str(uuid.uuid5(PASSAGES_NAMESPACE, place))
