"""Texts in blocks, as content files write them and as a StreamField keeps them."""

import json
import uuid

from django.utils.text import slugify

from network.directory.models.working_groups import WorkingGroup


def stream_of(record, field):
    """The blocks of a text, as a StreamField keeps them."""
    blocks = []
    for position, item in enumerate(record.records(field)):
        name = next(iter(item.values))
        if name not in BLOCKS:
            item.error(name, f"“{name}” is not a block. Expected one of: {', '.join(BLOCKS)}.")
        kind, value_of = BLOCKS[name]
        value = value_of(item, name)
        place = f"{record.file}:{record.text('slug')}:{field}:{position}"
        # A heading's id is its anchor, part of addresses: readable, and the same at every load.
        block_id = (
            slugify(value["text"].replace("’", " "))
            if kind == "heading"
            else str(uuid.uuid5(uuid.NAMESPACE_URL, place))
        )
        blocks.append({"type": kind, "value": value, "id": block_id})
        item.finish()
    return json.dumps(blocks)


def heading_block(record, name):
    return {
        "text": record.text(name, required=True, max_length=200),
        "level": record.text("level") or "2",
    }


def paragraph_block(record, name):
    return record.markdown(name, required=True)


def timeline_block(record, name):
    steps = []
    for step in record.records(name, required=True):
        steps.append(
            {
                "when": step.text("when", required=True, max_length=60),
                "title": step.text("title", required=True, max_length=200),
                "text": step.markdown("text"),
            }
        )
        step.finish()
    return {"steps": steps}


def key_figures_block(record, name):
    given = record.record(name, required=True)
    figures = []
    for figure in given.records("figures", required=True):
        figures.append(
            {
                "value": figure.text("value", required=True),
                "label": figure.text("label", required=True),
            }
        )
        figure.finish()
    value = {"figures": figures, "source": given.text("source")}
    given.finish()
    return value


def working_groups_block(record, name):
    return {"groups": [group.pk for group in record.references(name, WorkingGroup, required=True)]}


def quote_block(record, name):
    return {"text": record.text(name, required=True), "source": record.text("source")}


def links_block(record, name):
    given = record.record(name, required=True)
    links = []
    for link in given.records("links", required=True):
        links.append(
            {
                "label": link.text("label", required=True, max_length=200),
                "url": link.url("url"),
            }
        )
        link.finish()
    value = {"title": given.text("title", max_length=120), "links": links}
    given.finish()
    return value


BLOCKS = {
    "heading": ("heading", heading_block),
    "text": ("paragraph", paragraph_block),
    "timeline": ("timeline", timeline_block),
    "key_figures": ("key_figures", key_figures_block),
    "working_groups": ("working_groups", working_groups_block),
    "quote": ("quote", quote_block),
    "links": ("links", links_block),
}
"""How a block is written in a content file: its name there, its name in the stream, and how it is read."""
