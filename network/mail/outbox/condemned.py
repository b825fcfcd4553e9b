"""Addresses that their servers call unknown: nothing more is sent to them until somebody corrects or clears them."""

import re

from django.db.models import QuerySet

from network.mail.models.incoming import UndeliverableAddress

STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
NO_SUCH_ADDRESS = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}
"""RFC 3463: bad mailbox, bad system, bad syntax, moved, null MX; disabled mailbox. Not a full one, nor a refusal."""


def status_in(text: str) -> str:
    """« 5.1.1 » where a server's answer says so; empty where it does not."""
    found = STATUS.search(text)
    return found[0] if found else ""


def condemn(address: str, reason: str) -> None:
    UndeliverableAddress.objects.get_or_create(address=address.lower(), defaults={"reason": reason[:500]})


def marks_of(address: str) -> QuerySet[UndeliverableAddress]:
    """The mark that an address does not exist, if it has one."""
    return UndeliverableAddress.objects.filter(address=address.lower())


def is_condemned(address: str) -> bool:
    return marks_of(address).exists()
