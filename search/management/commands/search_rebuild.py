from django.core.management.base import BaseCommand

from search import updating


class Command(BaseCommand):
    help = "Build the search index anew. The old one answers until the new one is complete."

    def add_arguments(self, parser):
        parser.add_argument("--if-needed", action="store_true", help="only if there is none that this code can read")

    def handle(self, *, if_needed, verbosity, **options):
        if if_needed:
            built = updating.rebuild_if_needed()
            self.stdout.write("Index built." if built else "The index is up to date with the code.")
            return
        shown = {}

        def report(source, done, total):
            shown[source] = done
            if verbosity and self.stdout.isatty():
                self.stdout.write(f"\r{source}: {done}/{total}\033[K", ending="")
                self.stdout.flush()

        updating.rebuild(report)
        if verbosity:
            self.stdout.write(f"\r{sum(shown.values())} documents of {len(shown)} kinds indexed.\033[K")
