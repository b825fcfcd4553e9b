"""Outgoing mail when the server, an address or the worker fails: tried again, never lost."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox import CalendarPart, deliver_due_mails, rescue_stuck_mails, send_again
from network.mail.outbox.delivery import GIVES_UP_AFTER, STUCK_AFTER
from network.mail.outbox.limits import MOST_AN_HOUR
from network.mail.outbox.mime import message_of
from network.mail.plain_mails import SIGN_IN
from tests.network.mail.posting import due_now, wire, write

pytestmark = pytest.mark.django_db
State = OutgoingMail.State
CALENDAR = CalendarPart("REQUEST", "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nX-É:à\r\nEND:VCALENDAR\r\n".encode())


def test_a_dead_server_keeps_the_mail_and_waits_longer_each_time(server):
    server.trouble = ConnectionRefusedError("Connection refused")

    row = write()
    waits = []
    for _attempt in range(10):
        waits.append(round((row.next_attempt_at - timezone.now()).total_seconds() / 60))
        due_now(row)

    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240]
    assert row.state == State.QUEUED
    assert "Connection refused" in row.reason

    server.trouble = None
    message_id = row.message_id
    due_now(row)
    assert (row.state, row.reason, row.message_id) == (State.SENT, "", message_id)
    assert len(mail.outbox) == 1


def test_a_dead_server_is_asked_once_for_many_mails(server):
    server.trouble = TimeoutError()

    for number in range(30):
        write(to=f"personne{number}@ville.example")

    assert server.calls == 1
    assert OutgoingMail.objects.filter(state=State.QUEUED).count() == 30


def test_after_some_days_a_mail_is_given_up_with_the_reason(server):
    server.trouble = smtplib.SMTPServerDisconnected("no answer")
    row = write()
    OutgoingMail.objects.update(tried_since=timezone.now() - GIVES_UP_AFTER - timedelta(minutes=1))

    due_now(row)

    assert row.state == State.FAILED
    assert row.reason.startswith("Abandonné après 2 tentatives.")
    assert "no answer" in row.reason


def test_an_address_that_the_server_does_not_know_is_not_tried_again(server):
    server.trouble = smtplib.SMTPRecipientsRefused({"camille@ville.example": (550, b"5.1.1 No such user")})

    row = write()

    assert (row.state, row.attempts) == (State.FAILED, 1)
    assert row.reason == "Le serveur de courriel a répondu\u00a0: 550 5.1.1 No such user"


def test_an_address_that_the_server_calls_unknown_gets_nothing_more_but_codes(server):
    server.trouble = smtplib.SMTPRecipientsRefused({"camille@ville.example": (550, b"5.1.1 No such user")})
    write()
    server.trouble = None

    assert write(to="Camille@ville.example").state == State.FAILED
    assert write(kind=SIGN_IN).state == State.SENT


def test_a_refusal_for_another_reason_condemns_no_address(server):
    server.trouble = smtplib.SMTPRecipientsRefused({"camille@ville.example": (554, b"5.7.1 Refused by policy")})
    write()
    server.trouble = None

    assert write().state == State.SENT


def test_a_server_that_asks_for_patience_gets_it_and_other_mails_go_on(server):
    server.trouble = smtplib.SMTPRecipientsRefused({"camille@ville.example": (451, b"greylisted")})
    held = write()
    server.trouble = None

    other = write(to="autre@ville.example")

    assert (held.state, other.state) == (State.QUEUED, State.SENT)
    due_now(held)
    assert held.state == State.SENT


def test_a_mail_that_cannot_be_built_does_not_hold_up_the_others(server):
    row = write(to="premier@ville.example", send_after=timezone.now() + timedelta(hours=1))
    OutgoingMail.objects.filter(pk=row.pk).update(headers={"X": "a\nb"}, next_attempt_at=timezone.now())

    other = write()

    row.refresh_from_db()
    assert (row.state, other.state) == (State.FAILED, State.SENT)
    assert "BadHeaderError" in row.reason


def test_a_mail_handed_over_by_a_worker_that_died_is_uncertain_and_a_person_decides(server):
    row = write(send_after=timezone.now() + timedelta(hours=1))
    began = timezone.now() - STUCK_AFTER - timedelta(minutes=1)
    OutgoingMail.objects.filter(pk=row.pk).update(state=State.SENDING, claimed_at=began, attempts=1)

    assert rescue_stuck_mails() == 1

    row.refresh_from_db()
    assert (row.state, row.get_state_display()) == (State.UNCERTAIN, "incertain")
    assert (
        row.reason == "Le site s’est arrêté pendant la remise de ce courriel : il est peut-être parti, peut-être pas."
    )
    assert deliver_due_mails.call() == 0
    assert mail.outbox == []

    assert send_again(row)
    row.refresh_from_db()
    assert row.state == State.SENT
    assert [wire(sent)["Message-ID"] for sent in mail.outbox] == [row.message_id]


def test_a_mail_is_claimed_only_when_there_is_nothing_left_to_do_but_to_hand_it_over(server, monkeypatch):
    """A worker that dies before has certainly not sent it."""
    row = write(send_after=timezone.now() + timedelta(hours=1))
    OutgoingMail.objects.update(next_attempt_at=timezone.now())
    seen = []
    monkeypatch.setattr(
        "network.mail.outbox.delivery.message_of",
        lambda mail, backend: seen.append(OutgoingMail.objects.get(pk=mail.pk).state) or message_of(mail, backend),
    )

    assert deliver_due_mails.call() == 1
    assert seen == [State.QUEUED]
    assert OutgoingMail.objects.get(pk=row.pk).state == State.SENT


def test_between_the_claim_and_the_server_nothing_is_asked_of_the_database(server, monkeypatch):
    """A worker that dies at a statement has handed the mail over already, or can do so again."""
    write(send_after=timezone.now() + timedelta(hours=1))
    OutgoingMail.objects.update(next_attempt_at=timezone.now())
    asked = []

    def note(execute, sql, *more):
        asked.append(sql)
        return execute(sql, *more)

    monkeypatch.setattr(server.Backend, "send_messages", lambda _backend, _messages: asked.append("handed over"))

    with connection.execute_wrapper(note):
        assert deliver_due_mails.call() == 1

    assert asked[asked.index("handed over") - 1].startswith('UPDATE "network_outgoingmail"')


def test_what_is_being_sent_just_now_is_left_to_its_worker():
    row = write(send_after=timezone.now() + timedelta(hours=1))
    OutgoingMail.objects.filter(pk=row.pk).update(state=State.SENDING, claimed_at=timezone.now())

    assert rescue_stuck_mails() == 0
    assert not send_again(row)
    assert deliver_due_mails.call() == 0
    assert mail.outbox == []


def test_a_mail_for_later_waits_until_then():
    row = write(send_after=timezone.now() + timedelta(hours=1))
    assert (row.state, mail.outbox) == (State.QUEUED, [])

    due_now(row)

    assert row.state == State.SENT


def test_an_address_gets_so_many_mails_an_hour_and_the_others_later():
    for _mail in range(MOST_AN_HOUR):
        write(to="Camille@ville.example")

    held = write()
    code = write(kind=SIGN_IN)
    other = write(to="autre@ville.example")

    assert (held.state, held.attempts) == (State.QUEUED, 0)
    assert held.reason == "En attente\u00a0: cette adresse a reçu beaucoup de courriels en une heure."
    assert timedelta(minutes=59) < held.next_attempt_at - timezone.now() <= timedelta(hours=1)
    assert (code.state, other.state) == (State.SENT, State.SENT)
