"""The engine that answers searches: the embedded one, or a search server with the embedded one behind it."""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

from django.conf import settings

from search.engines.paired import PairedEngine, first_answer
from search.engines.protocol import Engine, Reader
from search.engines.sqlite.engine import SqliteEngine

Given = TypeVar("Given")


@cache
def _engine_at(path: str, url: str) -> Engine:
    embedded = SqliteEngine(path)
    if not url:
        return embedded
    # The client of the server is loaded by those who have one.
    from search.engines.elasticsearch.engine import ElasticsearchEngine  # noqa: PLC0415 -- loaded by those who have a server

    return PairedEngine(ElasticsearchEngine(url, embedded.files.only_writer), embedded)


def engine() -> Engine:
    """The engine of the settings."""
    return _engine_at(str(settings.SEARCH_INDEX_PATH), settings.ELASTICSEARCH_URL)


def answered(ask: Callable[[Reader], Given]) -> tuple[Given, bool]:
    """``(what ``ask(engine)`` gives, whether search is limited)``: limited when the server should have answered and did not.

    Raises ``IndexNotReady`` when there is nothing to ask.
    """
    found = engine()
    answer, is_second = first_answer(found.readers, ask)
    return answer, is_second or found.is_behind
