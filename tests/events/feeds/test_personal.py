"""`/calendriers/perso/<token>.ics`: what is in it for whom (issue 6, 2), and what it costs."""

import json
from datetime import timedelta
from email.utils import parsedate_to_datetime

import icalendar
import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from events.attendance.models import Attendance, SessionAnswer
from events.calendars.models import CalendarClock
from events.feeds.models.subscriptions import CalendarSubscription, Follow
from events.feeds.personal_contents import snapshots
from events.feeds.subscriptions import make_subscription
from events.meetings.models.meeting import MeetingPage
from events.meetings.models.programme import AgendaItemSpeaker
from events.meetings.models.sessions import MeetingSession
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup
from tests.events.feeds.calendars_of_mine import LINK, address, events, fetch, forget, hybrid, invite, titles
from tests.factories.directory import MetropolisFactory
from tests.factories.events import AttendanceFactory, make_meeting, publish, soon

pytestmark = pytest.mark.django_db


# What is in it


def test_an_invitation_says_that_it_waits_for_an_answer_and_gives_no_link(agenda, client, somebody, subscription):
    invite(hybrid(agenda), somebody)
    make_meeting(agenda, "Une autre, publique")

    (event,) = events(client, subscription)

    assert event["SUMMARY"] == "À répondre\xa0: Rencontre"
    assert event["STATUS"] == "TENTATIVE"
    assert LINK not in event.to_ical().decode()


@pytest.mark.parametrize(
    ("fields", "title", "status", "transparency", "has_link"),
    [
        ({"answer": "on_site"}, "Rencontre (je viens sur place)", "CONFIRMED", "OPAQUE", True),
        ({"answer": "remote"}, "Rencontre (je participe à distance)", "CONFIRMED", "OPAQUE", True),
        ({"answer": "excused"}, "Excusé·e\xa0: Rencontre", "CONFIRMED", "TRANSPARENT", False),
        ({"answer": "represented"}, "Représenté·e\xa0: Rencontre", "CONFIRMED", "TRANSPARENT", False),
        ({"answer": "remote", "is_tentative": True}, "Peut-être\xa0: Rencontre", "TENTATIVE", "OPAQUE", True),
        (
            {"answer": "on_site", "waiting_since": timezone.now()},
            "Liste d’attente\xa0: Rencontre",
            "TENTATIVE",
            "OPAQUE",
            False,
        ),
        ({"capacities": ["organiser"]}, "Rencontre", "CONFIRMED", "OPAQUE", True),
    ],
)
def test_my_answer_is_in_the_title_and_in_the_status(
    agenda, client, somebody, subscription, fields, title, status, transparency, has_link
):
    meeting = hybrid(agenda)
    invite(meeting, somebody, answered_at=timezone.now() + timedelta(minutes=1), **fields)

    (event,) = events(client, subscription)

    assert str(event["SUMMARY"]) == title
    assert (event["STATUS"], event["TRANSP"]) == (status, transparency)
    assert (LINK in icalendar.Calendar.from_ical(fetch(client, subscription).content).to_ical().decode()) is has_link
    assert event["UID"] == f"{meeting.calendar_entry.uid}@metropoles-participatives.example"
    assert event["DTSTAMP"].dt > meeting.calendar_entry.modified_at  # newer than the meeting's own change
    assert LINK.encode() not in client.get("/calendriers/tous.ics").content


def test_a_withdrawn_invitation_leaves_the_calendar(agenda, client, somebody, subscription):
    invite(hybrid(agenda), somebody, answer="remote", withdrawn_at=timezone.now())

    assert titles(client, subscription) == []


def test_a_speaker_has_the_meeting_and_its_link_without_an_invitation(agenda, client, somebody, subscription):
    meeting = hybrid(agenda, items=[{"title": "Exposé"}], published=False)
    item = meeting.agenda_items.get()
    item.speakers = [AgendaItemSpeaker(person=somebody.person)]
    item.save()
    meeting.agenda_items = [item]
    publish(meeting)

    (event,) = events(client, subscription)

    assert LINK in event["DESCRIPTION"]


def test_what_is_followed_is_in_it_and_takes_no_time(agenda, client, somebody, subscription):
    parent = Theme.objects.create(code="TST", label="Mobilité", sort_order=1)
    child = Theme.objects.create(code="TST-A", label="Air", parent=parent, sort_order=2)
    group, host = WorkingGroup.objects.create(title="Écoles", slug="ecoles"), MetropolisFactory()
    make_meeting(agenda, "Hôte", host=host, starts_at=soon(1))
    make_meeting(agenda, "Groupe", working_group=group, starts_at=soon(2))
    make_meeting(agenda, "Thème", themes=[child], starts_at=soon(3))
    make_meeting(agenda, "Autre", starts_at=soon(4))
    assert titles(client, subscription) == []

    Follow.objects.create(user=somebody, metropolis=host)
    Follow.objects.create(user=somebody, working_group=group)
    Follow.objects.create(user=somebody, theme=parent)

    assert titles(client, subscription) == ["Hôte", "Groupe", "Thème"]
    assert {event["TRANSP"] for event in events(client, subscription)} == {"TRANSPARENT"}


def test_meetings_for_members_are_in_it_and_those_of_a_group_only_as_long_as_one_is_in_it(
    agenda, client, somebody, subscription
):
    """R27: rights are read at each fetch."""
    group = Group.objects.create(name="Comité")
    members, of_group = make_meeting(agenda, "Membres", starts_at=soon(1)), make_meeting(agenda, "Comité")
    PageViewRestriction.objects.create(page=members, restriction_type="login")
    PageViewRestriction.objects.create(page=of_group, restriction_type="groups").groups.add(group)
    invite(of_group, somebody, answer="remote")
    assert titles(client, subscription) == ["Membres"]

    somebody.groups.add(group)
    with_group = fetch(client, subscription)
    assert titles(client, subscription) == ["Membres", "Comité (je participe à distance)"]

    # A change that sends no signal is seen all the same.
    type(somebody).groups.through.objects.all().delete()
    assert titles(client, subscription) == ["Membres"]
    assert fetch(client, subscription, **{"if-none-match": with_group["ETag"]}).status_code == 200


def test_the_options_choose_what_is_in_it(agenda, client, somebody, subscription):
    invite(make_meeting(agenda, "Oui", starts_at=soon(1)), somebody, answer="on_site")
    invite(make_meeting(agenda, "Non", starts_at=soon(2)), somebody, answer="excused")
    invite(make_meeting(agenda, "Annulée", starts_at=soon(3), status="cancelled"), somebody, answer="on_site")
    invite(make_meeting(agenda, "Sans réponse", starts_at=soon(4)), somebody)
    make_meeting(agenda, "Publique", starts_at=soon(5))

    def with_options(**options):
        CalendarSubscription.objects.filter(pk=subscription.pk).update(**options)
        return titles(client, subscription)

    yes, no, cancelled, open_ = (
        "Oui (je viens sur place)",
        "Excusé·e\xa0: Non",
        "Annulé\xa0: Annulée",
        "À répondre\xa0: Sans réponse",
    )
    assert with_options() == [yes, no, cancelled, open_]
    assert with_options(hides_cancelled=True) == [yes, no, open_]
    assert with_options(hides_declined=True) == [yes, open_]
    assert with_options(content="all") == [yes, open_, "Publique"]
    assert with_options(content="registered", hides_cancelled=False) == [yes, cancelled]


def test_sessions_are_events_with_an_answer_each_or_one_block(agenda, client, somebody, subscription):
    meeting = hybrid(agenda, published=False)
    meeting.sessions = [
        MeetingSession(title="Jour 1", starts_at=soon(10, 9), ends_at=soon(10, 17), format="in_person"),
        MeetingSession(title="Jour 2", starts_at=soon(11, 9), ends_at=soon(11, 16), format="remote"),
    ]
    meeting = publish(meeting)
    attendance = invite(meeting, somebody, answer="remote")
    first, second = meeting.sessions.order_by("starts_at")
    # The answer to the whole: a day on site only is none for who takes part remotely.
    assert titles(client, subscription) == [
        "Excusé·e\xa0: Rencontre – Jour 1",
        "Rencontre – Jour 2 (je participe à distance)",
    ]
    SessionAnswer.objects.create(attendance=attendance, session_key=first.key, answer="on_site")
    assert titles(client, subscription) == [
        "Rencontre – Jour 1 (je viens sur place)",
        "À répondre\xa0: Rencontre – Jour 2",
    ]
    assert LINK.encode() not in fetch(client, subscription).content
    SessionAnswer.objects.update(answer="excused")
    SessionAnswer.objects.create(attendance=attendance, session_key=second.key, answer="remote")

    assert titles(client, subscription) == [
        "Excusé·e\xa0: Rencontre – Jour 1",
        "Rencontre – Jour 2 (je participe à distance)",
    ]
    CalendarSubscription.objects.update(days="blocs")
    assert titles(client, subscription) == ["Rencontre (je participe à distance)"]


def test_an_organiser_has_every_link_and_a_member_without_a_person_none(agenda, client, organiser, member):
    meeting = hybrid(agenda)
    PageViewRestriction.objects.create(page=meeting, restriction_type="login")

    assert LINK in events(client, make_subscription(user=organiser))[0]["DESCRIPTION"]
    assert LINK not in events(client, make_subscription(user=member))[0]["DESCRIPTION"]


def test_jcal_of_a_personal_calendar_is_as_private(agenda, client, somebody, subscription):
    invite(hybrid(agenda), somebody, answer="remote")

    response = client.get(address(subscription, "json"))

    assert json.loads(response.content)[0] == "vcalendar"
    assert response["Referrer-Policy"] == "no-referrer"


# Its validators and its cost


def test_unchanged_it_is_answered_304_with_two_queries(agenda, client, somebody, subscription):
    invite(hybrid(agenda), somebody, answer="remote")
    first = fetch(client, subscription)

    with CaptureQueriesContext(connection) as captured:
        answer = fetch(client, subscription, **{"if-none-match": first["ETag"]})

    assert answer.status_code == 304
    assert answer["Cache-Control"] == "private, max-age=300"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert len(captured) == 2


def test_made_anew_it_asks_four_queries_whatever_its_size(agenda, client, somebody, subscription):
    invite(hybrid(agenda), somebody, answer="remote")

    def cost():
        forget()
        snapshots.forget()
        with CaptureQueriesContext(connection) as captured:
            assert fetch(client, subscription).status_code == 200
        return len(captured)

    few = cost()
    for number in range(6):
        invite(make_meeting(agenda, f"N° {number}", host=MetropolisFactory()), somebody)

    assert cost() == few <= 4


CHANGES = {
    "answered": lambda attendance: setattr_saved(attendance, "answer", "excused"),
    "meeting moved": lambda attendance: publish(setattr_of(attendance.meeting, "ends_at", soon(hour=18))),
    "meeting cancelled": lambda attendance: publish(setattr_of(attendance.meeting, "status", "cancelled")),
    "meeting deleted": lambda attendance: MeetingPage.objects.get(pk=attendance.meeting_id).unpublish(),
    "restricted": lambda attendance: PageViewRestriction.objects.create(
        page=attendance.meeting, restriction_type="groups"
    ),
}


def setattr_of(record, name, value):
    setattr(record, name, value)
    return record


def setattr_saved(record, name, value):
    setattr_of(record, name, value).save()


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_each_change_moves_its_validators_forward(agenda, client, somebody, subscription, change):
    attendance = invite(hybrid(agenda), somebody, answer="remote")
    long_ago = timezone.now() - timedelta(hours=2)
    CalendarClock.objects.update(changed_at=long_ago)
    CalendarSubscription.objects.update(changed_at=long_ago)
    Attendance.objects.update(invited_at=long_ago)
    before = fetch(client, subscription)
    assert fetch(client, subscription, **{"if-modified-since": before["Last-Modified"]}).status_code == 304

    change(Attendance.objects.get(pk=attendance.pk))
    after = fetch(client, subscription)

    assert after["ETag"] != before["ETag"]
    assert parsedate_to_datetime(after["Last-Modified"]) > parsedate_to_datetime(before["Last-Modified"])
    assert fetch(client, subscription, **{"if-modified-since": before["Last-Modified"]}).status_code == 200


def test_present_afterwards_counts_as_registered(agenda, client, somebody, subscription):
    meeting = make_meeting(agenda, "Passée", starts_at=soon(-5))
    AttendanceFactory(meeting=meeting, person=somebody.person)
    CalendarSubscription.objects.update(content="registered")

    assert titles(client, subscription) == ["Passée"]
