"""What may stand in the head of a mail: one line, no control character, nothing that turns text around."""

import re
import secrets
from collections.abc import Mapping
from email.utils import formataddr, parseaddr

from django.conf import settings

from network.look.text import one_line, without_controls

LONGEST_SUBJECT = 250
BIDI_CONTROLS = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
NAME = re.compile(r"[A-Za-z0-9-]+")
OURS = frozenset(
    [
        *("auto-submitted", "bcc", "cc", "content-type", "date", "from", "message-id", "mime-version", "reply-to"),
        *("return-path", "sender", "subject", "to"),
    ]
)


def fit_for_header(text: object) -> str:
    """Text as one line: what could begin another header, or turns what follows round, is gone."""
    return "".join(sign for sign in without_controls(one_line(text)) if sign not in BIDI_CONTROLS)


def subject_line(text: object) -> str:
    line = fit_for_header(text)
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1].rstrip()}…"


def address_line(text: object) -> str:
    """« Name <address> » written as a header needs it; an empty text stays empty."""
    line = fit_for_header(text)
    if not line:
        return ""
    name, address = parseaddr(line)
    if not address:
        raise ValueError(f"{line!r} is no mail address.")
    return formataddr((name, address)) if name else address


def header_lines(headers: Mapping[str, object] | None) -> dict[str, str]:
    """Further headers, cleaned. Raises ``ValueError`` for a name that the outbox itself writes, or that is none."""
    cleaned = {}
    for name, value in (headers or {}).items():
        if not NAME.fullmatch(name) or name.lower() in OURS:
            raise ValueError(f"{name!r}: this header is not for callers of the outbox.")
        cleaned[name] = fit_for_header(value)
    return cleaned


def new_message_id() -> str:
    return f"<{secrets.token_hex(10)}@{settings.SITE_DOMAIN}>"
