"""The journeys."""

from datetime import timedelta

from django.urls import reverse

from events.meetings.models.meeting import MeetingPage
from tests.events.meetings.test_desk import form
from tests.factories.events import soon
from tests.faults.points.running import Journey


def written(moment):
    return f"{moment:%Y-%m-%d %H:%M}"


def publish_a_meeting(world):
    start = soon(20)
    data = form(
        starts_at=written(start),
        ends_at=written(start + timedelta(hours=2)),
        first_audience="members",
        **{"action-publish": "1"},
    )
    address = reverse("wagtailadmin_pages:add", args=("events", "meetingpage", world.agenda))
    if MeetingPage.objects.filter(title="Nouvelle").exists():
        return  # an organiser who finds it there does not make it a second time
    response = world.client(world.organiser).post(address, data)
    assert response.status_code == 302, response.content.decode()[:2000]


def move_a_date(world):
    meeting = MeetingPage.objects.get(pk=world.meeting)
    start = soon(12)
    data = form(
        title=meeting.title,
        slug=meeting.slug,
        format="hybrid",
        venue_name="Salle basse",
        capacity_on_site="1",
        host=str(meeting.host_id),
        starts_at=written(start),
        ends_at=written(start + timedelta(hours=2)),
        change_explanation="La salle est en travaux.",
        **{"action-publish": "1"},
    )
    response = world.client(world.organiser).post(reverse("wagtailadmin_pages:edit", args=[meeting.pk]), data)
    assert response.status_code == 302, response.content.decode()[:2000]


def cancel(world):
    address = reverse("meeting_cancel", args=[world.meeting])
    response = world.client(world.organiser).post(address, {"explanation": "Trop peu de réponses."})
    assert response.status_code == 302


def pages_of_meetings(world):
    addresses = ["/agenda/", "/calendriers/tous.ics", *(meeting.get_url() for meeting in MeetingPage.objects.live())]
    return [(address, session) for address in addresses for session in ("", world.member)]


JOURNEYS = [
    Journey("publish a meeting", publish_a_meeting, pages_of_meetings),
    Journey("move a date", move_a_date, pages_of_meetings),
    Journey("cancel", cancel, pages_of_meetings),
]


def rename_in_two_steps(world):
    """What no view of the site may do: the tool must see it."""
    MeetingPage.objects.filter(pk=world.meeting).update(title="Comité de pilotage")
    MeetingPage.objects.filter(pk=world.meeting).update(venue_name="Salle haute")


TORN = Journey("rename in two steps", rename_in_two_steps, pages_of_meetings)
