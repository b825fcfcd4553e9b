"""Kinds of mails: each is declared once, by the room that writes it, in one line::

    PLACE = mail_kind("place", _("Waiting list"))

and handed to ``post`` (``kind=PLACE``), which takes no other. The database keeps the code; the desk « Courriels » prints
the label, and what is shown, forgotten, kept or held back follows from what the kind says here.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

MAIL_KIND_HOOK = "mail_kind"


class Secrecy(Enum):
    """What becomes of the text of a mail, for the team and for whoever holds a copy of the database."""

    SHORTENED = "shortened"
    """The team reads it, without its personal links: whoever has one answers in that person's name."""
    HIDDEN = "hidden"
    """It lets somebody in: the team sees that it left, not what it says."""
    FORGOTTEN = "forgotten"
    """Likewise, and it is emptied once it left."""


@dataclass(frozen=True)
class MailKind:
    code: str
    """What the database keeps, for ever: at most 40 characters."""
    label: str | Promise
    """What the team reads in the desk."""
    secrecy: Secrecy = Secrecy.SHORTENED
    kept_for: timedelta | None = None
    """When it is deleted once it left; ``None``: after the months that the settings say."""
    is_urgent: bool = False
    """Somebody waits for it in front of a screen: sent first, never held back, even to an address once refused."""
    is_news: bool = False
    """Nobody has to receive it: each says how to stop it (RFC 2369, RFC 8058)."""


class UndeclaredKind(ValueError):
    """A mail of a kind that no room declares."""


UNKNOWN = MailKind("", _("Other"), Secrecy.HIDDEN)
"""What is said of a row whose kind nobody declares any more: nothing vouches for its text."""


def mail_kind(
    code: str,
    label: str | Promise,
    *,
    secrecy: Secrecy = Secrecy.SHORTENED,
    kept_for: timedelta | None = None,
    is_urgent: bool = False,
    is_news: bool = False,
) -> MailKind:
    """Declare a kind, once, when the module of the room that writes it is imported."""
    kind = MailKind(code, label, secrecy, kept_for, is_urgent, is_news)
    hooks.register(MAIL_KIND_HOOK, kind)
    return kind


def declared_kinds() -> list[MailKind]:
    return list(hooks.get_hooks(MAIL_KIND_HOOK))


def kind_of(code: str) -> MailKind:
    """The kind of a row of the database."""
    return next((kind for kind in declared_kinds() if kind.code == code), UNKNOWN)


def refuse_undeclared(kind: MailKind) -> None:
    if kind not in declared_kinds():
        raise UndeclaredKind(f"No room declares mails of the kind {kind!r}: see network.mail.kinds.")
