"""Reading the mailbox over IMAP (RFC 9051): what is new is kept, then marked."""

import imaplib
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from ssl import create_default_context
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from network.look.text import one_line
from network.mail.inbox.parsing import LARGEST
from network.mail.inbox.receiving import handle_waiting, receive
from network.mail.models.incoming import MailboxState

logger = logging.getLogger(__name__)

KEYWORD = "MetropolesHandled"
"""The mark of what the site has taken: a person who looks into the mailbox must not hide a mail from the site by reading it."""
AT_ONCE = 50
TIMEOUT = 30  # seconds
STUCK_AFTER = timedelta(minutes=10)
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxError(Exception):
    """The mailbox cannot be read; says why."""


@dataclass(frozen=True)
class Address:
    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str


def address_of(url: str) -> Address:
    """The parts of ``imaps://user:password@host:993/INBOX`` (``imap+tls`` starts in clear and then encrypts)."""
    parts = urlsplit(url)
    ports = {"imaps": 993, "imap+tls": 143, "imap": 143}
    if parts.scheme not in ports or not parts.hostname or not parts.username:
        raise MailboxError("IMAP_URL must read imaps://user:password@host:993/INBOX, with %40 for @ in the user.")
    return Address(
        parts.scheme,
        parts.hostname,
        parts.port or ports[parts.scheme],
        unquote(parts.username),
        unquote(parts.password or ""),
        unquote(parts.path.strip("/")) or "INBOX",
    )


@task(priority=5)
def read_mailbox_task() -> None:
    if settings.IMAP_URL:
        read_mailbox()


def read_every_minute() -> None:
    """What the clock calls: mail that waits, then the mailbox."""
    handle_waiting()
    if settings.IMAP_URL:
        read_mailbox_task.enqueue()


def read_mailbox(now: datetime | None = None) -> int:
    """Keep what is new in the mailbox; returns how many mails were taken. Raises ``MailboxError``, and notes it for staff.

    One worker reads at a time. A mail is marked only once it is kept: killed in between, it is read again, known
    again, and marked.
    """
    now = now or timezone.now()
    MailboxState.objects.get_or_create(pk=1)
    free = Q(reading_since=None) | Q(reading_since__lt=now - STUCK_AFTER)
    if not MailboxState.objects.filter(free, pk=1).update(reading_since=now):
        return 0
    problem = ""
    try:
        with opened(address_of(settings.IMAP_URL)) as connection:
            return take_new(connection)
    except (OSError, imaplib.IMAP4.error, MailboxError) as error:
        problem = one_line(error) or type(error).__name__
        raise MailboxError(problem) from error
    finally:
        values = {"reading_since": None, "problem": problem[:500]}
        MailboxState.objects.filter(pk=1).update(**values, **({} if problem else {"read_at": timezone.now()}))


@contextmanager
def opened(address: Address) -> Iterator[imaplib.IMAP4]:
    """A connection with the folder selected; logged out whatever happens."""
    connection: imaplib.IMAP4
    if address.scheme == "imaps":
        connection = imaplib.IMAP4_SSL(
            address.host, address.port, ssl_context=create_default_context(), timeout=TIMEOUT
        )
    else:
        connection = imaplib.IMAP4(address.host, address.port, timeout=TIMEOUT)
    try:
        if address.scheme == "imap+tls":
            connection.starttls(create_default_context())
        connection.login(address.user, address.password)
        status, answer = connection.select(f'"{address.folder}"')
        if status != "OK":
            raise MailboxError(f"The folder {address.folder} cannot be opened: {text_of(answer)}")
        yield connection
    finally:
        try:
            connection.logout()
        except (OSError, imaplib.IMAP4.error):
            logger.info("The mailbox did not take leave.")


def take_new(connection: imaplib.IMAP4) -> int:
    keyword = takes_keyword(connection)
    numbers = ask(connection, "SEARCH", f"UNKEYWORD {KEYWORD}" if keyword else "UNSEEN")[0].split()
    validity = text_of(connection.response("UIDVALIDITY")[1])
    for number in numbers[:AT_ONCE]:
        uid = number.decode()
        size, raw = content_of(connection, uid)
        if raw is not None:
            receive(raw, source=f"imap:{validity}:{uid}"[:80], size_bytes=size)
        ask(connection, "STORE", uid, "+FLAGS.SILENT", rf"(\Seen {KEYWORD})" if keyword else r"(\Seen)")
    return len(numbers[:AT_ONCE])


def content_of(connection: imaplib.IMAP4, uid: str) -> tuple[int, bytes | None]:
    """``(size in bytes, the mail)``; of one that is too large only the head. ``None`` when it is gone."""
    answer = ask(connection, "FETCH", uid, "(RFC822.SIZE)")
    found = SIZE.search(b" ".join(part if isinstance(part, bytes) else part[0] for part in answer if part))
    size = int(found[1]) if found else 0
    what = "(BODY.PEEK[HEADER])" if size > LARGEST else "(BODY.PEEK[])"
    for part in ask(connection, "FETCH", uid, what):
        if isinstance(part, tuple):
            return size, part[1]
    return size, None


def ask(connection: imaplib.IMAP4, command: str, *arguments: str) -> list[Any]:
    status, answer = connection.uid(command, *arguments)
    if status != "OK":
        raise MailboxError(f"{command}: {text_of(answer)}")
    return [part for part in answer if part is not None] or [b""]


def takes_keyword(connection: imaplib.IMAP4) -> bool:
    """Whether the server keeps marks of our own (``\\*`` among its permanent flags)."""
    flags = text_of(connection.response("PERMANENTFLAGS")[1])
    return r"\*" in flags or KEYWORD in flags


def text_of(answer: Sequence[object] | None) -> str:
    return b" ".join(part for part in answer or [] if isinstance(part, bytes)).decode("utf-8", "replace")
