"""Building an index anew in one go, for engines that know how to begin a build and how to finish it."""

from collections.abc import Callable, Iterable

from search.engines.protocol import Filled, Index
from search.sources import Change


class Rebuilding:
    """Needs ``build()`` and ``finish(build, catch_up)``."""

    def rebuild(
        self: Index[Filled], batches: Iterable[Iterable[Change]], catch_up: Callable[[], Iterable[Change]] = lambda: ()
    ) -> None:
        """Build a new index from batches of changes and serve it; the old one is served meanwhile.

        ``catch_up`` is called at the end, when nobody else can write, and gives the
        changes made while the batches were being written.
        """
        build = self.build()
        try:
            for batch in batches:
                build.add(batch)
            self.finish(build, catch_up)
        except BaseException:
            build.discard()
            raise
