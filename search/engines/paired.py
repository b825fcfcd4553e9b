"""A search server with the embedded index behind it: both are written, and either can answer."""

import logging
from pathlib import Path

from search.results import EngineAway, IndexNotReady

logger = logging.getLogger(__name__)


class PairedEngine:
    """Writes to both engines. Reads from the server, from the embedded index while the server is away or behind."""

    def __init__(self, server, embedded):
        self.server = server
        self.embedded = embedded
        self.mark = Path(f"{embedded.files.path}.server-is-behind")
        """Stands while the server lacks changes that the embedded index has: it may show what is hidden now."""

    @property
    def name(self):
        return self.server.name

    @property
    def files(self):
        return self.embedded.files

    @property
    def parts(self):
        """Each index to keep in step."""
        return (self.embedded, self.server)

    @property
    def readers(self):
        """Who may be asked, the best first."""
        return (self.embedded,) if self.mark.exists() else (self.server, self.embedded)

    # Reading, for those who need no more than an answer

    def search(self, request):
        return self._first(lambda engine: engine.search(request))

    def suggest(self, query, audiences, limit):
        return self._first(lambda engine: engine.suggest(query, audiences, limit))

    def vocabulary(self, audiences):
        return self.embedded.vocabulary(audiences)

    def _first(self, ask):
        return first_answer(self.readers, ask)[0]

    # Writing

    def write(self, changes):
        """Write to both. Raises ``EngineAway`` when only the embedded index could be written."""
        changes = list(changes)
        altered = self.embedded.write(changes)
        self.server.write(changes)
        return altered

    def is_ready(self):
        return self.embedded.is_ready() and self.server.is_ready()

    def fall_behind(self):
        """From now on the server is not asked, until ``caught_up``."""
        self.mark.touch()

    def caught_up(self):
        self.mark.unlink(missing_ok=True)

    @property
    def is_behind(self):
        return self.mark.exists()

    def status(self):
        """The server's state, and the embedded index's under ``behind_it``."""
        return self.server.status() | {"is_behind": self.is_behind, "behind_it": self.embedded.status()}


def first_answer(engines, ask):
    """``(what ``ask(engine)`` gives, whether it is not the first engine's)``; the next is asked when one cannot answer."""
    *first, last = engines
    for number, engine in enumerate(first):
        try:
            return ask(engine), number > 0
        except (EngineAway, IndexNotReady) as error:
            logger.warning("Search: %s. The embedded index answers.", error)
    return ask(last), bool(first)
