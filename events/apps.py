from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Meetings")

    def ready(self):
        from events import signals  # noqa: F401, PLC0415 -- receivers need the models
        from events.feeds import signals as calendar_signals  # noqa: F401, PLC0415 -- receivers need the models
