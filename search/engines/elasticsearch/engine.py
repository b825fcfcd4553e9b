"""The search server as the rest of search knows it."""

import contextlib
import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError
from elasticsearch.dsl import Search
from elasticsearch.helpers import scan

from search.analysis.fingerprint import FINGERPRINT
from search.engines.elasticsearch.address import address_of
from search.engines.elasticsearch.building import Build, delete_others
from search.engines.elasticsearch.documents import LAYOUT
from search.engines.elasticsearch.reading import Request
from search.engines.elasticsearch.suggesting import suggestions
from search.engines.elasticsearch.vocabulary import Vocabulary
from search.engines.elasticsearch.writing import NotWritten, write
from search.engines.protocol import Status
from search.engines.rebuilding import Rebuilding
from search.query import Query
from search.results import EngineAway, IndexNotReady, Results, SearchRequest, Suggestion
from search.sources import Change, RecordKey

logger = logging.getLogger(__name__)

CURRENT = f"{FINGERPRINT}-{LAYOUT}"
"""Part of the alias: code asks only an index that the same analysis and mapping made."""
SECONDS = 5.0
PAUSE_SECONDS = 15.0
"""How long a server that did not answer is left alone, so that readers do not wait for it one after another."""


class Guarded:
    """An object whose every method speaks to the server, and says in search's own errors what is wrong with it."""

    def __init__(self, guarded: object, asking: Callable[[], AbstractContextManager[Elasticsearch]]) -> None:
        self._guarded = guarded
        self._asking = asking

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._guarded, name)
        if not callable(value):
            return value

        def asked(*arguments: object, **named: object) -> object:
            with self._asking():
                return value(*arguments, **named)

        return asked


class ElasticsearchEngine(Rebuilding):
    """Search on a server. Safe to share between threads.

    ``only_writer``: a context that one writer at a time may enter, so that no change
    is written to an index just replaced.
    """

    name = "elasticsearch"

    def __init__(
        self, url: str, only_writer: Callable[[], AbstractContextManager[None]] = contextlib.nullcontext
    ) -> None:
        self.address = address_of(url)
        self.only_writer = only_writer
        self._client: tuple[int, Elasticsearch] | None = None  # and the process it belongs to
        self._lock = threading.Lock()
        self._left_alone_until = 0.0

    @property
    def alias(self) -> str:
        return f"{self.address.prefix}-{CURRENT}"

    @property
    def client(self) -> Elasticsearch:
        """This process's client: connections do not cross a fork."""
        with self._lock:
            if self._client is None or self._client[0] != os.getpid():
                client = Elasticsearch(self.address.url, request_timeout=SECONDS, max_retries=0, retry_on_timeout=False)
                self._client = (os.getpid(), client)
            return self._client[1]

    @contextlib.contextmanager
    def _asking(self) -> Iterator[Elasticsearch]:
        """Says in search's own errors what is wrong with the server."""
        if time.monotonic() < self._left_alone_until:
            raise EngineAway(f"{self.address.shown} did not answer a moment ago")
        try:
            yield self.client
        except NotFoundError as error:
            raise IndexNotReady(f"{self.address.shown} has no index {self.alias}: {error}") from error
        except TransportError as error:
            self._left_alone_until = time.monotonic() + PAUSE_SECONDS
            raise EngineAway(f"{self.address.shown} does not answer: {type(error).__name__}") from error
        except (ApiError, NotWritten) as error:
            logger.error("%s refused a request: %s", self.address.shown, error)
            raise EngineAway(f"{self.address.shown} refused a request: {error}") from error

    # Reading

    def search(self, request: SearchRequest) -> Results:
        with self._asking() as client:
            return Request(client, self.alias, request).run()

    def suggest(self, query: Query, audiences: frozenset[str], limit: int) -> tuple[Suggestion, ...]:
        """The documents whose titles hold the words of a query whose last one may be unfinished."""
        with self._asking() as client:
            return suggestions(client, self.alias, query, audiences, limit)

    def vocabulary(self, audiences: frozenset[str]) -> Guarded:
        """The words of the texts that a reader with these audience tokens may see."""
        return Guarded(Vocabulary(self.client, self.alias, audiences), self._asking)

    # Writing

    def write(self, changes: Iterable[Change]) -> int:
        """Apply changes, seen by readers at once; returns how many altered the index.

        ``changes``: ``(source, pk, version, document or None)``; ``None`` takes the record out.
        """
        with self.only_writer(), self._asking() as client:
            altered = write(client, self.alias, changes, is_alias=True)
            client.indices.refresh(index=self.alias)
            return altered

    def build(self, *, most_seconds: float = 0) -> Guarded:
        """A new index to fill, or one that was interrupted less than ``most_seconds`` ago."""
        with self._asking() as client:
            found = Build.unfinished(client, self.alias, most_seconds) if most_seconds else None
            return Guarded(found or Build.begin(client, self.alias), self._asking)

    def finish(self, build: Build, catch_up: Callable[[], Iterable[Change]]) -> None:
        """Serve a filled index; ``catch_up`` gives the changes made meanwhile."""
        with self.only_writer():
            build.finish(catch_up())
        with self._asking() as client:
            delete_others(client, self.address.prefix, build.index)

    # Its state

    def status(self) -> Status:
        """What is in the index, in plain values."""
        status: Status = {"engine": self.name, "path": self.address.shown, "fingerprint": CURRENT, "is_ready": False}
        try:
            with self._asking() as client:
                search = Search(using=client, index=self.alias).query("exists", field="key")[:0]
                search.aggs.bucket("kinds", "terms", field="facets", include="kind=.*", size=1000)
                response = search.extra(track_total_hits=True).execute()
                size = client.indices.stats(index=self.alias, metric="store")
        except (EngineAway, IndexNotReady) as error:
            return status | {"problem": str(error)}
        values = {bucket.key: bucket.doc_count for bucket in response.aggregations.kinds.buckets}
        kinds = {value.partition("=")[2]: count for value, count in values.items() if value.startswith("kind=")}
        return status | {
            "is_ready": True,
            "size_bytes": size["_all"]["primaries"].get("store", {}).get("size_in_bytes", 0),
            "documents": response["hits"]["total"]["value"],
            "kinds": dict(sorted(kinds.items())),
        }

    def is_ready(self) -> bool:
        """Whether there is an index that this code can ask. Raises ``EngineAway``."""
        with self._asking() as client:
            return bool(client.indices.exists_alias(name=self.alias))

    def checksums(self) -> dict[RecordKey, str]:
        """``{(source, pk): checksum}`` of every document in the index."""
        with self._asking() as client:
            query = {"query": {"exists": {"field": "key"}}, "_source": ["checksum"]}
            found = scan(client, query=query, index=self.alias, size=1000)
            return {tuple(row["_id"].split(":", 1)): row["_source"]["checksum"] for row in found}
