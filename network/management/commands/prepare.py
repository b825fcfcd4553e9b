"""`manage.py prepare`: all that a start does before it serves. For a deployment, after new code is in place."""

from django.core.management.base import BaseCommand, CommandError

from network.loading.records import ContentError
from network.running.starting import StartError, prepare


class Command(BaseCommand):
    help = "Bring database, content, translations, static files and search index up to date with the code."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--without-samples", action="store_true", help="leave out the sample meetings")

    def handle(self, *, without_samples, **options):
        try:
            prepare(samples=not without_samples, say=self.stdout.write)
        except StartError as error:
            raise CommandError(error) from error
        except ContentError as error:
            raise CommandError(f"{error} Nothing was loaded.") from error
