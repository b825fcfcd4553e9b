"""A search server with the embedded index behind it: both are written, and either can answer."""

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from search.engines.protocol import Index, Reader, Status
from search.engines.sqlite.engine import SqliteEngine
from search.engines.sqlite.files import IndexFiles
from search.query import Query
from search.results import EngineAway, IndexNotReady, Results, SearchRequest, Suggestion
from search.sources import Change
from search.spelling import Vocabulary

logger = logging.getLogger(__name__)

Given = TypeVar("Given")


class PairedEngine:
    """Writes to both engines. Reads from the server, from the embedded index while the server is away or behind."""

    def __init__(self, server: Index[Any], embedded: SqliteEngine) -> None:
        self.server = server
        self.embedded = embedded
        self.mark = Path(f"{embedded.files.path}.server-is-behind")
        """Stands while the server lacks changes that the embedded index has: it may show what is hidden now."""

    @property
    def name(self) -> str:
        return self.server.name

    @property
    def files(self) -> IndexFiles:
        return self.embedded.files

    @property
    def parts(self) -> tuple[Index[Any], ...]:
        """Each index to keep in step."""
        return (self.embedded, self.server)

    @property
    def readers(self) -> tuple[Reader, ...]:
        """Who may be asked, the best first."""
        return (self.embedded,) if self.mark.exists() else (self.server, self.embedded)

    # Reading, for those who need no more than an answer

    def search(self, request: SearchRequest) -> Results:
        return self._first(lambda engine: engine.search(request))

    def suggest(self, query: Query, audiences: frozenset[str], limit: int) -> tuple[Suggestion, ...]:
        return self._first(lambda engine: engine.suggest(query, audiences, limit))

    def vocabulary(self, audiences: frozenset[str]) -> Vocabulary:
        return self.embedded.vocabulary(audiences)

    def _first(self, ask: Callable[[Reader], Given]) -> Given:
        return first_answer(self.readers, ask)[0]

    # Writing

    def write(self, changes: Iterable[Change]) -> int:
        """Write to both. Raises ``EngineAway`` when only the embedded index could be written."""
        changes = list(changes)
        altered = self.embedded.write(changes)
        self.server.write(changes)
        return altered

    def is_ready(self) -> bool:
        return self.embedded.is_ready() and self.server.is_ready()

    def fall_behind(self) -> None:
        """From now on the server is not asked, until ``caught_up``."""
        self.mark.touch()

    def caught_up(self) -> None:
        self.mark.unlink(missing_ok=True)

    @property
    def is_behind(self) -> bool:
        return self.mark.exists()

    def status(self) -> Status:
        """The server's state, and the embedded index's under ``behind_it``."""
        return self.server.status() | {"is_behind": self.is_behind, "behind_it": self.embedded.status()}


def first_answer(engines: Sequence[Reader], ask: Callable[[Reader], Given]) -> tuple[Given, bool]:
    """``(what ``ask(engine)`` gives, whether it is not the first engine's)``; the next is asked when one cannot answer."""
    *first, last = engines
    for number, engine in enumerate(first):
        try:
            return ask(engine), number > 0
        except (EngineAway, IndexNotReady) as error:
            logger.warning("Search: %s. The embedded index answers.", error)
    return ask(last), bool(first)
