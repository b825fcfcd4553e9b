"""A question to the metropolises: what the desk shows of it."""

import pytest

from tests.factories.resources import PositionFactory
from tests.html import soup_of

pytestmark = pytest.mark.django_db


def test_the_preview_shows_what_is_typed_with_the_answers_there_are(client, organiser, open_minutes, sign_in):
    sign_in(organiser)
    question = PositionFactory(metropolis__short_name="Brest", minutes=open_minutes, label="Non").question
    address = f"/admin/snippets/resources/question/preview/{question.pk}/"

    assert client.post(address, {"number": 3, "text": "Et demain ?", "slug": "et-demain"}).json()["is_valid"]

    text = soup_of(client.get(f"{address}?mode=")).main.get_text(" ", strip=True)
    assert text.startswith("Question 3 Et demain ?")
    assert "Brest" in text
    assert "Non" in text
