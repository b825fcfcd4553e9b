"""`/compte/`: the meetings to come of a member, and what she or he has said to them."""

import pytest
from django.utils import timezone

from events.attendance.models import Attendance
from tests.factories.directory import PersonFactory
from tests.factories.events import make_meeting, paris, publish
from tests.html import soup_of

pytestmark = pytest.mark.django_db
PAGE = "/compte/"


@pytest.fixture
def official(member):
    """A member with an entry in the directory."""
    member.person = PersonFactory()
    member.save()
    return member


def attend(agenda, person, title, **fields):
    fields = {"invited_at": timezone.now()} | fields
    meeting = make_meeting(agenda, title=title, slug=title.lower())
    return Attendance.objects.create(meeting=meeting, person=person, **fields)


def my_meetings(client):
    """``[(title, what the tag says of my answer)]``."""
    section = soup_of(client.get(PAGE)).find(id="mes-rencontres")
    said = {"Réponse attendue", "Sur liste d’attente", "Ma réponse\xa0: excusé·e"}
    cards = section.find_all("article") or section.find_all("li", recursive=False)
    return [
        (card.find("h3").get_text(" ", strip=True), *(said & {tag.get_text(strip=True) for tag in card.select(".tag")}))
        for card in cards
    ]


def test_each_meeting_to_come_says_what_i_answered(agenda, official, sign_in):
    now = timezone.now()
    attend(agenda, official.person, "Attendue")
    attend(agenda, official.person, "Excuse", answer="excused", answered_at=now)
    attend(agenda, official.person, "Complet", answer="remote", answered_at=now, waiting_since=now)

    assert sorted(my_meetings(sign_in(official))) == [
        ("Attendue", "Réponse attendue"),
        ("Complet", "Sur liste d’attente"),
        ("Excuse", "Ma réponse\xa0: excusé·e"),
    ]


def test_nothing_of_others_nothing_withdrawn_and_nothing_over(agenda, official, sign_in):
    now = timezone.now()
    attend(agenda, PersonFactory(), "Autre")
    attend(agenda, official.person, "Retrait", withdrawn_at=now)
    over = attend(agenda, official.person, "Finie").meeting
    over.starts_at, over.ends_at = paris("2020-05-05T09:00"), paris("2020-05-05T10:00")
    publish(over)

    page = soup_of(sign_in(official).get(PAGE))

    assert (
        page.find(id="mes-rencontres").find(class_="unknown").get_text() == "Aucune invitation à une rencontre à venir."
    )


def test_who_is_not_in_the_directory_has_no_such_section(home, member, sign_in):
    assert soup_of(sign_in(member).get(PAGE)).find(id="mes-rencontres") is None
