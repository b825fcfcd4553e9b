"""Rich text keeps what its field lists, whoever sends it: the editor's own form is not the only way to post one."""

import json

import pytest
from wagtail.fields import RichTextField
from wagtail.models import get_page_models

from events.meetings.models.meeting import MeetingPage
from network.directory.models.metropolises import Metropolis
from resources.minutes.positions import Position

pytestmark = pytest.mark.django_db

HOSTILE = {
    "blocks": [
        {
            "key": "a",
            "type": "unstyled",
            "text": "<script>alert(1)</script> suite",
            "depth": 0,
            "inlineStyleRanges": [{"offset": 0, "length": 8, "style": "BLINK"}],
            "entityRanges": [{"offset": 0, "length": 8, "key": 0}, {"offset": 20, "length": 5, "key": 1}],
        },
        {"key": "b", "type": "header-two", "text": "titre", "depth": 0, "inlineStyleRanges": [], "entityRanges": []},
        {
            "key": "c",
            "type": "atomic",
            "text": " ",
            "depth": 0,
            "inlineStyleRanges": [],
            "entityRanges": [{"offset": 0, "length": 1, "key": 2}],
        },
    ],
    "entityMap": {
        "0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}},
        "1": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "JaVa\tScript:alert(1)"}},
        "2": {"type": "EMBED", "mutability": "IMMUTABLE", "data": {"url": "http://127.0.0.1/", "embedType": "video"}},
    },
}


def rich_text_fields():
    for model in [*get_page_models(), Metropolis, Position]:
        for field in model._meta.local_fields:
            if isinstance(field, RichTextField):
                yield pytest.param(field, id=f"{model.__name__}.{field.name}")


@pytest.mark.parametrize("field", list(rich_text_fields()))
def test_no_script_no_hidden_link_and_no_embed_is_kept(field):
    form_field = field.formfield()

    html = form_field.widget.value_from_datadict({"text": json.dumps(HOSTILE)}, {}, "text")

    lowered = "".join(html.split()).lower()
    assert "<script" not in lowered
    assert "script:" not in lowered
    assert "embedtype" not in lowered
    assert "127.0.0.1" not in lowered
    assert "suite" in lowered


def test_a_field_that_lists_no_headings_keeps_none():
    field = MeetingPage._meta.get_field("introduction").formfield()

    html = field.widget.value_from_datadict({"text": json.dumps(HOSTILE)}, {}, "text")

    assert "<h2" not in html
