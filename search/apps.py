from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from search import signals  # noqa: PLC0415 -- models are not loaded before
        from search.checks import search_server_check  # noqa: PLC0415 -- registered when the apps are loaded

        signals.connect()
        checks.register(search_server_check)
