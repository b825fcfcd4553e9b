"""A real mail server and a real mailbox on loopback, for as long as a test needs them."""

import contextlib
import imaplib
import subprocess
import sys
import time
from email import message_from_bytes, policy
from urllib.parse import quote

from aiosmtpd.controller import Controller

from tests.live import free_port

USER, PASSWORD = "reponses@reseau.example", "secret"


class Arrivals:
    """What the mail server was given: envelopes as aiosmtpd has them, in order. ``refuse`` is what it answers instead."""

    def __init__(self):
        self.envelopes = []
        self.refuse = ""

    async def handle_DATA(self, server, session, envelope):
        if self.refuse:
            return self.refuse
        self.envelopes.append(envelope)
        return "250 OK"

    @property
    def mails(self):
        """What arrived, parsed as a mail program does."""
        contents = [envelope.content.replace(b"\r\n", b"\n") for envelope in self.envelopes]
        return [message_from_bytes(content, policy=policy.default) for content in contents]

    def to(self, address):
        """The mails that were handed over for one address, in order."""
        return [mail for envelope, mail in zip(self.envelopes, self.mails, strict=True) if address in envelope.rcpt_tos]


@contextlib.contextmanager
def running_smtp_server():
    """A mail server of its own thread: ``(its Arrivals, its port)``."""
    arrivals = Arrivals()
    controller = Controller(arrivals, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield arrivals, controller.port
    finally:
        controller.stop()


@contextlib.contextmanager
def smtp_server(settings):
    """A mail server that Django's settings point to; gives its ``Arrivals``."""
    with running_smtp_server() as (arrivals, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield arrivals


class Mailbox:
    """A mailbox on an IMAP server of its own process."""

    def __init__(self):
        self.port = free_port()
        self.url = f"imap://{quote(USER, safe='')}:{PASSWORD}@127.0.0.1:{self.port}/INBOX"
        self.process = None

    def start(self):
        self.process = subprocess.Popen(  # noqa: S603
            [
                *[sys.executable, "-c", "from pymap.main import main; main()"],
                *["--host", "127.0.0.1", "--port", str(self.port), "--no-tls"],
                *["dict", "--demo-user", USER, "--demo-password", PASSWORD],
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert self.process.poll() is None, "the IMAP server stopped"
            try:
                self.connect().logout()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("the IMAP server did not answer within a minute")

    def stop(self):
        self.process.terminate()
        self.process.wait(20)

    def connect(self):
        connection = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        connection.login(USER, PASSWORD)
        return connection

    def put(self, *mails):
        """Let mails arrive."""
        connection = self.connect()
        for raw in mails:
            status, answer = connection.append("INBOX", "", None, raw)
            assert status == "OK", answer
        connection.logout()

    def flags(self):
        """The flags of each mail, in order."""
        connection = self.connect()
        connection.select("INBOX", readonly=True)
        _status, answer = connection.fetch("1:*", "(FLAGS)")
        connection.logout()
        return [imaplib.ParseFlags(line) for line in answer if line]

    def empty(self):
        connection = self.connect()
        connection.select("INBOX")
        connection.store("1:*", "+FLAGS", r"(\Deleted)")
        connection.expunge()
        connection.logout()
