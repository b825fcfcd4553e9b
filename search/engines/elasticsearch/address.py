"""The address of the search server, as it is written in the settings."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

DEFAULT_PREFIX = "metropoles-search"
PORT = 9200


@dataclass(frozen=True)
class Address:
    """Where the server is (credentials included), where it is for people to read, and what our indexes begin with."""

    url: str
    shown: str
    prefix: str


def address_of(text: str) -> Address:
    """The ``Address`` behind ``https://user:password@host:9200/prefix``. Raises ``ValueError`` with what is wrong."""
    try:
        parts = urlsplit(text)
        port = parts.port or PORT
    except ValueError as error:
        raise ValueError(f"its port or host cannot be read ({error})") from None
    if parts.scheme not in {"http", "https"}:
        raise ValueError("it must begin with http:// or https://")
    if not parts.hostname:
        raise ValueError("it names no server")
    if parts.query or parts.fragment:
        raise ValueError("nothing may follow its path")
    prefix = parts.path.strip("/") or DEFAULT_PREFIX
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,80}", prefix):
        raise ValueError(
            f"its path, “{prefix}”, must be small letters, figures and hyphens: indexes are named after it"
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    credentials = parts.netloc.rpartition("@")[0]
    server = f"{parts.scheme}://{{}}{host}:{port}"
    return Address(server.format(f"{credentials}@" if credentials else ""), server.format(""), prefix)
