"""The link to join, in every output at once and for every kind of person: those who come to that session, organisers
and speakers see it; nobody else does, anywhere."""

from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.utils import timezone

from events.answers import record_answer
from events.calendar_mails import calendar_parts
from events.invitations import chase_up, plan_invitations, send_invitations
from events.links import answer_path
from events.models import AgendaItemSpeaker, Attendance, MeetingSession
from events.subscriptions import address_of, make_subscription
from tests.factories.directory import PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting, publish, soon
from tests.factories.network import UserFactory

pytestmark = pytest.mark.django_db
ONE, TWO = "https://visio.example/salle-un-7f3a9c", "https://visio.example/salle-deux-c05b1e"
MAY_SEE = {
    "comes to both": {ONE, TWO},
    "on site the first day only": {ONE},
    "remotely the second day only": {TWO},
    "speaker": {ONE, TWO},
    "organises": {ONE, TWO},
    "was invited": set(),
    "excused": set(),
    "represented": set(),
    "waits": set(),
    "withdrawn": set(),
    "member": set(),
    "visitor": set(),
    "team": {ONE, TWO},
}


@pytest.fixture
def meeting(agenda):
    meeting = make_meeting(
        agenda, "Hybride", format="hybrid", items=[{"kind": "workshop", "title": "Atelier"}], capacity_remote=50
    )
    meeting.sessions = [
        MeetingSession(
            title="Un", starts_at=soon(), ends_at=soon(hour=16), format="hybrid", remote_link=ONE, capacity_on_site=2
        ),
        MeetingSession(
            title="Deux",
            starts_at=soon(17),
            ends_at=soon(17, hour=16),
            format="remote",
            remote_link=TWO,
            capacity_remote=3,
        ),
    ]
    return publish(meeting)


@pytest.fixture
def readers(meeting, organiser):
    """One account of each kind, all invited but for the last three."""
    one, two = (session.key for session in meeting.sessions.all())
    answers = {
        "comes to both": {one: "on_site", two: "remote"},
        "on site the first day only": {one: "on_site", two: "excused"},
        "remotely the second day only": {one: "excused", two: "remote"},
        "excused": {one: "excused", two: "excused"},
        "represented": {one: "represented", two: "represented"},
        "withdrawn": {one: "remote", two: "remote"},
        "waits": {one: "on_site", two: "excused"},
    }
    readers = {"member": UserFactory(), "visitor": None, "team": organiser}
    for kind in MAY_SEE:
        if kind in readers:
            continue
        person = PersonFactory(email=f"{kind.replace(' ', '-')}@example.org")
        readers[kind] = UserFactory(email=person.email, person=person)
        attendance = AttendanceFactory(
            meeting=meeting, person=person, status="", invited_at=timezone.now(), capacities=[]
        )
        if kind in answers:
            record_answer(
                attendance=attendance,
                answer="",
                sessions=answers[kind],
                channel="staff",
                represented_by_name="Ada" if kind == "represented" else "",
            )
        if kind == "withdrawn":
            Attendance.objects.filter(pk=attendance.pk).update(withdrawn_at=timezone.now())
        if kind == "organises":
            Attendance.objects.filter(pk=attendance.pk).update(capacities=["organiser"])
        if kind == "speaker":
            AgendaItemSpeaker.objects.create(item=meeting.agenda_items.get(), person=person)
            publish(type(meeting).objects.get(pk=meeting.pk))
    return readers


def attendance_of(meeting, user):
    return (
        Attendance.objects.filter(meeting=meeting, person=user.person_id).first() if user and user.person_id else None
    )


def shown(text):
    return {link for link in (ONE, TWO) if link in text}


def of_page(client, meeting, _user):
    return client.get(meeting.get_url()).content.decode()


def of_answer_page(client, meeting, user):
    attendance = attendance_of(meeting, user)
    return client.get(answer_path(attendance)).content.decode() if attendance else ""


def of_assistants_page(client, meeting, user):
    attendance = attendance_of(meeting, user)
    return client.get(answer_path(attendance, for_assistant=True)).content.decode() if attendance else ""


def of_account_page(client, meeting, _user):
    return client.get(f"{meeting.get_url()}repondre/").content.decode()


def of_calendar_mail(_client, meeting, user):
    attendance = attendance_of(meeting, user)
    return "".join(unfolded(event.part.body) for event in calendar_parts(attendance)) if attendance else ""


def of_personal_feed(client, _meeting, user):
    if user is None:
        return ""
    address = urlsplit(address_of(make_subscription(user=user))).path
    return unfolded(client.get(address).content)


def of_public_outputs(client, meeting, _user):
    addresses = ["/", "/agenda/", "/calendriers/tous.ics", f"{meeting.get_url()}rencontre.ics", "/sitemap.xml"]
    addresses += ["/api/search/?q=hybride", "/recherche/?q=hybride", "/recherche/suggestions/?q=hyb"]
    return "".join(client.get(address).content.decode() for address in addresses)


def unfolded(body):
    return body.decode().replace("\r\n ", "")


EVERYBODY_ELSE = {kind: set() for kind in MAY_SEE}
NOT_INVITED = {"member": set(), "visitor": set(), "team": set()}
HAS_NOT_ANSWERED = {"speaker": set(), "organises": set()}
"""The page of the meeting has the link for them; that of their answer has nothing to say yet."""
OUTPUTS = {
    of_page: MAY_SEE,
    of_answer_page: MAY_SEE | NOT_INVITED | HAS_NOT_ANSWERED,
    of_assistants_page: EVERYBODY_ELSE,
    of_account_page: MAY_SEE | NOT_INVITED | HAS_NOT_ANSWERED,
    of_calendar_mail: MAY_SEE | NOT_INVITED,
    of_personal_feed: MAY_SEE | {"team": set()},  # of a meeting that is not hers it has the days, not the sessions
    of_public_outputs: EVERYBODY_ELSE,
}


def test_every_output_shows_each_link_to_those_who_may_see_it_and_to_nobody_else(meeting, readers, client, sign_in):
    found = {}
    for kind, user in readers.items():
        client.logout()
        if user is not None:
            sign_in(user)
        for output, expected in OUTPUTS.items():
            seen = shown(output(client, meeting, user))
            if seen != expected[kind]:
                found[kind, output.__name__] = (seen, "instead of", expected[kind])

    assert found == {}


def test_no_mail_of_the_desk_holds_it_but_to_those_who_may_see_it(meeting, readers, sign_in, organiser):
    send_invitations(meeting, plan_invitations(meeting, pasted="nouvelle@example.org"))
    chase_up(meeting)

    addresses = {message.to[0] for message in mail.outbox}
    assert addresses >= {"nouvelle@example.org", "was-invited@example.org"}
    assert [message.to for message in mail.outbox if shown(message.message().as_string())] == []


@pytest.mark.parametrize("part", ["effectifs.csv", "effectifs/", "invitations/", "pointage/"])
def test_no_list_for_the_team_prints_it(meeting, readers, sign_in, organiser, part):
    response = sign_in(organiser).get(f"/organisation/{meeting.pk}/{part}")

    assert response.status_code == 200
    assert shown(response.content.decode()) == set()
