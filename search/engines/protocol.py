"""What the rest of search asks of an engine, whichever it is: to answer, to be written, to be built anew."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NotRequired, Protocol, TypedDict, TypeVar

from search.query import Query
from search.results import Results, SearchRequest, Suggestion
from search.sources import Change, RecordKey
from search.spelling import Vocabulary

Filled = TypeVar("Filled", bound="Build")


class Status(TypedDict):
    """The state of an index in plain values; what is not required is there when it can be asked."""

    engine: str
    path: str
    fingerprint: str
    is_ready: bool
    problem: NotRequired[str]
    size_bytes: NotRequired[int]
    documents: NotRequired[int]
    kinds: NotRequired[dict[str, int]]
    is_behind: NotRequired[bool]
    behind_it: NotRequired["Status"]


class Reader(Protocol):
    """What answers readers. Every method may raise ``EngineAway`` or ``IndexNotReady``."""

    def search(self, request: SearchRequest) -> Results: ...

    def suggest(self, query: Query, audiences: frozenset[str], limit: int) -> tuple[Suggestion, ...]: ...

    def vocabulary(self, audiences: frozenset[str]) -> Vocabulary: ...


class Build(Protocol):
    """An index under construction. ``progress``: ``{source: last pk}``; ``started``: in seconds since 1970."""

    @property
    def progress(self) -> Mapping[str, str]: ...

    @property
    def started(self) -> float: ...

    def add(self, changes: Iterable[Change], source: str | None = None, pk: str | None = None) -> None: ...

    def discard(self) -> None: ...


class Index(Reader, Protocol[Filled]):
    """One index to keep in step with the site. It finishes only the builds that it gave."""

    @property
    def name(self) -> str: ...

    def write(self, changes: Iterable[Change]) -> int: ...

    def build(self, *, most_seconds: float = 0) -> Filled: ...

    def finish(self, build: Filled, catch_up: Callable[[], Iterable[Change]]) -> None: ...

    def is_ready(self) -> bool: ...

    def status(self) -> Status: ...

    def checksums(self) -> dict[RecordKey, str]: ...


class Engine(Reader, Protocol):
    """What the settings name: one index, or two of which the second answers while the first is away."""

    @property
    def name(self) -> str: ...

    @property
    def parts(self) -> tuple[Index[Any], ...]: ...

    @property
    def readers(self) -> tuple[Reader, ...]: ...

    @property
    def is_behind(self) -> bool: ...

    def write(self, changes: Iterable[Change]) -> int: ...

    def is_ready(self) -> bool: ...

    def fall_behind(self) -> None: ...

    def caught_up(self) -> None: ...

    def status(self) -> Status: ...
