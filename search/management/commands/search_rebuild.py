from django.core.management.base import BaseCommand, CommandParser

from search import updating

WIDTH = 30


class Command(BaseCommand):
    help = "Build the search index anew. The old one answers until the new one is complete; stopped, it goes on later."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="only if there is none that this code can read")
        parser.add_argument("--from-scratch", action="store_true", help="forget a build that was interrupted")

    def handle(self, *, if_needed: bool, from_scratch: bool, verbosity: int, **options: object) -> None:
        shown = {}

        def report(source: str, done: int, total: int) -> None:
            shown[source] = done
            if verbosity and self.stdout.isatty():
                self.stdout.write(f"\r{bar(done, total)} {source}: {done}/{total}\033[K", ending="")
                self.stdout.flush()

        if if_needed:
            built = updating.rebuild_if_needed(report)
            said = "Index built." if built else "The index is up to date with the code."
        else:
            updating.rebuild(report, from_scratch=from_scratch)
            said = f"{sum(shown.values())} documents of {len(shown)} kinds indexed."
        if verbosity:
            self.stdout.write(f"\r{said}\033[K" if self.stdout.isatty() else said)


def bar(done: int, total: int) -> str:
    """« [#########.....................] 30 % »"""
    share = min(1.0, done / total) if total else 1.0
    filled = int(share * WIDTH)
    return f"[{'#' * filled}{'.' * (WIDTH - filled)}] {share:4.0%}"
