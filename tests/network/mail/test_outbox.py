"""Outgoing mail: rows written with the change, once, and what stands in the message."""

import smtplib
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from network.following.digests import SEARCH_DIGEST
from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox import CalendarPart, cancel_mails, post_template, send_again
from network.mail.outbox.headers import fit_for_header, subject_line
from network.mail.outbox.mime import message_of
from network.mail.outbox.posting import clean_text
from network.mail.plain_mails import ACCOUNT
from network.mail.team_mails import TEAM
from tests.factories.directory import PersonFactory
from tests.network.mail.posting import wire, write

pytestmark = pytest.mark.django_db
State = OutgoingMail.State
CALENDAR = CalendarPart("REQUEST", "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nX-É:à\r\nEND:VCALENDAR\r\n".encode())


# Writing


def test_a_mail_is_a_row_and_leaves_with_its_message_id():
    person = PersonFactory()

    row = write(kind=TEAM, about="meeting:12", person=person)

    (sent,) = mail.outbox
    assert (row.state, row.attempts, row.reason) == (State.SENT, 1, "")
    assert row.sent_at is not None
    assert (sent.to, sent.subject, sent.body) == (["camille@ville.example"], "Sujet", "Bonjour.")
    assert wire(sent)["Message-ID"] == row.message_id
    assert wire(sent)["Auto-Submitted"] == "auto-generated"
    assert list(person.outgoing_mails.all()) == [row]


def test_a_mail_is_lost_with_the_change_that_it_tells_of(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def change():
        with transaction.atomic():
            write()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()

    assert not OutgoingMail.objects.exists()


def test_the_same_key_is_the_same_mail():
    rows = [write(key="invitation:7", subject=subject) for subject in ("Première", "Seconde")]

    assert rows[0].pk == rows[1].pk
    assert [sent.subject for sent in mail.outbox] == ["Première"]


def test_mails_without_a_key_are_each_their_own():
    assert write().pk != write().pk


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "Il n’y a pas d’adresse."),
        ("sans-arobase", "«\u00a0sans-arobase\u00a0» n’est pas une adresse de courriel."),
    ],
)
def test_what_is_no_address_is_kept_as_failed_with_the_reason(address, reason):
    row = write(to=address)

    assert (row.state, row.reason) == (State.FAILED, reason)
    assert mail.outbox == []


def test_a_mail_without_text_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="has no text"):
        write(text=" \n", html="<p>Bonjour</p>")


@pytest.mark.parametrize("name", ["Bcc", "from", "Message-ID", "X Y", "X\r\nBcc"])
def test_headers_of_the_outbox_cannot_be_set_from_elsewhere(name):
    with pytest.raises(ValueError, match="not for callers"):
        write(headers={name: "x"})


def test_a_line_break_never_begins_another_header():
    write(
        subject="Rencontre\r\nBcc: autre@ville.example\x00\x1b\u202e",
        reply_to="Équipe\r\nX <icpc@reseau.example>",
        headers={"List-Id": "<a.b>\r\nX-Evil: 1"},
    )

    message = wire(mail.outbox[0])
    assert message["Subject"] == "Rencontre Bcc: autre@ville.example"
    assert message["Reply-To"] == "Équipe X <icpc@reseau.example>"
    assert message["List-Id"] == "<a.b> X-Evil: 1"
    assert message["Bcc"] is message["X-Evil"] is message["X"] is None


@given(st.text())
def test_any_text_becomes_one_line_a_header_may_hold(text):
    line = fit_for_header(text)

    assert len(line.splitlines()) <= 1
    assert "\0" not in line
    assert line.encode() is not None
    assert len(subject_line(text)) <= 250


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_sent(subject, text):
    row = OutgoingMail(to="a@ville.example", subject=subject_line(subject), text=clean_text(text), message_id="<a@b>")

    assert message_of(row).message().as_bytes()


# The message


def test_a_calendar_stands_where_all_clients_find_it():
    write(html="<p>Bonjour</p>", calendar=CALENDAR)

    message = wire(mail.outbox[0])
    alternative, file = message.iter_parts()
    assert message.get_content_type() == "multipart/mixed"
    assert alternative.get_content_type() == "multipart/alternative"
    plain, html, calendar = alternative.iter_parts()
    assert [part.get_content_type() for part in (plain, html, calendar)] == ["text/plain", "text/html", "text/calendar"]
    assert calendar.get_param("method") == "REQUEST"
    assert calendar["Content-Transfer-Encoding"] == "base64"
    assert calendar["Content-Type"].lower().startswith('text/calendar; charset="utf-8"')
    assert calendar.get_payload(decode=True) == CALENDAR.body
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invite.ics")
    assert file.get_payload(decode=True) == CALENDAR.body


def test_a_calendar_without_html_stands_beside_the_text():
    write(calendar=CALENDAR)

    alternative, _file = wire(mail.outbox[0]).iter_parts()
    assert [part.get_content_type() for part in alternative.iter_parts()] == ["text/plain", "text/calendar"]


def test_failures_are_reported_to_an_address_that_names_the_mail():
    row = write(sender="Métropoles <rencontres@reseau.example>")

    (sent,) = mail.outbox
    assert sent.from_email == f"reponses+b-{row.token}@reseau.example"
    assert wire(sent)["From"] == "Métropoles <rencontres@reseau.example>"


def test_without_a_mailbox_failures_are_reported_to_the_sender(settings):
    settings.REPLIES_ADDRESS = ""

    write()

    assert mail.outbox[0].from_email == settings.DEFAULT_FROM_EMAIL


def test_a_mail_of_templates_has_a_text_and_the_same_in_the_site_s_look():
    saved = SimpleNamespace(name="«\u00a0vélo & bus\u00a0»", frequency="weekly")
    entry = {"title": "La <rue>", "url": "http://x.example/a", "kind": "Pratique"}

    post_template(
        "network/following/mails/search_digest",
        to="camille@ville.example",
        context={"saved": saved, "count": 1, "more": 0, "entries": [entry], "stop_url": "http://x.example/stop"},
        kind=TEAM,
    )

    (sent,) = mail.outbox
    page = sent.alternatives[0].content
    assert sent.subject == "1 nouveauté : « vélo & bus »"
    assert "* La <rue>" in sent.body
    assert "La &lt;rue&gt;" in page
    assert "<img" not in page
    assert "color-scheme" in page
    assert 'lang="fr"' in page


# What staff does


def test_a_failed_mail_sent_again_keeps_its_message_id(server):
    server.trouble = smtplib.SMTPDataError(554, b"spam")
    row = write()
    server.trouble = None

    assert send_again(row)

    before = row.message_id
    row.refresh_from_db()
    assert (row.state, row.reason, row.message_id) == (State.SENT, "", before)


def test_a_sent_mail_sent_again_is_no_double_to_programs():
    row = write()

    assert send_again(row)

    first, second = (wire(sent)["Message-ID"] for sent in mail.outbox)
    assert first != second


def test_what_waits_can_be_taken_back_and_what_left_cannot():
    write(about="meeting:1", kind=TEAM)
    later = timezone.now() + timedelta(hours=1)
    waiting = write(about="meeting:1", kind=TEAM, send_after=later)
    others = [
        write(about="meeting:1", kind=ACCOUNT, send_after=later),
        write(about="meeting:2", kind=TEAM, send_after=later),
    ]

    assert cancel_mails(about="meeting:1", kinds=[TEAM], reason="Annulée.") == 1

    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == (State.CANCELLED, "Annulée.")
    assert {State.QUEUED} == {OutgoingMail.objects.get(pk=row.pk).state for row in others}


# What libraries write


@pytest.fixture
def through_outbox(settings):
    settings.MAIL_DELIVERY_BACKEND = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "network.mail.outbox.backend.OutboxBackend"


def test_a_code_to_sign_in_goes_through_the_outbox_and_is_forgotten_once_it_left(through_outbox, client, member):
    client.post("/compte/connexion/", {"email": member.email})

    row = OutgoingMail.objects.get()
    (sent,) = mail.outbox
    assert (row.to, row.kind, row.state, row.is_urgent) == (member.email, "sign_in", State.SENT, True)
    assert "Voici le code" in sent.body
    assert (row.text, row.html) == ("", "")
    assert not send_again(row)


def test_a_dead_mail_server_does_not_break_signing_in(through_outbox, client, member, server, settings):
    settings.MAIL_DELIVERY_BACKEND = "tests.network.mail.posting.ServerBackend"
    settings.EMAIL_BACKEND = "network.mail.outbox.backend.OutboxBackend"
    server.trouble = ConnectionRefusedError("Connection refused")

    response = client.post("/compte/connexion/", {"email": member.email})

    assert response.status_code == 302
    assert OutgoingMail.objects.get().state == State.QUEUED


def test_what_any_library_writes_is_a_row(through_outbox):
    mail.send_mail("Avis", "Bonjour.", None, ["a@ville.example", "b@ville.example"], html_message="<p>Bonjour.</p>")

    rows = OutgoingMail.objects.order_by("to")
    assert [(row.to, row.kind, row.html) for row in rows] == [
        ("a@ville.example", "site", "<p>Bonjour.</p>"),
        ("b@ville.example", "site", "<p>Bonjour.</p>"),
    ]


def test_an_outbox_that_leads_into_itself_is_refused(settings):
    settings.EMAIL_BACKEND = "network.mail.outbox.backend.OutboxBackend"
    settings.MAIL_DELIVERY_BACKEND = ""

    row = write()

    assert (row.state, "MAIL_DELIVERY_BACKEND" in row.reason) == (State.FAILED, True)


def test_news_says_how_to_stop_it():
    with pytest.raises(ValueError, match="List-Unsubscribe"):
        write(kind=SEARCH_DIGEST)

    assert write(kind=SEARCH_DIGEST, headers={"List-Unsubscribe": "<https://site.example/stop>"}).state == State.SENT
