"""The link to join, in every output at once and for every kind of person: those who come to that session, organisers
and speakers see it; nobody else does, anywhere."""

from io import BytesIO
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from django.core import mail
from django.utils import timezone
from pypdf import PdfReader

from events.answers.links import answer_path
from events.answers.mails import send_new_link
from events.answers.recording import promote_waiting, record_answer
from events.attendance.models import Attendance
from events.briefing import sheet
from events.feeds.subscriptions import address_of, make_subscription
from events.invitations.calendar_mails import mailed_events
from events.invitations.inviting import chase_up, plan_invitations, send_invitations, withdraw
from events.meetings.models.programme import AgendaItemSpeaker
from events.meetings.models.sessions import MeetingSession
from events.reminders.models import MeetingReminder
from events.reminders.reminding import write_all
from network.mail.models.outgoing import OutgoingMail
from tests.factories.directory import PersonFactory
from tests.factories.events import PARIS, AttendanceFactory, make_meeting, publish, soon
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
    return "".join(unfolded(event.part.body) for event in mailed_events(attendance)) if attendance else ""


def of_personal_feed(client, _meeting, user):
    if user is None:
        return ""
    address = urlsplit(address_of(make_subscription(user=user))).path
    return unfolded(client.get(address).content)


def of_public_outputs(client, meeting, _user):
    addresses = ["/", "/agenda/", "/calendriers/tous.ics", f"{meeting.get_url()}rencontre.ics", "/sitemap.xml"]
    addresses += ["/calendriers/tous.json", "/calendriers/tous.atom", "/calendriers/tous.ics?jours=blocs"]
    addresses += ["/api/search/?q=hybride", "/recherche/?q=hybride", "/recherche/suggestions/?q=hyb"]
    return "".join(unfolded(client.get(address).content) for address in addresses)


def of_briefing(client, meeting, user):
    """The sheet says where and when, on its page and on paper, by account and by the link of a mail: never how to join."""
    addresses = [f"{meeting.get_url()}fiche/", f"{meeting.get_url()}fiche.pdf"]
    if attendance := attendance_of(meeting, user):
        by_link = urlsplit(sheet.link_of(attendance)).path
        addresses += [by_link, f"{by_link}fiche.pdf"]
    return "".join(text_of(client.get(address)) for address in addresses)


def of_reminder(_client, meeting, user):
    """The mail of a week before."""
    reminder = MeetingReminder.objects.get_or_create(
        meeting=meeting, starts_on=meeting.starts_at.astimezone(PARIS).date(), days=7
    )[0]
    write_all(reminder)
    mails = OutgoingMail.objects.filter(kind__in=["reminder", "chase"], person=user.person_id if user else None)
    return "".join(f"{sent.text}{sent.html}" for sent in mails)


def of_lists_for_the_team(client, meeting, _user):
    """Head-count, exports, the sheet to sign, check-in, invitations: they print people, not rooms."""
    parts = ["effectifs/", "effectifs.csv", "effectifs.xlsx", "emargement.pdf", "pointage/", "invitations/", "inviter/"]
    parts += [f"invitations/{pk}/" for pk in meeting.attendances.values_list("pk", flat=True)]
    return "".join(text_of(client.get(f"/organisation/{meeting.pk}/{part}")) for part in parts)


def text_of(response):
    """What an answer says, whatever its format."""
    body = response.content
    if body.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages).replace("\n", "")
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as package:
            return "".join(package.read(name).decode() for name in package.namelist())
    return body.decode()


def unfolded(body):
    return body.decode().replace("\r\n ", "")


EVERYBODY_ELSE = {kind: set() for kind in MAY_SEE}
NOT_INVITED = {"member": set(), "visitor": set(), "team": set()}
HAS_NOT_ANSWERED = {"speaker": set(), "organises": set()}
"""The page of the meeting has the link for them; that of their answer has nothing to say yet."""
COME_REMOTELY = {
    kind: set() if kind.startswith("on site") else links - {ONE} if "comes" in kind else links
    for kind, links in (MAY_SEE | NOT_INVITED).items()
}
"""A reminder has the link of those parts to which somebody comes remotely, and of all for those who run the meeting."""
OUTPUTS = {
    of_page: MAY_SEE,
    of_answer_page: MAY_SEE | NOT_INVITED | HAS_NOT_ANSWERED,
    of_assistants_page: EVERYBODY_ELSE,
    of_account_page: MAY_SEE | NOT_INVITED | HAS_NOT_ANSWERED,
    of_calendar_mail: MAY_SEE | NOT_INVITED,
    of_personal_feed: MAY_SEE | {"team": set()},  # of a meeting that is not hers it has the days, not the sessions
    of_public_outputs: EVERYBODY_ELSE,
    of_briefing: EVERYBODY_ELSE,
    of_reminder: COME_REMOTELY,
    of_lists_for_the_team: EVERYBODY_ELSE,
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


def test_no_mail_about_the_meeting_holds_it_but_reminders_and_calendars_of_those_who_may_see_it(
    meeting, readers, sign_in, organiser
):
    """Every kind of mail at once: invitation, reminder to answer, new link, place, change, withdrawal, cancellation."""
    send_invitations(meeting, plan_invitations(meeting, pasted="nouvelle@example.org"))
    chase_up(meeting)
    attendances = {kind: attendance_of(meeting, user) for kind, user in readers.items()}
    for attendance in filter(None, attendances.values()):
        attendance.meeting = meeting
        send_new_link(attendance, now=timezone.now())
    meeting.sessions.update(capacity_on_site=9)
    assert promote_waiting(meeting) == [attendances["waits"]]
    meeting.venue_name, meeting.change_explanation = "Autre salle", "Travaux"
    publish(meeting)
    withdraw(attendances["was invited"])
    meeting.status, meeting.change_explanation = "cancelled", "Grève"
    publish(meeting)

    may_see = {readers[kind].email: links for kind, links in MAY_SEE.items() if readers[kind]}
    may_see[readers["waits"].email] = {ONE}  # who waited has a place now
    kinds = set(OutgoingMail.objects.values_list("kind", flat=True))
    leaks = {
        (message.to[0], message.subject): found - may_see.get(message.to[0], set())
        for message in mail.outbox
        if (found := shown(everything_in(message))) - may_see.get(message.to[0], set())
    }

    assert kinds >= {"invitation", "chase", "place", "link", "withdrawal", "meeting_change"}
    assert len({message.to[0] for message in mail.outbox}) > len(may_see) - 4
    assert leaks == {}


def everything_in(message):
    """The text of every part of a mail, calendars unfolded."""
    parts = [part for part in message.message().walk() if not part.is_multipart()]
    return "".join(unfolded(part.get_payload(decode=True)) for part in parts)
