"""A meeting that people have planned by is cancelled, never just gone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from events.changes.telling import cancel
from events.meetings.models.meeting import MeetingPage
from tests.factories.directory import PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting, soon

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(sign_in, organiser):
    return sign_in(organiser)


def invite(meeting):
    person = PersonFactory(email="")
    AttendanceFactory(meeting=meeting, person=person, status="", capacities=[], invited_at=timezone.now())
    return meeting


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_a_meeting_somebody_was_invited_to_is_to_be_cancelled_first(agenda, desk, action):
    meeting = invite(make_meeting(agenda, "Comité"))
    together = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={meeting.pk}"

    for address in (reverse(f"wagtailadmin_pages:{action}", args=[meeting.pk]), together):
        response = desk.post(address, follow=True)

        assert response.redirect_chain == [(reverse("meeting_cancel", args=[meeting.pk]), 302)]
        assert "L’annuler d’abord" in response.content.decode()
    assert MeetingPage.objects.get().live

    cancel(MeetingPage.objects.get(), explanation="Non")
    desk.post(reverse(f"wagtailadmin_pages:{action}", args=[meeting.pk]))
    assert not MeetingPage.objects.filter(live=True).exists()


@pytest.mark.parametrize("make", ["nobody", "draft", "past"])
def test_what_nobody_planned_by_is_deleted_as_any_page(agenda, desk, make):
    meeting = make_meeting(agenda, starts_at=soon(-20 if make == "past" else 20), published=make != "draft")
    if make != "nobody":
        invite(meeting)

    desk.post(reverse("wagtailadmin_pages:delete", args=[meeting.pk]))

    assert not MeetingPage.objects.exists()
