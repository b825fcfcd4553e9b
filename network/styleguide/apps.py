from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class StyleguideConfig(AppConfig):
    name = "network.styleguide"

    def ready(self):
        autodiscover_modules("styleguide")  # where apps hook their examples: read here only
