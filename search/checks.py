"""`manage.py check`: is the address of the search server one?"""

from collections.abc import Iterable

from django.apps import AppConfig
from django.conf import settings
from django.core import checks


def search_server_check(app_configs: Iterable[AppConfig] | None, **kwargs: object) -> list[checks.CheckMessage]:
    """Whether the server answers is not asked: the embedded index answers while it does not."""
    if not settings.ELASTICSEARCH_URL:
        return []
    from search.engines.elasticsearch.address import address_of  # noqa: PLC0415 -- loaded by those who have a server

    try:
        address_of(settings.ELASTICSEARCH_URL)
    except ValueError as error:
        return [
            checks.Error(
                # The address itself may hold a password.
                f"ELASTICSEARCH_URL is not the address of a search server: {error}.",
                hint="Write https://user:password@host:9200, or leave it empty: search then has its own index.",
                id="search.E001",
            )
        ]
    return []
