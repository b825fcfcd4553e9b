"""Reading the mailbox over IMAP, against a real server."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from network.mail.inbox import mailbox
from network.mail.inbox.mailbox import STUCK_AFTER, MailboxError, address_of, read_every_minute, read_mailbox, take_new
from network.mail.models.incoming import IncomingMail, MailboxState
from tests.mail_servers import Mailbox

pytestmark = pytest.mark.django_db


def numbered(number, body="Bonjour"):
    return f"From: a@ville.example\r\nMessage-ID: <{number}@ville>\r\nSubject: Mail {number}\r\n\r\n{body}\r\n".encode()


@pytest.fixture(scope="module")
def server():
    running = Mailbox()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def inbox(server, settings):
    server.empty()
    settings.IMAP_URL = server.url
    return server


def test_what_is_new_is_kept_and_marked(inbox):
    inbox.put(numbered(1), numbered(2))

    assert read_mailbox() == 2

    assert sorted(IncomingMail.objects.values_list("subject", flat=True)) == ["Mail 1", "Mail 2"]
    assert all(rb"\Seen" in flags for flags in inbox.flags())
    assert all(row.source.startswith("imap:") for row in IncomingMail.objects.all())
    state = MailboxState.objects.get()
    assert (state.problem, state.reading_since, state.read_at is not None) == ("", None, True)


def test_what_was_read_is_not_read_again(inbox):
    inbox.put(numbered(1))

    assert [read_mailbox(), read_mailbox()] == [1, 0]
    assert IncomingMail.objects.count() == 1


def test_killed_between_keeping_and_marking_it_reads_again_and_handles_once(inbox, monkeypatch):
    inbox.put(numbered(1))
    ask = mailbox.ask

    def killed(connection, *command):
        if command[0] == "STORE":
            raise ConnectionResetError
        return ask(connection, *command)

    with monkeypatch.context() as patched:
        patched.setattr(mailbox, "ask", killed)
        with pytest.raises(MailboxError):
            read_mailbox()

    assert read_mailbox() == 1
    assert IncomingMail.objects.count() == 1
    assert all(rb"\Seen" in flags for flags in inbox.flags())


def test_a_mail_that_is_too_large_is_known_by_its_head_and_stays_in_the_mailbox(inbox, monkeypatch):
    monkeypatch.setattr(mailbox, "LARGEST", 200)
    monkeypatch.setattr("network.mail.inbox.receiving.LARGEST", 200)
    inbox.put(numbered(1, "a" * 500))

    read_mailbox()

    row = IncomingMail.objects.get()
    assert (row.subject, row.state) == ("Mail 1", IncomingMail.State.FOR_HUMAN)
    assert row.outcome == "Trop volumineux pour être lu par le site."
    assert row.size_bytes > 500
    assert len(inbox.flags()) == 1


def test_a_mail_that_breaks_the_parser_does_not_stop_the_next(inbox):
    inbox.put(b"Content-Type: multipart/mixed; boundary=\r\n\r\n\xff\x00--\r\n", numbered(2))

    assert read_mailbox() == 2
    assert IncomingMail.objects.filter(subject="Mail 2").exists()


def test_many_mails_are_read_in_portions(inbox, monkeypatch):
    monkeypatch.setattr(mailbox, "AT_ONCE", 2)
    inbox.put(*(numbered(number) for number in range(3)))

    assert [read_mailbox(), read_mailbox(), read_mailbox()] == [2, 1, 0]


def test_two_workers_do_not_read_at_once(inbox):
    MailboxState.objects.create(pk=1, reading_since=timezone.now())
    inbox.put(numbered(1))

    assert read_mailbox() == 0
    assert read_mailbox(now=timezone.now() + STUCK_AFTER / 2) == 0
    assert read_mailbox(now=timezone.now() + 2 * STUCK_AFTER) == 1


def test_a_wrong_password_or_no_server_is_told_to_staff(inbox, settings):
    for url in (
        inbox.url.replace(":secret@", ":autre@"),
        "imap://a:b@127.0.0.1:1/INBOX",
        f"{inbox.url}/Absent",
        "smtp://x",
    ):
        settings.IMAP_URL = url
        with pytest.raises(MailboxError):
            read_mailbox()
        assert MailboxState.objects.get().problem
        with pytest.raises(CommandError, match="The mailbox cannot be read"):
            call_command("read_replies")

    settings.IMAP_URL = inbox.url
    read_mailbox()
    assert MailboxState.objects.get().problem == ""


def test_the_command_and_the_clock_read_it(inbox, capsys):
    inbox.put(numbered(1))
    call_command("read_replies")
    assert capsys.readouterr().out == "1 mails were taken.\n"

    inbox.put(numbered(2))
    read_every_minute()
    assert IncomingMail.objects.count() == 2


def test_without_a_mailbox_nothing_is_read(settings):
    settings.IMAP_URL = ""

    read_every_minute()
    with pytest.raises(CommandError, match="IMAP_URL is not set"):
        call_command("read_replies")
    assert not MailboxState.objects.exists()


def test_the_address_of_a_mailbox():
    address = address_of("imaps://reponses%40reseau.example:p%2Fq@imap.example/Ma%20bo%C3%AEte")

    assert (address.host, address.port, address.user) == ("imap.example", 993, "reponses@reseau.example")
    assert (address.password, address.folder) == ("p/q", "Ma boîte")


class ServerWithMarks:
    """What a server that keeps marks of our own answers; records what it is asked."""

    def __init__(self):
        self.asked = []

    def response(self, name):
        return name, [{"PERMANENTFLAGS": rb"(\Seen \*)", "UIDVALIDITY": b"7"}[name]]

    def uid(self, *command):
        self.asked.append(command)
        answers = {
            ("SEARCH",): [b"4"],
            ("FETCH", "(RFC822.SIZE)"): [b"1 (RFC822.SIZE 90 UID 4)"],
            ("FETCH", "(BODY.PEEK[])"): [(b"1 (BODY[] {90}", numbered(4)), b")"],
            ("STORE", r"(\Seen MetropolesHandled)"): [None],
        }
        key = command[:1] if command[0] == "SEARCH" else (command[0], command[-1])
        return "OK", answers[key]


def test_where_the_server_keeps_marks_a_mail_read_by_a_person_is_still_taken():
    server = ServerWithMarks()

    assert take_new(server) == 1

    assert server.asked[0] == ("SEARCH", "UNKEYWORD MetropolesHandled")
    assert server.asked[-1] == ("STORE", "4", "+FLAGS.SILENT", r"(\Seen MetropolesHandled)")
    assert IncomingMail.objects.get().source == "imap:7:4"
