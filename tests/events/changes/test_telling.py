"""A change of a published meeting: explained, kept, shown and told to everyone concerned."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset

from events.changes.models import MeetingChange
from events.changes.telling import cancel, tell_change
from events.meetings.models.meeting import MeetingPage
from events.meetings.models.sessions import MeetingSession
from network.mail.models.outgoing import OutgoingMail
from tests.events.meetings.test_desk import form
from tests.factories.directory import PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting, paris, publish, soon
from tests.html import soup_of

pytestmark = pytest.mark.django_db
LINK = "https://visio.example/ancienne"


@pytest.fixture
def meeting(agenda):
    return make_meeting(
        agenda,
        "Comité",
        starts_at=paris("2027-07-01 14:00"),
        format="hybrid",
        venue_name="Salle basse",
        remote_link=LINK,
    )


def invited(meeting, name, **fields):
    person = PersonFactory(last_name=name, email=f"{name.lower()}@ville.example")
    return AttendanceFactory(
        meeting=meeting, person=person, status="", capacities=[], **{"invited_at": timezone.now()} | fields
    )


def change(meeting, explanation="La salle est en travaux.", **fields):
    meeting = MeetingPage.objects.get(pk=meeting.pk)
    for name, value in (fields | {"change_explanation": explanation}).items():
        setattr(meeting, name, value)
    return publish(meeting)


def plain(text):
    return " ".join(text.replace("\xa0", " ").split())


def test_a_change_of_date_and_place_is_kept_with_its_explanation(meeting):
    changed = change(
        meeting, starts_at=paris("2027-07-02 09:00"), ends_at=paris("2027-07-02 11:00"), venue_name="Salle haute"
    )

    kept = MeetingChange.objects.get()
    assert kept.explanation == "La salle est en travaux."
    assert (kept.before["venue_name"], kept.after["venue_name"]) == ("Salle basse", "Salle haute")
    assert changed.change_explanation == ""
    assert changed.get_latest_revision_as_object().change_explanation == ""  # the next change asks for another word


def test_the_page_shows_the_old_the_new_and_the_word(meeting, client):
    changed = change(meeting, starts_at=paris("2027-07-02 09:00"), ends_at=paris("2027-07-02 11:00"))

    note = soup_of(client.get(changed.get_url())).select_one(".change-note")

    assert "La salle est en travaux." in note.get_text()
    assert plain(note.find("del").get_text()) == "Avant : jeudi 1er juillet 2027, 14 h 00 – 16 h 00"
    assert plain(note.find("ins").get_text()) == "Désormais : vendredi 2 juillet 2027, 9 h 00 – 11 h 00"


def test_everyone_concerned_is_told_once_with_old_and_new(meeting):
    invited(meeting, "Invitee")
    invited(meeting, "Excusee", answer="excused")
    AttendanceFactory(meeting=meeting, person=PersonFactory(email="hote@ville.example"), status="", capacities=["host"])
    AttendanceFactory(meeting=meeting, person=PersonFactory(email="inconnue@ville.example"), status="", capacities=[])
    invited(meeting, "Retiree", withdrawn_at=timezone.now())

    change(meeting, venue_name="Salle haute")

    mails = OutgoingMail.objects.filter(kind="meeting_change")
    assert {mail.to for mail in mails} == {"invitee@ville.example", "excusee@ville.example", "hote@ville.example"}
    text = plain(mails.get(to="invitee@ville.example").text)
    assert "La salle est en travaux." in text
    assert "Lieu : Salle basse → Salle haute" in text

    tell_change(MeetingChange.objects.get())
    assert mails.count() == 3


def test_the_new_link_is_written_only_to_those_who_may_join(meeting):
    invited(meeting, "Attend")
    invited(meeting, "Vient", answer="remote")

    changed = change(meeting, remote_link="https://visio.example/nouvelle")

    mails = {mail.to: mail.text + mail.html for mail in OutgoingMail.objects.filter(kind="meeting_change")}
    assert "https://visio.example/nouvelle" in mails["vient@ville.example"]
    assert "visio.example" not in mails["attend@ville.example"]
    assert "Lien pour se connecter" in mails["attend@ville.example"]
    assert changed.changes.count() == 1


def test_the_page_shows_a_visitor_that_the_link_changed_but_not_the_link(meeting, client, sign_in, organiser):
    changed = change(meeting, remote_link="https://visio.example/nouvelle")

    assert "visio.example" not in client.get(changed.get_url()).content.decode()
    assert "https://visio.example/nouvelle" in sign_in(organiser).get(changed.get_url()).content.decode()


@pytest.mark.parametrize(
    "fields",
    [{"title": "Autre titre"}, {"venue_address": "1 rue Haute"}, {"remote_phone": "01 00"}, {"summary": "Autre"}],
    ids=lambda fields: next(iter(fields)),
)
def test_what_overturns_nobodys_plans_is_told_to_nobody(meeting, fields):
    invited(meeting, "Invitee")

    change(meeting, **fields)

    assert not MeetingChange.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_a_first_publication_and_the_correction_of_a_past_meeting_are_told_to_nobody(agenda):
    past = make_meeting(agenda, starts_at=soon(-20), venue_name="Salle basse")
    invited(past, "Invitee")

    change(past, starts_at=soon(-21), ends_at=soon(-21, 16), venue_name="Salle haute")

    assert not MeetingChange.objects.exists()
    assert not OutgoingMail.objects.exists()


def posted(meeting, **values):
    start = timezone.localtime(meeting.starts_at)
    same = {
        "title": meeting.title,
        "slug": meeting.slug,
        "format": meeting.format,
        "venue_name": meeting.venue_name,
        "remote_link": meeting.remote_link,
        "starts_at": f"{start:%Y-%m-%d %H:%M}",
        "ends_at": f"{start + timedelta(hours=2):%Y-%m-%d %H:%M}",
    }
    return form(**same | values) | {"action-publish": "1"}


def test_the_form_asks_for_a_word_and_loses_nothing(meeting, sign_in, organiser):
    desk = sign_in(organiser)
    address = reverse("wagtailadmin_pages:edit", args=[meeting.pk])

    refused = desk.post(address, posted(meeting, venue_name="Salle haute"))
    soup = soup_of(refused)
    assert "Dites-leur pourquoi" in soup.select_one("[id*=change_explanation-errors]").get_text()
    assert soup.select_one("[name=venue_name]")["value"] == "Salle haute"
    assert MeetingPage.objects.get().venue_name == "Salle basse"

    accepted = desk.post(address, posted(meeting, venue_name="Salle haute", change_explanation="Travaux"))
    assert accepted.status_code == 302
    assert MeetingChange.objects.get().explanation == "Travaux"
    assert MeetingChange.objects.get().user == organiser


def test_a_draft_of_a_change_asks_for_nothing_yet(meeting, sign_in, organiser):
    data = posted(meeting, venue_name="Salle haute")
    del data["action-publish"]

    response = sign_in(organiser).post(reverse("wagtailadmin_pages:edit", args=[meeting.pk]), data)

    assert response.status_code == 302
    assert not MeetingChange.objects.exists()


def test_an_organiser_cancels_with_a_word_and_answers_are_kept(meeting, client, sign_in, organiser):
    attendance = invited(meeting, "Vient", answer="remote")
    desk = sign_in(organiser)
    address = reverse("meeting_cancel", args=[meeting.pk])

    refused = desk.post(address, {"explanation": ""})
    assert refused.status_code == 200
    assert MeetingPage.objects.get().status == "confirmed"

    assert desk.post(address, {"explanation": "Trop peu de monde."}).status_code == 302
    cancelled = MeetingPage.objects.get()
    assert (cancelled.status, cancelled.live) == ("cancelled", True)
    attendance.refresh_from_db()
    assert attendance.answer == "remote"
    text = plain(soup_of(client.get(cancelled.get_url())).get_text(" "))
    assert "Cette rencontre est annulée." in text
    assert "Trop peu de monde." in text
    mail = OutgoingMail.objects.get(kind="meeting_change")
    assert plain(mail.subject) == "Annulé : Comité"
    assert "Trop peu de monde." in mail.text
    assert LINK not in mail.text + mail.html


def test_a_draft_on_top_of_a_cancelled_meeting_stays_a_draft(meeting):
    draft = meeting.get_latest_revision_as_object()
    draft.introduction = "<p>Pas encore relu</p>"
    draft.save_revision()

    cancel(MeetingPage.objects.get(), explanation="Non")

    cancelled = MeetingPage.objects.get()

    assert (cancelled.status, cancelled.introduction, cancelled.has_unpublished_changes) == ("cancelled", "", True)
    draft = cancelled.get_latest_revision_as_object()
    assert (draft.status, draft.introduction) == ("cancelled", "<p>Pas encore relu</p>")


# Sessions


@pytest.fixture
def in_two_parts(agenda):
    meeting = make_meeting(
        agenda, "Rencontre", starts_at=paris("2037-07-01 09:00"), ends_at=paris("2037-07-08 12:00"), format="hybrid"
    )
    for title, on, format, link in (
        ("Sur place", "01", "in_person", ""),
        ("En ligne", "08", "remote", "https://visio.example/seance"),
    ):
        start, end = paris(f"2037-07-{on} 09:00"), paris(f"2037-07-{on} 12:00")
        meeting.sessions.create(title=title, starts_at=start, ends_at=end, format=format, remote_link=link, place="")
    return publish(meeting)


def told():
    """The mail of the change; those that bring each session to a calendar come beside it."""
    return OutgoingMail.objects.exclude(subject__startswith="Pour votre agenda").get(kind="meeting_change")


def change_session(meeting, title, **fields):
    meeting = MeetingPage.objects.get(pk=meeting.pk)
    session = meeting.sessions.get(title=title)
    for name, value in fields.items():
        setattr(session, name, value)
    meeting.sessions.add(session)
    meeting.change_explanation = "La salle est prise."
    return publish(meeting)


def test_a_moved_session_is_told_with_old_and_new(in_two_parts, client):
    invited(in_two_parts, "Invitee")

    changed = change_session(
        in_two_parts, "En ligne", starts_at=paris("2037-07-07 14:00"), ends_at=paris("2037-07-07 16:00")
    )

    text = plain(told().text)
    words = (
        "Séance « En ligne » : mercredi 8 juillet 2037, 9 h 00 – 12 h 00, à distance "
        "→ mardi 7 juillet 2037, 14 h 00 – 16 h 00, à distance"
    )
    assert words in text
    assert "La salle est prise." in text
    note = soup_of(client.get(changed.get_url())).select_one(".change-note")
    assert "14 h 00 – 16 h 00" in plain(note.find("ins").get_text())


def test_a_session_taken_out_is_told_and_a_new_one_is_news(in_two_parts):
    invited(in_two_parts, "Invitee")
    meeting = MeetingPage.objects.get()
    start = paris("2037-07-03 09:00")
    meeting.sessions.add(
        MeetingSession(title="Visite", starts_at=start, ends_at=start + timedelta(hours=1), format="in_person")
    )
    publish(meeting)
    assert not MeetingChange.objects.exists()

    meeting = MeetingPage.objects.get()
    meeting.sessions.remove(meeting.sessions.get(title="En ligne"))
    publish(meeting)

    assert "En ligne » : mercredi 8 juillet 2037, 9 h 00 – 12 h 00, à distance → n’a plus lieu" in plain(told().text)


def test_the_new_link_of_a_session_is_said_to_be_new_and_not_written(in_two_parts, client):
    invited(in_two_parts, "Invitee")

    changed = change_session(in_two_parts, "En ligne", remote_link="https://visio.example/autre")

    mail = told()
    assert "Séance « En ligne », lien pour se connecter : un nouveau" in plain(mail.text)
    assert "visio.example" not in mail.text + mail.html + client.get(changed.get_url()).content.decode()
    assert "visio.example" not in str(MeetingChange.objects.values())


def test_the_form_asks_for_a_word_when_a_session_changes(in_two_parts, sign_in, organiser):
    desk, address = sign_in(organiser), reverse("wagtailadmin_pages:edit", args=[in_two_parts.pk])
    rows = [
        {
            "id": str(session.pk),
            "title": session.title,
            "starts_at": f"{timezone.localtime(session.starts_at):%Y-%m-%d %H:%M}",
            "ends_at": f"{timezone.localtime(session.ends_at):%Y-%m-%d %H:%M}",
            "format": session.format,
            "place": "Salle basse",
            "remote_link": session.remote_link,
            "ORDER": str(order),
        }
        for order, session in enumerate(in_two_parts.sessions.all(), start=1)
    ]
    end = f"{timezone.localtime(in_two_parts.ends_at):%Y-%m-%d %H:%M}"

    def sent(*, word=""):
        sessions = inline_formset(rows, initial=len(rows))
        return posted(in_two_parts, ends_at=end, sessions=sessions, change_explanation=word)

    assert desk.post(address, sent()).status_code == 302  # a room that was not known is news
    rows[1]["starts_at"] = "2037-07-08 10:00"
    rows[0]["place"] = rows[1]["place"] = "Salle basse"
    refused = desk.post(address, sent())
    assert "Dites-leur pourquoi" in soup_of(refused).select_one("[id*=change_explanation-errors]").get_text()
    assert soup_of(refused).select_one("[name=sessions-1-starts_at]")["value"] == "2037-07-08 10:00"
    assert desk.post(address, sent(word="La salle est prise.")).status_code == 302
    assert MeetingChange.objects.get().explanation == "La salle est prise."


# Who may


def test_a_visitor_and_a_member_cancel_nothing(meeting, client, sign_in, member):
    address = reverse("meeting_cancel", args=[meeting.pk])

    for reader in (client, sign_in(member)):
        assert reader.post(address, {"explanation": "Non"}).status_code in {302, 403}
    assert MeetingPage.objects.get().status == "confirmed"
