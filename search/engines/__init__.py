"""The engine that answers searches."""

from functools import cache

from django.conf import settings

from search.engines.sqlite import SqliteEngine


@cache
def _engine_at(path):
    return SqliteEngine(path)


def engine():
    """The engine of the settings."""
    return _engine_at(str(settings.SEARCH_INDEX_PATH))
