"""`manage.py apply_retention`: once a day, from the system's scheduler."""

from django.core.management.base import BaseCommand, CommandError

from network.privacy.retention import apply_retention


class Command(BaseCommand):
    help = "Delete what is older than the durations of the settings (“Data retention”), and write the report."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="change nothing, say what would be deleted")

    def handle(self, *, dry_run, **options):
        outcomes = apply_retention(dry_run=dry_run)
        for outcome in outcomes:
            said = f"FAILED, {outcome.error}" if outcome.error else str(outcome.applied.count)
            words = f" ({outcome.applied.words})" if outcome.applied.words else ""
            self.stdout.write(f"{outcome.label}: {said}{words}")
        if failed := [outcome.rule for outcome in outcomes if outcome.error]:
            raise CommandError(f"Rules that failed: {', '.join(failed)}. The others were applied.")
        if dry_run:
            self.stdout.write("Nothing was changed.")
