"""What the site holds, says and shows, without what differs from one run to the next: names by chance, the hour it is."""

import re
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from itertools import takewhile, zip_longest

from django.core import mail
from django.test import Client

from network.look.dates import format_day
from search.engines import engine
from tests.faults.points import dying
from tests.faults.points.site import DATABASE

OF_THE_MACHINE = (
    *("django_", "sqlite_", "wagtailsearch_", "search_indexchange"),
    *("network_clock", "network_contentgeneration", "network_shared_cache", "wagtailadmin_"),
)
"""Tables that tell how the work was done, not what was: queues, sessions, counters."""
NUMBERED_AS_THEY_COME = {"wagtailcore_referenceindex", "wagtailcore_pagelogentry", "wagtailcore_modellogentry"}
"""Tables whose rows nothing names by number."""
BY_CHANCE = {"token", "message_id", "reason", "link_key"}
TODAY = datetime.now(UTC)
MASKS = (
    (re.compile(r"\r?\n |\\r\\n "), ""),  # long lines of calendars, folded where a name by chance stands
    (re.compile(rf"{TODAY:%Y-%m-%d}[ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|\+00:00)?"), "<now>"),
    (re.compile(format_day(TODAY).replace("\xa0", r"\s") + r"(?: à|,) \d+\s?h(\s\d\d)?"), "<now>"),
    (re.compile(rf"{TODAY:%Y%m%d}T\d{{6}}Z?"), "<now>"),
    (re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"), "<uuid>"),
    (re.compile(r"(?<=\d\.[pa]\.)[\w-]{16}\.[\w-]{43}"), "<link>"),
    (re.compile(r"[\w-]*[A-Z][\w-]*:[\w:-]{20,}"), "<signed>"),
    (re.compile(r"(?<=data-block-key=)[\\]*\"\w{5}"), "<key>"),
    (re.compile(r"(?<=csrfmiddlewaretoken\" value=\")[^\"]+|nonce[-=]\"?[\w+/=-]+"), "<once>"),
)


@dataclass(frozen=True)
class State:
    """Tables, the index, mails that left, and pages, as sorted lines of text by name."""

    parts: dict

    @classmethod
    def now(cls, pages):
        return cls(tables() | {"index": index_lines(), "left": mails_that_left()} | shown(pages))

    def differences(self, other):
        """What only one of two has, a line each: « this one → the other »."""
        lines = []
        for name in sorted(self.parts.keys() | other.parts.keys()):
            mine, theirs = list(self.parts.get(name, [])), list(other.parts.get(name, []))
            for line in list(mine):
                if line in theirs:
                    mine.remove(line)
                    theirs.remove(line)
            lines += [f"{name}: {where_apart(*pair)}" for pair in zip_longest(mine, theirs, fillvalue="")]
        return lines


def where_apart(mine, theirs):
    """Two lines from where they differ."""
    same = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(mine, theirs, strict=False)))
    begin = max(0, same - 60)
    return f"{mine[begin : same + 100]} → {theirs[begin : same + 100]}"


def tables():
    """``{table: [row]}`` of what is kept."""
    found = {}
    for table, rows in all_rows():
        if table.startswith(OF_THE_MACHINE):
            continue
        if table == "network_outgoingmail":
            rows = [in_doubt_as_sent(row) for row in rows]
        left_out = BY_CHANCE | ({"id"} if table in NUMBERED_AS_THEY_COME else set())
        found[table] = sorted(
            masked(repr({name: value for name, value in row.items() if name not in left_out})) for row in rows
        )
    return {table: rows for table, rows in found.items() if rows}


def in_doubt_as_sent(row):
    """SMTP's own doubt is the one difference there may be; whether the mail left is told by those that did."""
    return row | {"state": "sent", "sent_at": f"{TODAY:%Y-%m-%d %H:%M:%S}"} if row["state"] == "uncertain" else row


def all_rows():
    """``(table, rows as dicts)``, read over a connection of its own."""
    database = sqlite3.connect(DATABASE)
    database.row_factory = sqlite3.Row
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (name,) in names:
        yield name, [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')]  # noqa: S608
    database.close()


def fingerprint():
    """A hash of all that outlives the process: two points with the same one go on in the same way."""
    rows = [(table, [masked(repr(row)) for row in rows]) for table, rows in all_rows()]
    return sha256(repr((rows, index_lines(), mails_that_left())).encode()).hexdigest()


def index_lines():
    return sorted(f"{name} {pk} {checksum}" for (name, pk), checksum in dict(engine().parts[0].checksums()).items())


def mails_that_left():
    return sorted(masked(f"{message.to} {message.subject}\n{message.body}") for message in mail.outbox)


def shown(pages):
    """What each ``(address, session cookie or "")`` gives now."""
    found = {}
    with dying.process():
        for address, session in pages:
            client = Client()
            if session:
                client.cookies["sessionid"] = session
                # What the desk says once (« Meeting published ») is kept with the session, after the request: a death
                # there loses the words and not the act. It is said here, and no longer by the page that is compared.
                client.get(address)
            response = client.get(address)
            content = b"".join(response) if response.streaming else response.content
            text = masked(content.decode(errors="replace"))
            found[f"{address} {'signed in' if session else 'visitor'}"] = [
                f"{response.status_code}",
                *text.splitlines(),
            ]
    return found


@lru_cache(maxsize=100_000)
def masked(text):
    for pattern, word in MASKS:
        text = pattern.sub(word, text)
    return text
