"""What a mail from outside says: its head, its text, the calendars in it. Nothing here believes what it reads.

Everything is bounded, since anybody may write to the mailbox: bytes, depth and number of parts, length of texts.
"""

import email
import email.header
import html
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.errors import MessageError
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from django.utils.text import normalize_newlines

from network.look.text import one_line

LARGEST = 10 * 1024 * 1024
"""Bytes of a mail that is read. A larger one is kept for a human, by its head."""
MOST_PARTS = 100
DEEPEST = 10
LARGEST_CALENDAR = 512 * 1024
LONGEST_TEXT = 20_000
ADDRESS_HEADERS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
QUOTE = re.compile(
    r"^(?:>|-{2,}\s*(?:original message|message d.origine|message original|forwarded)|_{10,}|le .{5,80}\ba écrit\s*:"
    r"|on .{5,80} wrote\s*:|de\s*:\s.+@|from\s*:\s.+@)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Mail:
    """What matters of one mail. Addresses are in lower case."""

    message_id: str = ""
    in_reply_to: str = ""
    subject: str = ""
    sender: str = ""
    sender_name: str = ""
    recipients: tuple[str, ...] = ()
    date: datetime | None = None
    is_automatic: bool = False
    is_report: bool = False
    """A report of delivery (RFC 3464)."""
    text: str = ""
    """The plain text, without what it quotes."""
    calendars: tuple[bytes, ...] = ()
    report: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Pairs of a header's name and value of the report's part for programs."""
    returned_id: str = ""
    """Message-ID of the mail that a report returns."""
    problem: str = ""
    """Why not all of the mail was read."""


# The mail


def read_mail(raw: bytes) -> Mail:
    """The ``Mail`` in some bytes. Never raises: what cannot be read is left out and said in ``problem``."""
    problem = ""
    if len(raw) > LARGEST:
        raw, problem = head_of(raw[:65536]), "too_large"
    try:
        message = email.message_from_bytes(raw, policy=policy.compat32)
    except (MessageError, ValueError, LookupError, RecursionError):
        return Mail(problem="broken")
    walk = Walk()
    if not problem:
        walk.visit(message)
    senders = addresses(message, "from")
    return Mail(
        message_id=line_received(message.get("message-id"), 250),
        in_reply_to=line_received(message.get("in-reply-to"), 250),
        subject=line_received(message.get("subject"), 400),
        sender=senders[0][1] if senders else "",
        sender_name=senders[0][0] if senders else "",
        recipients=tuple(
            dict.fromkeys(address for name in ADDRESS_HEADERS for _name, address in addresses(message, name))
        ),
        date=date_of(message),
        is_automatic=is_automatic(message),
        is_report=message.get_content_type() == "multipart/report",
        text=without_quotes(walk.text),
        calendars=tuple(walk.calendars),
        report=tuple(walk.report),
        returned_id=walk.returned_id,
        problem=problem or walk.problem,
    )


def head_of(raw: bytes) -> bytes:
    """The header lines of a mail."""
    for end in (b"\r\n\r\n", b"\n\n"):
        if end in raw:
            return raw.partition(end)[0] + end
    return raw


class Walk:
    """One way through the parts of a mail, never deeper or longer than is reasonable."""

    def __init__(self) -> None:
        self.text, self.problem, self.returned_id = "", "", ""
        self.calendars: list[bytes] = []
        self.report: list[tuple[str, str]] = []
        self.parts = 0

    def visit(self, part: Message, depth: int = 0) -> None:
        self.parts += 1
        if depth > DEEPEST or self.parts > MOST_PARTS:
            self.problem = "too_nested"
            return
        kind = part.get_content_type()
        payload = part.get_payload()
        if kind in {"message/delivery-status", "message/global-delivery-status"}:
            self.read_report(payload)
        elif kind in {"message/rfc822", "message/global", "text/rfc822-headers"}:
            self.read_returned(part, payload)
        elif isinstance(payload, list):
            for inner in payload:
                if isinstance(inner, Message):
                    self.visit(inner, depth + 1)
        elif is_calendar(part, kind):
            self.read_calendar(part)
        elif kind == "text/plain" and not self.text and part.get_content_disposition() != "attachment":
            self.text = decoded(part)[:LONGEST_TEXT]
        elif kind == "text/html" and not self.text and part.get_content_disposition() != "attachment":
            self.text = text_of_html(decoded(part)[: LONGEST_TEXT * 10])[:LONGEST_TEXT]

    def read_calendar(self, part: Message) -> None:
        content = bytes_of(part)
        if len(content) > LARGEST_CALENDAR:
            self.problem = "too_large"
        elif content not in self.calendars and len(self.calendars) < 5:
            self.calendars.append(content)

    def read_report(self, payload: object) -> None:
        for block in payload if isinstance(payload, list) else []:
            self.report += [(name.lower(), line_received(value, 500)) for name, value in block.items()][:50]

    def read_returned(self, part: Message, payload: object) -> None:
        inner = payload[0] if isinstance(payload, list) and payload else email.message_from_string(decoded(part))
        if hasattr(inner, "get"):
            self.returned_id = self.returned_id or line_received(inner.get("message-id"), 250)


def is_calendar(part: Message, kind: str) -> bool:
    name = (part.get_filename() or "").lower() if isinstance(part.get_filename(), str) else ""
    return kind in {"text/calendar", "application/ics", "application/calendar"} or (
        kind == "application/octet-stream" and name.endswith(".ics")
    )


def bytes_of(part: Message) -> bytes:
    """What a part holds; nothing if it is made of parts itself."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def decoded(part: Message) -> str:
    """The text of a part; bytes that are no text in its character set become replacement signs."""
    content = bytes_of(part)
    charset = part.get_content_charset() or "utf-8"
    try:
        return content.decode(charset, "replace")
    except LookupError:  # a character set that does not exist
        return content.decode("utf-8", "replace")


def text_of_html(page: str) -> str:
    page = re.sub(r"(?is)<(script|style|head)\b.*?(</\1>|$)", " ", page)
    page = re.sub(r"(?i)<(br|/p|/div|/li|/tr)\b[^>]*>", "\n", page)
    return html.unescape(re.sub(r"<[^>]*>", "", page)).replace("\N{NO-BREAK SPACE}", " ")


def without_quotes(text: str) -> str:
    """What somebody wrote, without the mail they answer."""
    lines = []
    for line in normalize_newlines(text).split("\n"):
        if QUOTE.match(line.strip()):
            break
        lines.append("".join(c for c in line if c == "\t" or (c.isprintable() or c in "\u00a0\u202f")).rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def line_received(value: object, most: int) -> str:
    """A header, or what a calendar says, as one line of at most so many signs, whatever stands in it."""
    if value is None:
        return ""
    try:
        text = str(email.header.make_header(email.header.decode_header(str(value))))
    except (LookupError, ValueError, MessageError):
        text = str(value)
    text = text.encode("utf-8", "replace").decode("utf-8", "replace")
    return one_line("".join(c for c in text if c.isprintable() or c.isspace()))[:most]


def addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """``[(name, address in lower case)]`` of one header."""
    values = [str(value) for value in message.get_all(name, [])][:20]
    try:
        found = getaddresses(values)
    except (ValueError, IndexError, TypeError):
        return []
    return [
        (line_received(name, 160), line_received(address, 254).lower()) for name, address in found if "@" in address
    ][:50]


def date_of(message: Message) -> datetime | None:
    try:
        date = parsedate_to_datetime(str(message.get("date", "")))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date


def is_automatic(message: Message) -> bool:
    """Whether a program wrote it: a holiday answer, a list (RFC 3834). A calendar's own answer may say so too."""
    submitted = str(message.get("auto-submitted", "no")).split(";")[0].strip().lower()
    precedence = str(message.get("precedence", "")).strip().lower()
    return (
        submitted not in {"", "no"} or precedence in {"bulk", "junk", "list", "auto_reply"} or "x-autoreply" in message
    )
