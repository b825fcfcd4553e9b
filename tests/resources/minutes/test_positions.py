"""A position: what the desk shows of it."""

import pytest

from tests.factories.resources import PositionFactory
from tests.html import soup_of

pytestmark = pytest.mark.django_db


def test_previews_show_the_record_as_readers_see_it(client, organiser, open_minutes, sign_in):
    sign_in(organiser)
    position = PositionFactory(metropolis__short_name="Brest", minutes=open_minutes, label="Bof", slug="bof")
    posted = {
        "question": position.question_id,
        "metropolis": position.metropolis_id,
        "minutes": position.minutes_id,
        "kind": "doubt",
        "sort_order": 0,
        "label": "Un aperçu de position",
        "text": "null",
        "slug": "bof",
        "passage": "propos",
    }
    address = f"/admin/snippets/resources/position/preview/{position.pk}/"

    assert client.post(address, posted).json()["is_valid"]

    text = soup_of(client.get(f"{address}?mode=")).main.get_text(" ", strip=True)
    assert text.startswith("Brest Doute Un aperçu de position")
