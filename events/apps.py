from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Meetings")

    def ready(self):
        import events.feeds.signals  # noqa: PLC0415 -- receivers need the models
        import events.signals  # noqa: F401, PLC0415 -- the same
