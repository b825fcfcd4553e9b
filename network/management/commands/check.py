"""`manage.py check`, which also knows the launch check: asked for by its tag, never run otherwise.

A check registered the ordinary way would run before every command, and an
empty field of the legal notice must not keep a new site from starting.
"""

from django.core.checks.registry import registry
from django.core.management.commands import check

from network.checks import LAUNCH, launch_check


class Command(check.Command):
    def handle(self, *app_labels, **options):
        if LAUNCH not in (options["tags"] or []) and not options["list_tags"]:
            return super().handle(*app_labels, **options)
        registry.register(launch_check, LAUNCH)
        try:
            return super().handle(*app_labels, **options)
        finally:
            registry.registered_checks.discard(launch_check)
