"""Suggesting a correction to minutes."""

import pytest
from django.core import mail
from wagtail.models import PageViewRestriction

from network.accounts.models.reader_messages import ReaderMessage
from resources.minutes.models import MinutesPage
from tests.clients import BrowserLikeClient
from tests.html import soup_of

ANSWERS = {"name": "Alix Exemple", "email": "alix@ville.example", "text": "Le nom est écrit autrement.", "passage": ""}


@pytest.fixture
def minutes(content, organiser):
    page = MinutesPage.objects.live().first()
    PageViewRestriction.objects.filter(page=page).delete()
    return page


def path_of(minutes):
    return f"/comptes-rendus/{minutes.pk}/correction/"


def test_minutes_lead_to_the_form_and_what_is_written_reaches_the_team(client, minutes):
    assert path_of(minutes) in client.get(minutes.url).content.decode()
    form = soup_of(client.get(path_of(minutes))).find("form", id="formulaire")
    anchor = form.find("select").find_all("option")[1]["value"]

    answer = client.post(path_of(minutes), ANSWERS | {"passage": anchor})

    assert answer["Location"] == minutes.url
    message = ReaderMessage.objects.get()
    assert (message.kind, message.page_id, message.anchor, message.subject) == (
        "correction",
        minutes.pk,
        anchor,
        minutes.title,
    )
    assert "Le nom est écrit autrement." in mail.outbox[0].body


def test_minutes_that_are_not_for_a_reader_are_not_named_to_her(client, minutes):
    PageViewRestriction.objects.create(page=minutes, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(path_of(minutes)).status_code == 404
    assert client.post(path_of(minutes), ANSWERS).status_code == 404
    assert not ReaderMessage.objects.exists()


def test_an_eleventh_suggestion_within_the_hour_is_refused(minutes):
    answers = [BrowserLikeClient(REMOTE_ADDR=f"198.51.100.{n}").post(path_of(minutes), ANSWERS) for n in range(11)]

    assert [answer.status_code for answer in answers] == [302] * 10 + [429]


@pytest.mark.parametrize(("field", "value"), [("text", ""), ("passage", "nulle-part"), ("email", "a@b")])
def test_what_is_wrong_is_said_beside_its_field(client, minutes, field, value):
    answer = client.post(path_of(minutes), ANSWERS | {field: value})

    assert answer.status_code == 422
    assert soup_of(answer).find(attrs={"name": field})["aria-invalid"] == "true"
