"""Incoming mail: whatever arrives is read within bounds, kept, handled once, and left to a human when it is not understood."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail import hooks

from network.mail.inbox import INCOMING_HOOK, LARGEST, Outcome, handle, handle_waiting, read_mail, receive
from network.mail.inbox.parsing import DEEPEST, LONGEST_TEXT, without_quotes
from network.mail.inbox.receiving import MOST_ATTEMPTS
from network.mail.models.incoming import IncomingMail, UndeliverableAddress
from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox import post
from network.mail.team_mails import TEAM
from tests.network.mail.reports import holiday_answer, report

State = IncomingMail.State
PLAIN = (
    b"From: a@ville.example\r\nTo: b@reseau.example\r\nMessage-ID: <1@ville>\r\nSubject: Bonjour\r\n\r\nVoil=C3=A0\r\n"
)


# Reading


def test_a_mail_is_read():
    raw = (
        b"From: =?utf-8?q?L=C3=A9a?= <Lea@Ville.example>\r\nTo: R <reponses+r-1-a@reseau.example>\r\n"
        b"Delivered-To: autre@reseau.example\r\nSubject: =?utf-8?b?UsOpcG9uc2U=?=\r\nMessage-ID: <1@ville>\r\n"
        b"In-Reply-To: <0@reseau>\r\nDate: Thu, 01 Jul 2027 10:00:00 +0200\r\n"
        b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\nJe serai l\xe0.\r\n> Bonjour\r\n"
    )

    mail = read_mail(raw)

    assert (mail.sender, mail.sender_name, mail.subject) == ("lea@ville.example", "Léa", "Réponse")
    assert mail.recipients == ("reponses+r-1-a@reseau.example", "autre@reseau.example")
    assert (mail.message_id, mail.in_reply_to) == ("<1@ville>", "<0@reseau>")
    assert mail.date.isoformat() == "2027-07-01T10:00:00+02:00"
    assert (mail.text, mail.problem, mail.is_automatic) == ("Je serai là.", "", False)


def test_a_mail_in_html_alone_gives_its_text():
    message = EmailMessage()
    message.set_content("<style>p{}</style><p>Je viens &amp; à deux</p><br><script>x()</script>", subtype="html")

    assert read_mail(message.as_bytes()).text == "Je viens & à deux"


@pytest.mark.parametrize(
    "quote",
    [
        "> cité",
        "Le 3 mai 2027 à 10:00, X a écrit :",
        "On Mon, X wrote:",
        "-----Message d'origine-----",
        "________________",
    ],
)
def test_what_a_mail_quotes_is_left_out(quote):
    assert without_quotes(f"Oui.\n\n{quote}\nNon.") == "Oui."


def test_a_bomb_of_nested_parts_is_left_alone():
    raw = b"Content-Type: text/plain\r\n\r\nfin\r\n"
    for depth in range(400):
        mark = f"b{depth}".encode()
        raw = b'Content-Type: multipart/mixed; boundary="%b"\r\n\r\n--%b\r\n%b\r\n--%b--\r\n' % (mark, mark, raw, mark)

    mail = read_mail(b"From: a@ville.example\r\n" + raw)

    assert (mail.sender, mail.text) == ("a@ville.example", "")
    assert mail.problem in {"too_nested", "broken"}


def test_a_thousand_parts_are_not_all_read():
    part = b"--x\r\nContent-Type: text/plain\r\n\r\na\r\n"
    mail = read_mail(
        b'From: a@ville.example\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n' + part * 1000 + b"--x--"
    )

    assert mail.problem == "too_nested"


def test_a_mail_in_a_mail_in_a_mail_is_not_followed_for_ever():
    raw = PLAIN
    for _depth in range(DEEPEST + 5):
        raw = b"Content-Type: message/rfc822\r\n\r\n" + raw

    assert read_mail(raw).text == ""


def test_five_megabytes_of_attachment_do_not_hide_the_answer():
    message = EmailMessage()
    message["From"] = "a@ville.example"
    message.set_content("Oui")
    message.add_attachment(bytes(range(256)) * 20_000, maintype="image", subtype="png", filename="a.png")

    mail = read_mail(message.as_bytes())

    assert (mail.text, mail.problem) == ("Oui", "")


def test_a_mail_that_is_too_large_is_known_by_its_head():
    mail = read_mail(PLAIN + b"x" * LARGEST)

    assert (mail.sender, mail.subject, mail.text, mail.problem) == ("a@ville.example", "Bonjour", "", "too_large")


def test_a_character_set_that_does_not_exist_and_bytes_that_are_no_text():
    raw = b"From: \xff\xfe <a@ville.example>\r\nContent-Type: text/plain; charset=klingon\r\n\r\nOui \xff\xfe\r\n"

    mail = read_mail(raw)

    assert mail.sender == "a@ville.example"
    assert mail.text.startswith("Oui")


def test_a_text_without_end_is_cut():
    assert len(read_mail(b"From: a@b\r\n\r\n" + b"a " * 100_000).text) <= LONGEST_TEXT


@given(st.binary(max_size=3000))
def test_whatever_bytes_arrive_give_a_mail(raw):
    mail = read_mail(raw)

    assert len(mail.subject) <= 400
    assert len(mail.text) <= LONGEST_TEXT
    assert "\0" not in mail.subject + mail.text + mail.sender + mail.sender_name + mail.message_id


HEADERS = st.sampled_from(
    ["From", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "Date", "Message-ID", "Content-Disposition"]
)
VALUES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            *(
                "multipart/mixed; boundary=",
                "multipart/report; report-type=delivery-status; boundary=x",
                "text/calendar",
            ),
            *("=?utf-8?q?=FF?=", "=?klingon?b?AAAA?=", "base64", "uuencode", "<>", "a@b, <c@d>, ;:", "message/rfc822"),
            *("attachment; filename*=klingon''%ff.ics", "Thu, 99 Foo 2027 99:99:99 +9999", "text/plain; charset=\xff"),
        ]
    ),
)


@given(st.lists(st.tuples(HEADERS, VALUES), max_size=8), st.binary(max_size=300))
def test_whatever_head_a_mail_has_gives_a_mail(headers, body):
    head = "".join(f"{name}: {value}\r\n" for name, value in headers).encode("utf-8", "ignore")

    assert read_mail(head + b"\r\n--x\r\n" + body).problem in {"", "broken", "too_nested", "too_large"}


# Keeping and handling


@pytest.mark.django_db
def test_what_nobody_understands_is_kept_for_a_human():
    row = receive(PLAIN, source="webhook")

    assert (row.state, row.outcome) == (State.FOR_HUMAN, "Ce n’est pas une réponse que le site comprend.")
    assert (row.sender, row.subject, row.source) == ("a@ville.example", "Bonjour", "webhook")
    assert bytes(row.raw) == PLAIN


@pytest.mark.django_db
def test_two_different_mails_under_one_message_id_are_both_kept():
    assert receive(PLAIN).pk != receive(PLAIN + b"autre").pk


@pytest.mark.django_db
def test_mails_without_message_id_are_each_kept():
    assert receive(b"From: a@b\r\n\r\nun").pk != receive(b"From: a@b\r\n\r\ndeux").pk


@pytest.mark.django_db
def test_a_handler_that_fails_is_asked_again_and_the_mail_is_left_to_a_human_in_the_end(caplog):
    def fails(mail):
        UndeliverableAddress.objects.create(address="x@ville.example")
        raise RuntimeError("no")

    with hooks.register_temporarily(INCOMING_HOOK, fails, order=-1):
        row = receive(PLAIN)
        assert row.state == State.RECEIVED
        assert not UndeliverableAddress.objects.exists()  # what it had begun is undone
        for _attempt in range(MOST_ATTEMPTS):
            IncomingMail.objects.update(received_at=timezone.now() - timedelta(minutes=5))
            handle_waiting()

    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.FOR_HUMAN, MOST_ATTEMPTS)
    assert bytes(row.raw) == PLAIN


@pytest.mark.django_db
def test_what_a_stopped_worker_left_is_handled_once():
    calls = []

    def counts(mail):
        calls.append(mail.subject)
        return Outcome("Compté.")

    row = IncomingMail.objects.create(identity="a", raw=PLAIN, received_at=timezone.now() - timedelta(minutes=5))
    with hooks.register_temporarily(INCOMING_HOOK, counts, order=-1):
        handle_waiting()
        handle_waiting()
        handle(row.pk)

    row.refresh_from_db()
    assert (calls, row.state, row.outcome) == (["Bonjour"], State.DONE, "Compté.")


# Reports of failure


@pytest.fixture
def sent(db):
    return post(to="Camille@ville.example", subject="Sujet", text="Bonjour.", kind=TEAM, about="meeting:1")


def test_an_address_that_does_not_exist_is_noted_and_nothing_more_is_sent_to_it(sent):
    row = receive(report(sent, status="5.1.1", answer="550 5.1.1 User unknown"))

    sent.refresh_from_db()
    assert (sent.state, sent.bounced_at is not None) == (OutgoingMail.State.FAILED, True)
    assert sent.reason == "Le serveur du destinataire a répondu\u00a0: 5.1.1 550 5.1.1 User unknown"
    assert (row.state, row.about) == (State.DONE, "meeting:1")
    assert UndeliverableAddress.objects.get().address == "camille@ville.example"
    again = post(to="camille@ville.example", subject="Sujet", text="Bonjour.", kind=TEAM)
    assert again.state == OutgoingMail.State.FAILED
    assert "n’existe pas" in again.reason


@pytest.mark.parametrize("status", ["5.2.2", "5.7.1", "5.4.4"])
def test_a_full_mailbox_or_a_refusal_does_not_condemn_the_address(sent, status):
    receive(report(sent, status=status))

    sent.refresh_from_db()
    assert sent.state == OutgoingMail.State.FAILED
    assert not UndeliverableAddress.objects.exists()


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("delivered", "2.0.0"), ("failed", "4.4.7")])
def test_a_delay_is_no_failure(sent, action, status):
    row = receive(report(sent, action=action, status=status))

    sent.refresh_from_db()
    assert (sent.state, row.state) == (OutgoingMail.State.SENT, State.DONE)


def test_a_report_without_the_address_of_the_mail_is_known_by_what_it_returns(sent):
    receive(report(sent, to="reponses@reseau.example"))

    sent.refresh_from_db()
    assert sent.state == OutgoingMail.State.FAILED


def test_an_address_the_mail_was_passed_on_to_does_not_condemn_ours(sent):
    receive(report(sent, recipient="ailleurs@autre.example"))

    assert not UndeliverableAddress.objects.exists()


def test_a_made_up_report_changes_nothing(sent):
    made_up = report(sent, to="reponses+b-aaaaaaaaaaaaaaaaaaaaaaaaaa@reseau.example", returned="<x@y>")

    row = receive(made_up)

    sent.refresh_from_db()
    assert (sent.state, row.state) == (OutgoingMail.State.SENT, State.DONE)


def test_a_holiday_answer_to_the_address_of_reports_is_no_failure(sent):
    row = receive(holiday_answer(sent))

    sent.refresh_from_db()
    assert (sent.state, row.state) == (OutgoingMail.State.SENT, State.DONE)


def test_a_server_that_reports_in_words_is_read_by_a_human(sent):
    raw = report(sent).replace(b"multipart/report", b"multipart/mixed")

    row = receive(raw)

    sent.refresh_from_db()
    assert (sent.state, row.state, row.about) == (OutgoingMail.State.SENT, State.FOR_HUMAN, "meeting:1")


# Handed over by a service

ADDRESS = "/courriels/reception/"


@pytest.fixture
def secret(settings):
    settings.INBOUND_MAIL_SECRET = "le-secret"  # noqa: S105 -- protects nothing
    return {"HTTP_AUTHORIZATION": "Bearer le-secret", "content_type": "message/rfc822"}


@pytest.mark.django_db
def test_a_service_hands_a_mail_over(client, secret):
    answers = [client.post(ADDRESS, PLAIN, **secret) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [202, 202]
    assert IncomingMail.objects.get().source == "webhook"


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["", "Bearer autre", "le-secre", "Basic le-secret", "Bearer é"])
def test_without_the_secret_nothing_is_taken(client, secret, given):
    response = client.post(ADDRESS, PLAIN, **secret | {"HTTP_AUTHORIZATION": given})

    assert response.status_code == 401
    assert not IncomingMail.objects.exists()


@pytest.mark.django_db
def test_where_no_secret_is_set_there_is_no_such_address(client, settings, home):
    settings.INBOUND_MAIL_SECRET = ""

    assert client.post(ADDRESS, PLAIN, content_type="message/rfc822").status_code == 404


@pytest.mark.django_db
def test_what_is_too_large_empty_or_no_post_is_refused(client, secret):
    assert client.post(ADDRESS, b"x" * (LARGEST + 1), **secret).status_code == 413
    assert client.post(ADDRESS, b" \r\n", **secret).status_code == 400
    assert client.get(ADDRESS, **secret).status_code == 405
    assert not IncomingMail.objects.exists()
