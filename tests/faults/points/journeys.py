"""The ten journeys, and one that is wrong on purpose."""

from datetime import timedelta
from unittest import mock

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from events.answers.links import answer_path
from events.attendance.models import Attendance
from events.invitations import inviting
from events.meetings.models.meeting import MeetingPage
from network.loading.run import load_content
from resources.minutes.models import MinutesPage
from tests.events.meetings.test_desk import form
from tests.factories.events import soon
from tests.faults.points.running import Journey
from tests.faults.points.site import work_to_the_end

INVITED = "Nouvelle Personne <nouvelle@ville.example>\nautre@ville.example"


def written(moment):
    return f"{moment:%Y-%m-%d %H:%M}"


# Meetings


def publish_a_meeting(world):
    start = soon(20)
    data = form(
        starts_at=written(start),
        ends_at=written(start + timedelta(hours=2)),
        audience="members",
        **{"action-publish": "1"},
    )
    address = reverse("wagtailadmin_pages:add", args=("events", "meetingpage", world.agenda))
    if MeetingPage.objects.filter(title="Nouvelle").exists():
        return  # an organiser who finds it there does not make it a second time
    response = world.client(world.organiser).post(address, data)
    assert response.status_code == 302, response.content.decode()[:2000]


def open_to_everybody(_world):
    """A meeting that was to be for members, and that a visitor can read before the minute is over."""
    public = MeetingPage.objects.filter(title="Nouvelle", view_restrictions=None)
    return [f"{meeting} is there for everybody" for meeting in public]


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


def close_attendance(world):
    address = reverse("events:check_in", args=[world.past])
    response = world.client(world.organiser).post(address, {"action": "close"})
    assert response.status_code == 302


# People


def answer_by_link(world):
    """Who has the only place gives it up: it goes to whoever waits."""
    attendance = Attendance.objects.get(pk=world.people["placee"])
    response = world.client().post(
        answer_path(attendance), {"answer": "excused", "comment": "Bonne rencontre.", "meals": "Végétarien"}
    )
    assert response.status_code == 302, response.content.decode()[:2000]


def invite(world):
    address = reverse("events:invite", args=[world.meeting])
    asked = {"pasted": INVITED, "message": "Venez.", "expected": str(len(INVITED.splitlines())), "action": "send"}
    with mock.patch.object(inviting, "PORTION", 1):  # two people are two portions
        response = world.client(world.organiser).post(address, asked)
        work_to_the_end()
    # Who is invited already is not invited again: the form says so.
    assert response.status_code in {302, 422}, response.content.decode()[:2000]


def merge(world):
    address = reverse("merge_people", args=[world.double])
    keep = Attendance.objects.get(pk=world.people["placee"]).person_id
    response = world.client(world.organiser).post(address, {"keep": str(keep)})
    assert response.status_code in {302, 404}, response.content.decode()[:2000]  # 404: it is one entry already


def erase(world):
    response = world.client(world.member).post(reverse("erase_my_data"), {"archive": "function", "confirmed": "on"})
    assert response.status_code in {200, 302}, response.content.decode()[:2000]  # 302: nobody who could sign in


# Contents


def load(_world):
    load_content(today=timezone.localdate())


def publish_minutes(world):
    minutes = MinutesPage.objects.get(pk=world.minutes)
    text = rich_text(str(minutes.body[0].value["content"][0].value["text"].source), features=["document-link"])
    part = {"text": text, "anchor": "propos", "metropolises-count": "0"}
    body = {
        "type": "exchange",
        "title": "Les échanges",
        "anchor": "echanges",
        "practice": "",
        "themes-count": "0",
        "content": streamfield([("passage", part)]),
    }
    data = nested_form_data(
        {
            "title": minutes.title,
            "slug": minutes.slug,
            "summary": "Ce qui s’est dit.",
            "state": "published",
            "version": "1",
            **dict.fromkeys(("published_on", "written_by", "validated_by", "source_note", "licence"), ""),
            "key_points": streamfield([]),
            "body": streamfield([("section", body)]),
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )
    response = world.client(world.organiser).post(reverse("wagtailadmin_pages:edit", args=[minutes.pk]), data)
    assert response.status_code == 302, response.content.decode()[:2000]


# What shows them


def pages_of_meetings(world):
    addresses = ["/agenda/", "/calendriers/tous.ics", *(meeting.get_url() for meeting in MeetingPage.objects.live())]
    return [(address, session) for address in addresses for session in ("", world.member)]


def pages_of_people(world):
    meeting = MeetingPage.objects.get(pk=world.meeting)
    desk = [reverse(f"events:{name}", args=[world.meeting]) for name in ("invitations", "head_count", "check_in")]
    return [
        *((meeting.get_url(), session) for session in ("", world.member)),
        *((address, world.organiser) for address in desk),
        (reverse("events:check_in", args=[world.past]), world.organiser),
        (MeetingPage.objects.get(pk=world.past).get_url(), ""),
        (reverse("account"), world.member),
    ]


def pages_of_the_site(world):
    addresses = ["/", *(page.get_url() for page in Page.objects.live().filter(depth__gt=2, depth__lt=5)[:40])]
    return [(address, session) for address in addresses for session in ("", world.member)]


def pages_of_minutes(world):
    minutes = MinutesPage.objects.get(pk=world.minutes)
    meeting = MeetingPage.objects.get(pk=world.past)
    addresses = [minutes.get_url(), meeting.get_url()]
    return [(address, session) for address in addresses for session in ("", world.member)]


JOURNEYS = [
    Journey("publish a meeting", publish_a_meeting, pages_of_meetings, open_to_everybody),
    Journey("move a date", move_a_date, pages_of_meetings),
    Journey("cancel", cancel, pages_of_meetings),
    Journey("answer by link", answer_by_link, pages_of_people),
    Journey("invite", invite, pages_of_people),
    Journey("close attendance", close_attendance, pages_of_people),
    Journey("merge two people", merge, pages_of_people),
    Journey("erase somebody", erase, pages_of_people),
    Journey("load content", load, pages_of_the_site, is_long=True),
    Journey("publish minutes", publish_minutes, pages_of_minutes),
]


def rename_in_two_steps(world):
    """What no view of the site may do: the tool must see it."""
    MeetingPage.objects.filter(pk=world.meeting).update(title="Comité de pilotage")
    MeetingPage.objects.filter(pk=world.meeting).update(venue_name="Salle haute")


TORN = Journey("rename in two steps", rename_in_two_steps, pages_of_meetings)
