"""`manage.py do_minute`: what the worker begins every minute, now and here, for a site without a worker."""

from django.core.management.base import BaseCommand, CommandError

from network.running.clock import do_minute


class Command(BaseCommand):
    help = "Do what is due every minute, at once: for a system's scheduler where no worker runs."

    def handle(self, **options):
        if failed := do_minute.call():
            raise CommandError(f"Failed, see above: {', '.join(failed)}.")
