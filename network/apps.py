from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = _("The network")

    def ready(self):
        from network import checks, signals  # noqa: F401, PLC0415 -- wired by being imported
        from network.look import spreadsheets  # noqa: PLC0415 -- registered by being imported
        from network.page_cache import generations  # noqa: PLC0415 -- registered by being imported
        from network.running import desk_scripts, old_databases  # noqa: F401, PLC0415 -- registered by being imported

        register(checks.disclosure_check)
        desk_scripts.allow_choosers()
        generations.watch()
        spreadsheets.guard_wagtail_exports()
