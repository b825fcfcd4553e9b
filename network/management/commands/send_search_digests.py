"""`manage.py send_search_digests`: once a day, from the system's scheduler."""

from django.core.management.base import BaseCommand

from network.following import saved_searches, tasks


class Command(BaseCommand):
    help = "Have members told what is new in the searches they follow, those whose week or month is over."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="send nothing, say what is due and how much is new")

    def handle(self, *, dry_run, **options):
        due = saved_searches.due_searches()
        for saved in due:
            if dry_run:
                _results, count = saved_searches.new_results(saved, after=saved.told_until, most=0)
                self.stdout.write(f"{saved.pk} {saved.name}: {count} new")
            else:
                tasks.send_search_digest.enqueue(saved.pk)
        self.stdout.write(f"{len(due)} searches are due.")
