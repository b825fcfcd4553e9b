"""`manage.py load_network`: the content that ships, loaded once and never over an editor's change."""

from django.core.management.base import BaseCommand, CommandError

from network.loading.records import ContentError
from network.loading.run import load_content


class Command(BaseCommand):
    help = "Load the network's content. Safe to run again: what editors changed or deleted is left alone."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="do everything, then undo it, and report")
        parser.add_argument("--without-samples", action="store_true", help="leave out the sample meetings")

    def handle(self, *, dry_run, without_samples, verbosity, **options):
        try:
            run = load_content(samples=not without_samples, dry_run=dry_run)
        except ContentError as error:
            raise CommandError(f"{error} Nothing was loaded.") from None
        if verbosity:
            counts = ", ".join(f"{run.report[name]} {name}" for name in ("made", "updated", "unchanged", "kept"))
            self.stdout.write(f"{'Dry run, nothing kept: ' if dry_run else 'Content: '}{counts}.")
            for line in run.kept:
                self.stdout.write(f"  left alone, {line}")
